package io.github.paybell.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.paybell.protocol.v2.V2Notifications;
import io.github.paybell.protocol.v2.V2Result;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.trigger.Assignment;
import io.github.paybell.simulator.trigger.SampleFields;
import io.github.paybell.simulator.trigger.TriggerEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many notifications at once. */
class LoadRunTest {
  private final Set<String> orders = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private final Merchants merchants = new Merchants();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = exchange.getRequestBody().readAllBytes();
          var read =
              new V2Notifications().read(body, List.of(merchants.require(Merchants.DEFAULT).v2()));
          if (read instanceof V2Result.Payment payment) {
            orders.add(payment.payment().outTradeNo());
          }
          // Each tenth is refused.
          var code = requests.incrementAndGet() % 10 == 0 ? "FAIL" : "SUCCESS";
          var answer =
              "<xml><return_code>%s</return_code></xml>"
                  .formatted(code)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private LoadRun prepare(URI to, Map<String, String> fields, LoadPlan plan) {
    return LoadRun.prepare(
        new Assignment(
            TriggerEvent.PAYMENT_SUCCEEDED,
            Api.V2,
            to,
            SampleFields.of(fields),
            1,
            merchants,
            Rules.DEFAULT),
        plan,
        Clock.systemUTC(),
        signed -> {});
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/notify");
  }

  @Test
  @DisplayName("Each notification is about another order, and every answer is counted")
  void counts() {
    var result = prepare(address(), Map.of(), new LoadPlan(200, 8, 0)).send(ended -> {});

    assertThat(result.sent()).isEqualTo(200);
    assertThat(result.count(TakenAs.SUCCESS)).isEqualTo(180);
    assertThat(result.count(TakenAs.FAIL)).isEqualTo(20);
    assertThat(result.problems()).isEmpty();
    assertThat(orders).hasSize(200);
    assertThat(result.p50()).isLessThanOrEqualTo(result.p99());
    assertThat(result.p99()).isLessThanOrEqualTo(result.max());
  }

  @Test
  @DisplayName("A rate is kept: nothing is sent before it is due")
  void rate() {
    var result = prepare(address(), Map.of(), new LoadPlan(51, 8, 500)).send(ended -> {});

    assertThat(result.sent()).isEqualTo(51);
    assertThat(result.took().toMillis()).isGreaterThanOrEqualTo(100);
  }

  @Test
  @DisplayName("Nobody there: every request is a time-out with its reason")
  void nobody() {
    server.stop(0);

    var result = prepare(address(), Map.of(), new LoadPlan(20, 4, 0)).send(ended -> {});

    assertThat(result.count(TakenAs.TIMEOUT)).isEqualTo(20);
    assertThat(result.problems().keySet()).allMatch(it -> it.startsWith("no connection"));
  }

  @Test
  @DisplayName("An order number that is set would be the same in all, and is refused")
  void oneOrder() {
    assertThatThrownBy(
            () -> prepare(address(), Map.of("out_trade_no", "A00001"), new LoadPlan(2, 1, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of its own");
  }
}
