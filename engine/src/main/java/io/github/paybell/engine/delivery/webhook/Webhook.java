package io.github.paybell.engine.delivery.webhook;

import io.github.paybell.engine.delivery.Attempt;
import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.DeliveryResult;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a subscriber by HTTP POST. An answer of 2xx means it has it, 410 that it wants no more of
 * it; anything else, also a redirect, that it is tried again, not before {@code Retry-After} if
 * that was said. A receiver may see one event more than once, always with the same {@code
 * webhook-id} and the same bytes. Connections are kept; TLS is checked against the trust store of
 * the JVM; proxies are not used. Thread-safe.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
public final class Webhook implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

  /** Shorter than what servers commonly keep an idle connection for (5 s). */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

  /** HTTP/2 only: a connection that went silent is noticed, and not used for ever. */
  private static final Duration PING = Duration.ofSeconds(10);

  private final WebhookOptions options;
  private final OkHttpClient client;
  private final Post post;
  private final Workers<Attempt> workers;

  /**
   * @param concurrency requests under way at once
   * @param clock for the time in the signature
   */
  public Webhook(WebhookOptions options, int concurrency, Clock clock) {
    this(options, concurrency, clock, Base.CLIENT);
  }

  /**
   * @param base whose trust and resolver are used
   */
  Webhook(WebhookOptions options, int concurrency, Clock clock, OkHttpClient base) {
    this.options = options;
    var rule = options.rule();
    client =
        base.newBuilder()
            .dns(new CheckedDns(base.dns(), rule))
            .socketFactory(new CheckedSockets(rule))
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(true) // to the next address of the host only: see EventBody
            // the call's own time-out covers all of it; one for each step would only cost
            .connectTimeout(options.timeout())
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .pingInterval(PING)
            .eventListenerFactory(Trace::of)
            .connectionPool(
                new ConnectionPool(concurrency, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
            .build();
    post = new Post(client, options, clock);
    workers = new Workers<>("paybell-webhook-" + options.http().host(), concurrency, this::tell);
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public String target() {
    return options.target();
  }

  @Override
  public void tell(List<Attempt> attempts) {
    try {
      workers.add(attempts);
    } catch (RejectedExecutionException e) {
      attempts.forEach(attempt -> attempt.end(new DeliveryResult.Failed(null, "stopping", null)));
    }
  }

  @Override
  public void close() {
    workers.close();
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }

  private void tell(Attempt attempt) {
    try {
      attempt.end(post.tell(attempt));
    } catch (RuntimeException e) {
      LOG.error("attempt at {} failed by our own fault", attempt.event(), e);
      attempt.end(new DeliveryResult.Failed(null, "a fault of Paybell; the log says why", null));
    }
  }

  /** All webhooks of a process share one reading of the trust store. */
  private static final class Base {
    static final OkHttpClient CLIENT = new OkHttpClient();
  }
}
