package io.github.paybell.engine.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the store went away, and once that it is back, for all lanes. Thread-safe. */
final class StoreWatch {
  private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);

  private final AtomicBoolean away = new AtomicBoolean();

  void failed(Exception e) {
    if (away.compareAndSet(false, true)) {
      log.warn("delivery rests until the store answers again: {}", e.toString());
    }
  }

  void answered() {
    if (away.get() && away.compareAndSet(true, false)) {
      log.info("delivery goes on");
    }
  }
}
