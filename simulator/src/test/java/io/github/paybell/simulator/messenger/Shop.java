package io.github.paybell.simulator.messenger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A merchant's side of a notification: keeps what came, answers as the test says. */
public final class Shop implements AutoCloseable {
  /** What came. */
  public record Call(Map<String, String> headers, byte[] body, int fromPort) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return headers.get(name);
    }
  }

  /** What is answered. */
  public record Said(int status, Map<String, String> headers, String body) {
    public static final Said OK_V2 =
        new Said(
            200,
            Map.of(),
            "<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>");
    public static final Said NO_CONTENT = new Said(204, Map.of(), "");

    public static Said of(int status, String body) {
      return new Said(status, Map.of(), body);
    }
  }

  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Function<Call, Said> answer;

  public Shop(Function<Call, Said> answer) {
    this.answer = answer;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  public void answers(Function<Call, Said> other) {
    answer = other;
  }

  /** For notify_url. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/notify";
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  private void take(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    var call =
        new Call(
            headers,
            exchange.getRequestBody().readAllBytes(),
            exchange.getRemoteAddress().getPort());
    calls.add(call);
    var said = answer.apply(call);
    if (said == null) {
      // Silence: the connection stays open and nothing comes.
      return;
    }
    var body = said.body().getBytes(StandardCharsets.UTF_8);
    said.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
