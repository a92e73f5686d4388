package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET …?refresh=true, at a simulator that notifies nobody. */
class RefreshTest extends LiveShopTest {
  private static String placed(String account) {
    var number = LiveShop.newNumber();
    assertThat(shop.place(account, LiveShop.jsapi(number)).status()).isEqualTo(201);
    wechat.strike(Fault.of(FaultKind.LOST));
    return number;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("HEALED: refresh=true shows a payment that nobody told; without it nothing is asked")
  void paid(String account) {
    var number = placed(account);
    var open = shop.refreshed(account, number);
    assertThat(open.text("trade_state")).isEqualTo("NOTPAY");
    assertThat(open.body().get("refreshed").asBoolean()).isTrue();
    assertThat(open.body().has("refresh_error")).isFalse();

    wechat.pay(number);
    wechat.settle();

    var known = shop.order(account, number);
    assertThat(known.text("trade_state")).isEqualTo("NOTPAY");
    assertThat(known.body().has("refreshed")).isFalse();
    assertThat(shop.refreshed(account, number).text("trade_state")).isEqualTo("SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("A paid order is not asked about again, its open refunds are")
  void refunds(String account) {
    var number = placed(account);
    wechat.pay(number);
    wechat.settle();
    shop.refreshed(account, number);
    shop.refund(account, number, "R-" + number, 1000);
    wechat.advance(Duration.ofSeconds(3));
    wechat.settle();

    var order = shop.refreshed(account, number);

    assertThat(order.text("trade_state")).as(order.toString()).isEqualTo("REFUND");
    assertThat(order.body().get("refunds").get(0).get("refund_status").asString())
        .isEqualTo("SUCCESS");
    wechat.strike(Fault.of(FaultKind.PLATFORM_DOWN));
    assertThat(shop.refreshed(account, number).body().get("refreshed").asBoolean())
        .as("nothing is open")
        .isTrue();
  }

  @Test
  @DisplayName("When WeChat Pay cannot be asked the answer is 200 with what is known, and says so")
  void unreachable() {
    var number = placed("v3");
    wechat.strike(Fault.of(FaultKind.PLATFORM_DOWN));

    var answer = shop.refreshed("v3", number);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("trade_state")).isEqualTo("NOTPAY");
    assertThat(answer.body().get("refreshed").asBoolean()).isFalse();
    assertThat(answer.text("refresh_error")).isNotBlank();
  }

  @Test
  @DisplayName("refresh is true or false")
  void notBoolean() {
    var answer = shop.call("GET", "/accounts/v3/orders/ORDER0001?refresh=perhaps", "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("detail")).contains("refresh must be true or false");
  }
}
