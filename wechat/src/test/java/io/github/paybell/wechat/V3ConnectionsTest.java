package io.github.paybell.wechat;

import static io.github.paybell.wechat.TestShop.ORDER;
import static io.github.paybell.wechat.V3OutcomesTest.doubt;
import static io.github.paybell.wechat.V3RawServer.BREAKS;
import static io.github.paybell.wechat.V3RawServer.HANGS_UP;
import static io.github.paybell.wechat.V3RawServer.SILENT;
import static io.github.paybell.wechat.V3RawServer.STALLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.protocol.FreePort;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.wechat.TestShop.KeyMode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What comes of a v3 call whose connection gives no whole answer")
class V3ConnectionsTest {
  private static final Account SHOP = TestShop.account(KeyMode.CERTIFICATE);
  private static final Duration SILENCE = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(1);

  private static V3Calls calls(URI url) {
    return new V3Calls(new V3Http(url, LONG, LONG), Clock.systemUTC());
  }

  private static V3Calls impatient(URI url) {
    return new V3Calls(new V3Http(url, SILENCE, LONG), Clock.systemUTC());
  }

  private static Answer<Evidence> refund(V3Calls calls) {
    return calls.refund(SHOP, TestShop.refund("4200000000202601010000000001", 1, null));
  }

  @Test
  @DisplayName("Nobody listens: unreachable")
  void nobody() throws Exception {
    V3Calls calls = calls(URI.create("http://127.0.0.1:" + FreePort.choose()));

    assertThat(doubt(calls.query(SHOP, ORDER, null))).isEqualTo(Doubt.UNREACHABLE);
    assertThat(doubt(refund(calls))).isEqualTo(Doubt.UNREACHABLE);
  }

  @Test
  @DisplayName("SAME_NUMBERS: a refund whose connection breaks is sent once and its outcome open")
  void refundOnce() throws Exception {
    try (V3RawServer server = new V3RawServer(HANGS_UP)) {
      assertThat(doubt(refund(calls(server.url())))).isEqualTo(Doubt.UNREACHABLE);
      assertThat(server.requests).containsExactly("POST /v3/refund/domestic/refunds");
    }
  }

  @Test
  @DisplayName("A question whose connection breaks before any answer is asked once more, not twice")
  void questionTwice() throws Exception {
    var closed = V3Stub.signed(200, closedOrder());
    try (V3RawServer second = new V3RawServer(HANGS_UP, V3RawServer.answers(closed));
        V3RawServer never = new V3RawServer(HANGS_UP)) {
      assertThat(calls(second.url()).query(SHOP, ORDER, null)).isInstanceOf(Answer.Given.class);
      assertThat(doubt(calls(never.url()).query(SHOP, ORDER, null))).isEqualTo(Doubt.UNREACHABLE);
      assertThat(second.requests).hasSize(2);
      assertThat(never.requests).hasSize(2);
    }
  }

  private static String closedOrder() {
    return """
        {"amount":{"total":1000},"mchid":"1900000109","out_trade_no":"ORDER0001",\
        "trade_state":"CLOSED"}""";
  }

  @Test
  @DisplayName("An answer that breaks off in its middle: unreachable, and not asked for again")
  void breaks() throws Exception {
    try (V3RawServer server = new V3RawServer(BREAKS)) {
      assertThat(doubt(calls(server.url()).query(SHOP, ORDER, null))).isEqualTo(Doubt.UNREACHABLE);
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  @DisplayName("No answer, or half of one and then silence: a time-out, and asked only once")
  void silence() throws Exception {
    for (var connection : new V3RawServer.Connection[] {SILENT, STALLS}) {
      try (V3RawServer server = new V3RawServer(connection)) {
        assertThat(doubt(impatient(server.url()).query(SHOP, ORDER, null)))
            .isEqualTo(Doubt.TIMEOUT);
        assertThat(server.requests).hasSize(1);
        assertThat(doubt(refund(impatient(server.url())))).isEqualTo(Doubt.TIMEOUT);
      }
    }
  }

  @Test
  @DisplayName("Bytes that trickle in, never pausing for long, do not keep a call beyond its time")
  void trickle() throws Exception {
    V3RawServer.Connection trickles =
        (out, closing) -> {
          out.write(V3RawServer.head(500, ""));
          for (int i = 0; i < 500 && !closing.await(10, TimeUnit.MILLISECONDS); i++) {
            out.write(' ');
            out.flush();
          }
        };
    try (V3RawServer server = new V3RawServer(trickles)) {
      V3Calls calls =
          new V3Calls(new V3Http(server.url(), LONG, Duration.ofMillis(300)), Clock.systemUTC());
      assertThat(doubt(calls.query(SHOP, ORDER, null))).isEqualTo(Doubt.TIMEOUT);
    }
  }

  @Test
  @DisplayName(
      "SAME_NUMBERS: a slow platform's order is placed again as the same, and is one order")
  void platformSlow() {
    try (TestShop shop = new TestShop()) {
      var placement = TestShop.placement(TradeType.JSAPI);
      shop.wechat.strike(new Fault.PlatformSlow(Duration.ofSeconds(2)));
      assertThat(doubt(impatient(shop.url()).place(SHOP, placement))).isEqualTo(Doubt.TIMEOUT);

      shop.wechat.strike();
      assertThat(calls(shop.url()).place(SHOP, placement)).isInstanceOf(Answer.Given.class);
      assertThat(shop.wechat.platform().orders()).hasSize(1);
    }
  }

  @Test
  @DisplayName("A path in the address goes before every path, and outside of what is signed")
  void prefix() {
    try (V3Stub stub = V3Stub.always(V3Stub.signed(200, closedOrder()))) {
      for (String prefix : new String[] {"/wechat/proxy", "/wechat/proxy/"}) {
        assertThat(calls(stub.url().resolve(prefix)).query(SHOP, ORDER, null))
            .isInstanceOf(Answer.Given.class);
      }
      assertThat(stub.asked)
          .containsOnly(
              "GET /wechat/proxy/v3/pay/transactions/out-trade-no/ORDER0001?mchid=1900000109");
    }
  }
}
