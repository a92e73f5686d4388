package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Engine;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Begins to ask and to tell once the shop takes requests, because what is asked for may be answered
 * by a notification. When the shop closes, the engine ends first, while the web server can still
 * give the answers that are due: what comes later is answered as busy, and WeChat Pay sends it
 * again.
 */
final class EngineLifecycle
    implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, DisposableBean {
  private static final long UNPAID_SECONDS = 60;

  private final Engine engine;
  private final ApplicationContext context;
  private final StartReport report;
  private final UnpaidSweep unpaid;
  private final boolean healing;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean running;
  private volatile boolean closing;
  private @Nullable ScheduledExecutorService sweeps;

  /**
   * @param healing whether WeChat Pay is queried for what no notification said
   */
  EngineLifecycle(
      Engine engine,
      ApplicationContext context,
      StartReport report,
      UnpaidSweep unpaid,
      boolean healing) {
    this.engine = engine;
    this.context = context;
    this.report = report;
    this.unpaid = unpaid;
    this.healing = healing;
  }

  @Override
  public void start() {
    running = true;
    // A context that was stopped and starts again finds the engine as it was.
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    report.log(engine);
    if (healing) {
      engine.startHealing();
      begin();
    }
    engine.startDelivery();
  }

  private synchronized void begin() {
    var timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "paybell-unpaid");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(unpaid::run, 0, UNPAID_SECONDS, TimeUnit.SECONDS);
    sweeps = timer;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    if (event.getApplicationContext() == context) {
      closing = true;
    }
  }

  @Override
  public void stop() {
    running = false;
    if (closing) {
      destroy();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  // A test context that waits in the cache is paused; an engine is not worth that. New in Spring 7.
  @SuppressWarnings("MissingOverride")
  public boolean isPauseable() {
    return false;
  }

  /** After the web server has begun to take requests, and before it stops. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }

  @Override
  public void destroy() {
    if (ended.compareAndSet(false, true)) {
      synchronized (this) {
        if (sweeps != null) {
          sweeps.shutdownNow();
        }
      }
      engine.close();
    }
  }
}
