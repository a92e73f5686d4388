package io.github.paybell.simulator.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port. Thread-safe. */
public final class Listener implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listener.class);

  /** WeChat Pay drops a connection that is idle for 8 s; clients have to cope with it. */
  private static final int IDLE_SECONDS = 8;

  private static final long PING_MILLIS = 4_000;
  private static final int LARGEST_BODY = 16 << 20;
  private static final long PATIENCE_SECONDS = 10;

  private final HttpServer server;

  private Listener(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param port 0 takes a free one
   * @param tls for https, or null
   * @param service answers
   * @param live served as {@code GET /sim/live}
   * @throws ListenException if the port cannot be had
   */
  public static Listener open(
      Vertx vertx, String host, int port, @Nullable Tls tls, Service service, Live live) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setMaxInitialLineLength(16_384)
            .setMaxHeaderSize(65_536);
    if (tls != null) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertValue(Buffer.buffer(tls.certificates()))
                  .addKeyValue(Buffer.buffer(tls.privateKey())))
          .setClientAuth(ClientAuth.REQUEST)
          .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(tls.clientCa())));
    }
    HttpServer server =
        vertx
            .createHttpServer(options)
            .requestHandler(request -> take(vertx.getOrCreateContext(), request, service, live));
    try {
      await(server.listen());
    } catch (CompletionException e) {
      throw new ListenException(host, port, e.getCause() == null ? e : e.getCause());
    }
    return new Listener(server);
  }

  /** The port. */
  public int port() {
    return server.actualPort();
  }

  private static void take(Context context, HttpServerRequest request, Service service, Live live) {
    if (request.method().name().equals("GET") && target(request).equals("/sim/live")) {
      watch(request, live);
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(
        bytes -> {
          if (body.length() + bytes.length() <= LARGEST_BODY) {
            body.appendBuffer(bytes);
          } else if (!request.response().ended()) {
            request.response().setStatusCode(413).end();
          }
        });
    request.endHandler(
        end -> {
          if (!request.response().ended()) {
            answer(context, request, body.getBytes(), service);
          }
        });
  }

  private static void answer(
      Context context, HttpServerRequest request, byte[] body, Service service) {
    Request read =
        new Request(
            request.method().name(),
            target(request),
            headers(request),
            body,
            peer(request),
            clientCertificate(request));
    service
        .answer(read)
        .whenComplete(
            (answer, failure) ->
                context.runOnContext(
                    onLoop -> {
                      if (failure != null) {
                        log.error(
                            "{} {} could not be answered", read.method(), read.path(), failure);
                      }
                      send(
                          request.response(),
                          failure == null ? answer : Response.text(500, "internal error\n"));
                    }));
  }

  private static void send(HttpServerResponse response, Response answer) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    try {
      for (Map.Entry<String, String> header : answer.headers()) {
        response.headers().add(header.getKey(), header.getValue());
      }
    } catch (IllegalArgumentException e) {
      // A header that cannot be sent would leave the client without any answer.
      log.error("an answer cannot be sent", e);
      response.headers().clear();
      response.setStatusCode(500).end("internal error\n");
      return;
    }
    if (answer.status() != 204 && answer.status() != 304) {
      response.putHeader("Content-Length", Integer.toString(answer.body().length));
    }
    response.end(Buffer.buffer(answer.body()));
  }

  private static String target(HttpServerRequest request) {
    String uri = request.uri();
    // Through a proxy the request line is absolute; what is signed is path and query.
    int scheme = uri.indexOf("://");
    if (scheme > 0 && !uri.startsWith("/")) {
      int path = uri.indexOf('/', scheme + 3);
      return path < 0 ? "/" : uri.substring(path);
    }
    return uri;
  }

  private static List<Map.Entry<String, String>> headers(HttpServerRequest request) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    request.headers().forEach((name, value) -> headers.add(Map.entry(name, value)));
    return headers;
  }

  private static String peer(HttpServerRequest request) {
    var address = request.remoteAddress();
    String host = address == null ? null : address.hostAddress();
    return host == null ? "unknown" : host;
  }

  private static @Nullable X509Certificate clientCertificate(HttpServerRequest request) {
    if (!request.isSSL() || request.sslSession() == null) {
      return null;
    }
    try {
      Certificate[] chain = request.sslSession().getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate first ? first : null;
    } catch (SSLPeerUnverifiedException nonePresented) {
      return null;
    }
  }

  private static void watch(HttpServerRequest request, Live live) {
    HttpServerResponse response =
        request
            .response()
            .setChunked(true)
            .putHeader("Content-Type", "text/event-stream; charset=utf-8")
            .putHeader("Cache-Control", "no-store");
    response.write(": watching\n\n");
    Context context = Vertx.currentContext();
    Consumer<String> watcher = text -> context.runOnContext(onLoop -> write(response, text));
    live.add(watcher);
    // More often than idle connections are dropped.
    long ping = context.owner().setPeriodic(PING_MILLIS, tick -> write(response, ": ping\n\n"));
    response.closeHandler(
        closed -> {
          live.remove(watcher);
          context.owner().cancelTimer(ping);
        });
  }

  private static void write(HttpServerResponse response, String text) {
    // A page that does not keep up misses events; it asks for everything when it comes back.
    if (!response.closed() && !response.writeQueueFull()) {
      response.write(text);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    } catch (TimeoutException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    await(server.close());
  }
}
