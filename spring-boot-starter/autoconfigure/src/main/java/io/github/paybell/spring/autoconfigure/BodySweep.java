package io.github.paybell.spring.autoconfigure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks four times a second for bodies that do not arrive, on one thread. Thread-safe. */
final class BodySweep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BodySweep.class);

  private static final long EVERY_MILLIS = 250;

  private final Set<ArrivingBody> arriving = ConcurrentHashMap.newKeySet();
  private @Nullable ScheduledExecutorService timer;

  /** Begins to look; does nothing the second time. */
  synchronized void begin() {
    if (timer == null) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                var thread = new Thread(task, "paybell-bodies");
                thread.setDaemon(true);
                return thread;
              });
      timer.scheduleWithFixedDelay(this::sweep, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  void add(ArrivingBody body) {
    arriving.add(body);
  }

  void remove(ArrivingBody body) {
    arriving.remove(body);
  }

  private void sweep() {
    long now = System.nanoTime();
    for (var body : arriving) {
      try {
        if (body.sweep(now)) {
          arriving.remove(body);
        }
      } catch (RuntimeException e) {
        // Let through, it would end the timer.
        log.error("a body that stood still was not given up", e);
        arriving.remove(body);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
  }
}
