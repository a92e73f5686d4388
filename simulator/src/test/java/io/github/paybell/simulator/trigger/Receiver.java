package io.github.paybell.simulator.trigger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.paybell.protocol.v2.V2Notifications;
import io.github.paybell.protocol.v2.V2Result;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Headers;
import io.github.paybell.protocol.v3.V3Keys;
import io.github.paybell.protocol.v3.V3Notifications;
import io.github.paybell.protocol.v3.V3Result;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A shop that is told of payments. */
final class Receiver implements AutoCloseable {
  /** How much it believes. */
  enum Nature {
    /** It verifies. */
    SOUND,
    /** It says thank you to everything. */
    CREDULOUS,
    /** It refuses everything. */
    GRUMPY
  }

  private static final int MOST = 512 * 1024;
  private static final Merchants PLATFORM = new Merchants();
  private static final Merchant MERCHANT = PLATFORM.require(Merchants.DEFAULT);

  private final Nature nature;
  private final HttpServer server;
  private final List<Object> accepted = new CopyOnWriteArrayList<>();

  Receiver(Nature nature) throws IOException {
    this.nature = nature;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v3", exchange -> answerV3(exchange));
    server.createContext("/v2", exchange -> answerV2(exchange));
    server.start();
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** What it believed, verified. */
  List<Object> accepted() {
    return accepted;
  }

  private void answerV3(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    V3Result result =
        new V3Notifications()
            .read(
                V3Headers.of(exchange.getRequestHeaders()::getFirst), body, keys(), Instant.now());
    boolean good = result instanceof V3Result.Payment || result instanceof V3Result.Refund;
    if (good && body.length < MOST) {
      accepted.add(result);
    }
    answer(exchange, good && body.length < MOST ? 204 : 401, "");
  }

  private void answerV2(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    V2Result result = new V2Notifications().read(body, List.of(MERCHANT.v2()));
    boolean good = result instanceof V2Result.Payment || result instanceof V2Result.Refund;
    if (good && body.length < MOST) {
      accepted.add(result);
    }
    answer(
        exchange,
        200,
        good && body.length < MOST
            ? "<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>"
            : "<xml><return_code><![CDATA[FAIL]]></return_code></xml>");
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    int shown =
        switch (nature) {
          case SOUND -> status;
          case CREDULOUS -> 200;
          case GRUMPY -> 500;
        };
    byte[] bytes = (nature == Nature.GRUMPY ? "" : body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(shown, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static V3Keys keys() {
    Map<String, PublicKey> bySerial =
        Map.of(
            PLATFORM.certificate().serial(), PLATFORM.certificate().publicKey(),
            PLATFORM.nextCertificate().serial(), PLATFORM.nextCertificate().publicKey(),
            MERCHANT.publicKey().serial(), MERCHANT.publicKey().publicKey());
    return new V3Keys() {
      @Override
      public @Nullable PublicKey platformKey(String serial) {
        return bySerial.get(serial);
      }

      @Override
      public Collection<String> serials() {
        return bySerial.keySet();
      }

      @Override
      public List<ApiV3Key> apiV3Keys() {
        return List.of(MERCHANT.v3());
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
