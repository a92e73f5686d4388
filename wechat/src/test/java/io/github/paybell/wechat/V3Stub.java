package io.github.paybell.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A platform that answers whatever a test wants, also what the simulator never would. */
final class V3Stub implements AutoCloseable {
  private static final String JSON = "application/json; charset=utf-8";

  /** An answer; no header but these. */
  record Reply(int status, Map<String, String> headers, byte[] body) {
    Reply {
      headers = new LinkedHashMap<>(headers);
    }

    Reply with(String header, String value) {
      Reply other = new Reply(status, headers, body);
      other.headers.put(header, value);
      return other;
    }

    Reply without(String header) {
      Reply other = new Reply(status, headers, body);
      other.headers.remove(header);
      return other;
    }

    Reply saying(String text) {
      return new Reply(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Method, path and query of each request, as they came. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * @param script from path and query to the answer
   */
  V3Stub(Function<String, Reply> script) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, script));
    server.start();
  }

  static V3Stub always(Reply reply) {
    return new V3Stub(target -> reply);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange, Function<String, Reply> script) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestURI().toString();
      asked.add(exchange.getRequestMethod() + " " + target);
      Reply reply = script.apply(target);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      boolean empty = reply.body().length == 0;
      exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
      if (!empty) {
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Signed by the platform certificate, now. */
  static Reply signed(int status, String body) {
    return signed(TestShop.CERTIFICATE, Instant.now(), status, body);
  }

  static Reply signed(PlatformSigningKey key, Instant at, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", JSON);
    headers.putAll(key.signer().headers(bytes, at, "nonce-of-the-stub", null).asMap());
    return new Reply(status, headers, bytes);
  }

  static Reply unsigned(int status, String contentType, String body) {
    return new Reply(
        status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply error(int status, String code) {
    return unsigned(
        status,
        JSON,
        """
        {"code":"%s","message":"说明","detail":{"field":"/payer/openid","value":"SECRET-OPENID"}}"""
            .formatted(code));
  }

  static Reply file(byte[] content) {
    return new Reply(200, Map.of("Content-Type", "application/octet-stream"), content);
  }
}
