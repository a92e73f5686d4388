package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.delivery.Attempt;
import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.ledger.WechatEvent;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners that run after the commit: a subscriber like the others, inside this process.
 * Thread-safe.
 */
final class ListenerChannel implements Channel {
  private static final Logger log = LoggerFactory.getLogger(ListenerChannel.class);
  private static final long CLOSE_SECONDS = 3;

  private final Listeners listeners;
  private final ExecutorService threads;

  /**
   * @param threads how many run at once
   */
  ListenerChannel(Listeners listeners, int threads) {
    this.listeners = listeners;
    var number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              var thread = new Thread(task, "paybell-listener-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public String kind() {
    return "listener";
  }

  @Override
  public String target() {
    return "PaymentListener beans";
  }

  @Override
  public void tell(List<Attempt> attempts) {
    for (var attempt : attempts) {
      try {
        threads.execute(() -> tell(attempt));
      } catch (RejectedExecutionException e) {
        attempt.end(new DeliveryResult.Failed(null, "the shop is stopping", null));
      }
    }
  }

  private void tell(Attempt attempt) {
    var event = attempt.event();
    if (event.type() instanceof WechatEvent && !listeners.takesOthers()) {
      attempt.end(new DeliveryResult.Refused(null, "no listener overrides otherNotification"));
      return;
    }
    try {
      listeners.tell(event);
      attempt.end(new DeliveryResult.Delivered(null));
    } catch (Throwable e) {
      log.warn(
          "a listener failed on {} of {}, attempt {}",
          event.type().wireName(),
          event.subject(),
          attempt.number(),
          e);
      attempt.end(new DeliveryResult.Failed(null, "the listener failed; the log says why", null));
      if (e instanceof Error error && !(e instanceof LinkageError || e instanceof AssertionError)) {
        throw error;
      }
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
