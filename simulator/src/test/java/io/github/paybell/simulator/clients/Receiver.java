package io.github.paybell.simulator.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A shop that hands each notification to a client's parser, and answers as the interface asks: that
 * of v2 below {@code /v2}, that of v3 below {@code /v3}.
 */
final class Receiver implements AutoCloseable {
  /** A client's parser. */
  @FunctionalInterface
  interface Parser {
    /** What it understood, or an exception: then the notification is refused. */
    Object parse(Delivery delivery) throws Exception;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<Object> understood = new CopyOnWriteArrayList<>();
  private final List<Exception> refused = new CopyOnWriteArrayList<>();
  private volatile Parser parser;

  private Receiver(Parser parser) throws IOException {
    this.parser = parser;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  static Receiver with(Parser parser) throws IOException {
    return new Receiver(parser);
  }

  /** From now on this parser. */
  void use(Parser other) {
    parser = other;
    understood.clear();
    refused.clear();
  }

  String v2() {
    return url() + "/v2/notify";
  }

  String v3() {
    return url() + "/v3/notify";
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The last that was understood, as the parser gave it. */
  <T> T last(Class<T> type) {
    if (understood.isEmpty()) {
      throw new AssertionError("nothing was understood; refused: " + refused);
    }
    return type.cast(understood.get(understood.size() - 1));
  }

  /** What was understood, in order. */
  List<Object> understood() {
    return List.copyOf(understood);
  }

  /** Why the parser refused, one entry for each refusal. */
  List<Exception> refused() {
    return List.copyOf(refused);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      Delivery delivery = new Delivery(headers, exchange.getRequestBody().readAllBytes());
      boolean accepted = isUnderstood(delivery);
      if (exchange.getRequestURI().getPath().startsWith("/v2")) {
        // v2 is judged by the body, so even a refusal has status 200.
        send(exchange, 200, xml(accepted ? "SUCCESS" : "FAIL", accepted ? "OK" : "refused"));
      } else {
        send(exchange, accepted ? 200 : 401, "");
      }
    }
  }

  private boolean isUnderstood(Delivery delivery) {
    try {
      understood.add(parser.parse(delivery));
      return true;
    } catch (Exception e) {
      refused.add(e);
      return false;
    }
  }

  private static String xml(String code, String message) {
    return "<xml><return_code><![CDATA["
        + code
        + "]]></return_code><return_msg><![CDATA["
        + message
        + "]]></return_msg></xml>";
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
