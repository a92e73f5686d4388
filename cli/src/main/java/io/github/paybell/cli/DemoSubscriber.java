package io.github.paybell.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any system that wants to know: takes the server's webhooks, checks their signature (Standard
 * Webhooks), and passes them on.
 */
final class DemoSubscriber implements AutoCloseable {
  /** Shared with the server; it may be known, for nothing here is worth anything. */
  static final String SECRET = "whsec_cGF5YmVsbC1kZW1vLXN1YnNjcmliZXItc2VjcmV0";

  private static final int MOST_BYTES = 1 << 16;

  /**
   * What it was told.
   *
   * @param version of the order; 0 where there is no order
   */
  record Told(String type, String outTradeNo, long version) {}

  private final HttpServer server;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  private DemoSubscriber(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens on a free port of this machine.
   *
   * @param told is called on a thread of its own, one event at a time; the same event may come
   *     again
   */
  static DemoSubscriber start(Consumer<Told> told) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    DemoSubscriber subscriber = new DemoSubscriber(server);
    server.createContext("/", exchange -> answer(exchange, told));
    server.setExecutor(subscriber.thread);
    server.start();
    return subscriber;
  }

  /** Where it is to be told. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static void answer(HttpExchange exchange, Consumer<Told> told) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
      @Nullable Told event = genuine(exchange, body) ? read(body) : null;
      if (event != null) {
        told.accept(event);
      }
      exchange.sendResponseHeaders(event == null ? 400 : 204, -1);
    }
  }

  private static @Nullable Told read(byte[] body) {
    try {
      JsonNode event = JsonMapper.shared().readTree(body);
      return new Told(
          event.path("type").asString(""),
          event.path("subject").asString(""),
          event.path("version").asLong(0));
    } catch (JacksonException e) {
      return null;
    }
  }

  private static boolean genuine(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    String signed =
        headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + ".";
    byte[] mine = hmac(signed.getBytes(StandardCharsets.UTF_8), body);
    String signatures = headers.getFirst("webhook-signature");
    return signatures != null
        && List.of(signatures.split(" ")).stream()
            .filter(it -> it.startsWith("v1,"))
            .map(it -> it.substring("v1,".length()).getBytes(StandardCharsets.US_ASCII))
            .anyMatch(it -> MessageDigest.isEqual(it, mine));
  }

  private static byte[] hmac(byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(head);
      return Base64.getEncoder().encode(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }
}
