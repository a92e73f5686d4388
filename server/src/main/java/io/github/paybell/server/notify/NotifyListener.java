package io.github.paybell.server.notify;

import io.github.paybell.engine.inbox.ByteBudget;
import io.github.paybell.engine.inbox.Receiver;
import io.github.paybell.engine.inbox.RefusedRequest;
import io.github.paybell.engine.inbox.RefusedRequest.Reason;
import io.github.paybell.server.notify.Connections.Connection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The notify listener's part on one event loop; several share the port. */
final class NotifyListener extends VerticleBase {
  private static final String NOTIFY = "/notify/";

  private static final int MAX_TOKEN = 64;
  private static final long SWEEP_MILLIS = 250;

  /** The answer of {@code GET /healthz} is given by then, whatever the store does. */
  private static final long HEALTH_MILLIS = 1_800;

  private static final HttpServerOptions HTTP =
      new HttpServerOptions()
          .setAcceptBacklog(1_024)
          .setHttp2ClearTextEnabled(false)
          .setCompressionSupported(false)
          .setDecompressionSupported(false)
          .setHandle100ContinueAutomatically(false)
          .setMaxInitialLineLength(4_096)
          .setMaxHeaderSize(8_192);

  private final NotifyOptions options;
  private final Limits limits;
  private final Receiver inbox;
  private final BooleanSupplier ready;
  private final Connections all;
  private final ByteBudget bodies;

  private final Map<HttpConnection, Connection> connections = new IdentityHashMap<>();
  private final Set<NotifyExchange> exchanges = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable HttpServer server;

  /**
   * Prepares a listener.
   *
   * @param all shared by all listeners of the notify listener
   * @param bodies shared likewise
   */
  NotifyListener(
      NotifyOptions options,
      Limits limits,
      Receiver inbox,
      BooleanSupplier ready,
      Connections all,
      ByteBudget bodies) {
    this.options = options;
    this.limits = limits;
    this.inbox = inbox;
    this.ready = ready;
    this.all = all;
    this.bodies = bodies;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
    var http =
        vertx.createHttpServer(HTTP).connectionHandler(this::welcome).requestHandler(this::handle);
    server = http;
    return http.listen(address());
  }

  // With port 0 alone each listener of the notify listener would find a port of its own.
  private SocketAddress address() {
    return options.port() == 0
        ? SocketAddress.sharedRandomPort(1, options.host())
        : SocketAddress.inetSocketAddress(options.port(), options.host());
  }

  int port() {
    return server == null ? options.port() : server.actualPort();
  }

  /** Takes no new connection, waits for what is open, then closes. */
  Future<?> shutdown(Duration patience) {
    return server == null ? Future.succeededFuture() : server.shutdown(patience);
  }

  private void welcome(HttpConnection http) {
    var remote = http.remoteAddress();
    var origin = remote == null ? null : options.trustedProxies().origin(remote.hostAddress());
    var loop = context;
    var connection =
        all.open(origin, () -> loop.runOnContext(onLoop -> http.close()), System.nanoTime());
    if (connection == null) {
      http.close();
      return;
    }
    OneAtATime.install(http, HTTP.getHttp1Config());
    connections.put(http, connection);
    http.closeHandler(
        closed -> {
          connections.remove(http);
          connection.left();
        });
  }

  private void handle(HttpServerRequest request) {
    var connection = connections.get(request.connection());
    if (connection == null || connection.leaving() || !connection.asks(System.nanoTime())) {
      // It is being closed.
      return;
    }
    request.response().endHandler(ended -> OneAtATime.answered(request.connection()));
    var path = request.path();
    if (HttpRules.broken(request)) {
      Refusal.send(request, connection, 400);
    } else if (path != null && path.startsWith(NOTIFY)) {
      notification(request, connection, path.substring(NOTIFY.length()));
    } else if ("/healthz".equals(path)
        && (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)) {
      health(request, connection);
    } else if (request.method() == HttpMethod.POST) {
      refuse(request, connection, Reason.WRONG_PATH, null, null);
    } else {
      // WeChat Pay only posts: a browser that looks around is no lost notification.
      Refusal.send(request, connection, 404);
    }
  }

  private void notification(HttpServerRequest request, Connection connection, String rest) {
    // A notify_url was written down with a slash too many more often than anything else.
    var token = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    if (request.method() != HttpMethod.POST) {
      refuse(request, connection, Reason.NOT_POST, token, request.method().name());
      return;
    }
    if (token.isEmpty() || token.length() > MAX_TOKEN || token.indexOf('/') >= 0) {
      refuse(request, connection, Reason.WRONG_PATH, null, null);
      return;
    }
    if (inbox.knows(token)) {
      take(request, connection, token);
      return;
    }
    request.pause();
    var loop = context();
    inbox.look(
        token,
        known ->
            loop.runOnContext(
                onLoop -> {
                  if (known) {
                    take(request, connection, token);
                  } else {
                    refuse(request, connection, Reason.UNKNOWN_TOKEN, token, null);
                  }
                  request.resume();
                }));
  }

  private void take(HttpServerRequest request, Connection connection, String token) {
    connection.notifies();
    var exchange =
        new NotifyExchange(
            request,
            token,
            sender(request),
            options.maxBody(),
            context(),
            inbox,
            bodies,
            connection,
            exchanges::remove,
            System.nanoTime());
    exchanges.add(exchange);
    exchange.begin();
  }

  private void refuse(
      HttpServerRequest request,
      Connection connection,
      Reason reason,
      @Nullable String token,
      @Nullable String detail) {
    Refusal.send(request, connection, reason.status());
    var path = request.path();
    inbox.refused(
        new RefusedRequest(
            reason,
            token,
            path == null ? "" : path,
            sender(request),
            Refusal.declaredLength(request),
            detail));
  }

  private Context context() {
    return context;
  }

  private String sender(HttpServerRequest request) {
    var remote = request.remoteAddress();
    var peer = remote == null ? null : remote.hostAddress();
    return options
        .trustedProxies()
        .sender(peer == null ? "unknown" : peer, request.getHeader("X-Forwarded-For"));
  }

  // Asking the store blocks, so it is asked on a worker, and not waited for longer than IN_TIME.
  // It keeps no place: a sender that only asks for this could hold all of them.
  private void health(HttpServerRequest request, Connection connection) {
    long timer = vertx.setTimer(HEALTH_MILLIS, late -> health(request, connection, false));
    vertx
        .executeBlocking(ready::getAsBoolean, false)
        .onComplete(
            answer -> {
              vertx.cancelTimer(timer);
              health(
                  request, connection, answer.succeeded() && Boolean.TRUE.equals(answer.result()));
            });
  }

  private static void health(HttpServerRequest request, Connection connection, boolean good) {
    if (!request.response().ended()) {
      connection.rests(System.nanoTime());
      request.response().setStatusCode(good ? 200 : 503).end();
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    for (var exchange : new ArrayList<>(exchanges)) {
      exchange.sweep(now, limits);
    }
    all.sweep(now);
  }
}
