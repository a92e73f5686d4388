package io.github.paybell.engine.delivery.kafka;

import io.github.paybell.engine.delivery.Attempt;
import io.github.paybell.engine.delivery.DeliveryResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends on one thread of its own, because a producer may block while it looks for brokers, and the
 * order of an order's events is that of the calls. Makes the producer when it is first needed, and
 * another one after a failure that it may not come back from. Thread-safe.
 */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(2);
  private static final long IDLE_SECONDS = 30;

  private final Supplier<Producer<String, byte[]>> producers;
  private final String topic;
  private final Duration maxBlock;
  private final BrokerErrors refusals;
  private final ThreadPoolExecutor thread;

  // of the one thread
  private @Nullable Producer<String, byte[]> producer;
  private long absentSince;
  private @Nullable String absent;

  /** A producer that failed for good; written by the producer's own thread. */
  private volatile @Nullable Producer<String, byte[]> broken;

  Sender(Supplier<Producer<String, byte[]>> producers, String topic, Duration maxBlock) {
    this.producers = producers;
    this.topic = topic;
    this.maxBlock = maxBlock;
    refusals = new BrokerErrors(topic);
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var own = new Thread(task, "paybell-kafka-" + topic);
              own.setDaemon(true);
              return own;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  void tell(List<Attempt> attempts) {
    long toldAt = System.nanoTime();
    try {
      thread.execute(() -> send(attempts, toldAt));
    } catch (RejectedExecutionException e) {
      fail(attempts, "stopping");
    }
  }

  void close() {
    try {
      thread.execute(this::letGo);
    } catch (RejectedExecutionException e) {
      return; // closed before
    }
    thread.shutdown();
    awaitEnd(thread);
  }

  private void send(List<Attempt> attempts, long toldAt) {
    var reason = absent;
    if (reason != null && toldAt - absentSince < 0) {
      // told while we looked for brokers in vain: to look again for each batch would take for ever
      fail(attempts, reason);
      return;
    }
    Producer<String, byte[]> to;
    try {
      to = producer();
      to.partitionsFor(topic);
      absent = null;
    } catch (RuntimeException e) {
      note(producer, e);
      absent = refusals.absent(e, maxBlock);
      absentSince = System.nanoTime();
      fail(attempts, absent);
      return;
    }
    for (var attempt : attempts) {
      send(to, attempt);
    }
  }

  private void send(Producer<String, byte[]> to, Attempt attempt) {
    try {
      to.send(
          Records.of(topic, attempt.event()),
          (metadata, e) -> {
            if (e != null) {
              note(to, e);
            }
            attempt.end(
                e == null
                    ? new DeliveryResult.Delivered(null)
                    : new DeliveryResult.Failed(null, refusals.reason(e), null));
          });
    } catch (RuntimeException e) {
      note(to, e);
      fail(List.of(attempt), refusals.reason(e));
    }
  }

  private Producer<String, byte[]> producer() {
    var now = producer;
    if (now != null && now == broken) {
      LOG.warn("the producer for topic {} is replaced after a failure", topic);
      letGo();
      now = null;
    }
    if (now == null) {
      now = producers.get();
      producer = now;
    }
    return now;
  }

  private void note(@Nullable Producer<String, byte[]> by, Exception e) {
    if (by != null && refusals.fatal(e)) {
      broken = by;
    }
  }

  private void letGo() {
    var last = producer;
    producer = null;
    if (last != null) {
      last.close(last == broken ? Duration.ZERO : PATIENCE_AT_CLOSE);
    }
  }

  private static void fail(List<Attempt> attempts, String reason) {
    var told = new DeliveryResult.Failed(null, reason, null);
    attempts.forEach(attempt -> attempt.end(told));
  }

  private static void awaitEnd(ExecutorService thread) {
    try {
      thread.awaitTermination(PATIENCE_AT_CLOSE.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
