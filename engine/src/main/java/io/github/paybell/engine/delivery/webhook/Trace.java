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
  private @Nullable String address;
  private byte @Nullable [] beginning;

  /** The listener of a call that carries one. */
  static EventListener of(Call call) {
    var trace = call.request().tag(Trace.class);
    return trace == null ? EventListener.NONE : trace;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connected = true;
    this.address = text(address);
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    acquired = true;
    address = text(connection.route().socketAddress());
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    answer = response;
  }

  /** Its status line and headers, if they came, even if what followed was amiss. */
  @Nullable Response answer() {
    return answer;
  }

  /** Where it went, or tried to go; null: that was never resolved. */
  @Nullable String address() {
    return address;
  }

  /** What was read of the answer's body. */
  byte @Nullable [] beginning() {
    return beginning;
  }

  void read(byte[] first) {
    beginning = first;
  }

  private static @Nullable String text(InetSocketAddress address) {
    var resolved = address.getAddress();
    return resolved == null ? null : resolved.getHostAddress();
  }

  /** Whether it went over a connection that had served before, and got no answer. */
  boolean stale() {
    return acquired && !connected && answer == null;
  }
}
