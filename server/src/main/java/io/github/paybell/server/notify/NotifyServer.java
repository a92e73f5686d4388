package io.github.paybell.server.notify;

import io.github.paybell.engine.inbox.ByteBudget;
import io.github.paybell.engine.inbox.Receiver;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public listener. Thread-safe. */
public final class NotifyServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NotifyServer.class);

  /** Reading and writing is little work beside proving and storing; more loops only wake more. */
  private static final int EVENT_LOOPS = 2;

  private static final Duration OPENING = Duration.ofSeconds(10);

  /** Above the inbox's deadline of 2 s, so that every admitted notification gets its answer. */
  private static final Duration CLOSING = Duration.ofSeconds(4);

  private final Vertx vertx;
  private final List<NotifyListener> listeners;
  private final AtomicBoolean closed = new AtomicBoolean();

  private NotifyServer(Vertx vertx, List<NotifyListener> listeners) {
    this.vertx = vertx;
    this.listeners = listeners;
  }

  /**
   * Opens the notify listener.
   *
   * @param ready whether admin API and store are ready, for {@code GET /healthz}; may block
   * @throws NotifyException if the address is taken or not ours
   */
  public static NotifyServer open(NotifyOptions options, Receiver inbox, BooleanSupplier ready) {
    return open(options, Limits.DEFAULT, inbox, ready);
  }

  static NotifyServer open(
      NotifyOptions options, Limits limits, Receiver inbox, BooleanSupplier ready) {
    var vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setEventLoopPoolSize(EVENT_LOOPS)
                    .setWorkerPoolSize(2)
                    .setInternalBlockingPoolSize(2)
                    // Nothing is read from files; this keeps a cache folder from being made.
                    .setFileSystemOptions(
                        new FileSystemOptions()
                            .setFileCachingEnabled(false)
                            .setClassPathResolvingEnabled(false)))
            .build();
    var listeners = new CopyOnWriteArrayList<NotifyListener>();
    var notify = new NotifyServer(vertx, listeners);
    var connections = new Connections(limits);
    var bodies = new ByteBudget(limits.bodies());
    BooleanSupplier openAndReady = () -> !notify.closed.get() && ready.getAsBoolean();
    try {
      await(
          vertx.deployVerticle(
              () -> {
                var listener =
                    new NotifyListener(options, limits, inbox, openAndReady, connections, bodies);
                listeners.add(listener);
                return listener;
              },
              new DeploymentOptions().setInstances(EVENT_LOOPS)),
          OPENING);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      throw new NotifyException(options, e.getCause() == null ? e : e.getCause());
    }
    return notify;
  }

  /** The port it stands on. */
  public int port() {
    return listeners.get(0).port();
  }

  /** Takes no new connection, gives the answers that are due, then closes. Again: does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      await(
          Future.join(listeners.stream().map(l -> l.shutdown(CLOSING)).toList()),
          CLOSING.plusSeconds(1));
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the notify listener was closed before every answer was given", e);
    }
    try {
      await(vertx.close(), CLOSING);
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the notify listener's threads did not end in {}", CLOSING, e);
    }
  }

  private static void await(Future<?> future, Duration patience)
      throws ExecutionException, TimeoutException {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException(e);
    }
  }
}
