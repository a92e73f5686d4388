package io.github.paybell.engine.delivery.webhook;

import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What happened to one call on its way; it travels as the request's tag. One thread. */
final class Trace extends EventListener {
  private boolean connected;
  private boolean acquired;
  private @Nullable Response answer;

  /** The listener of a call that carries one. */
  static EventListener of(Call call) {
    var trace = call.request().tag(Trace.class);
    return trace == null ? EventListener.NONE : trace;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connected = true;
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    acquired = true;
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    answer = response;
  }

  /** Its status line and headers, if they came, even if what followed was amiss. */
  @Nullable Response answer() {
    return answer;
  }

  /** Whether it went over a connection that had served before, and got no answer. */
  boolean stale() {
    return acquired && !connected && answer == null;
  }
}
