package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.PlatformTradeState;
import io.github.paybell.simulator.platform.Refused;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** POST …/close, at the simulator. */
class CloseOrderTest extends LiveShopTest {
  private static String placed(String account) {
    var number = LiveShop.newNumber();
    assertThat(shop.place(account, LiveShop.jsapi(number)).status()).isEqualTo(201);
    return number;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("An unpaid order is closed at WeChat Pay and here; closing it again is the same 200")
  void closes(String account) {
    var number = placed(account);

    var closed = shop.close(account, number);

    assertThat(closed.status()).as(closed.toString()).isEqualTo(200);
    assertThat(closed.text("trade_state")).isEqualTo("CLOSED");
    assertThat(LiveShop.at(wechat, account, number)).isEqualTo(PlatformTradeState.CLOSED);
    var again = shop.close(account, number);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(closed.body());
  }

  @Test
  @DisplayName("An order that WeChat Pay never heard of is closed here; an unknown one is 404")
  void notThere() {
    var number = LiveShop.newNumber();
    shop.call("PUT", "/accounts/v3/orders/" + number, "{\"amount\":{\"total\":1000}}");

    assertThat(shop.close("v3", number).text("trade_state")).isEqualTo("CLOSED");
    assertThat(shop.close("v3", LiveShop.newNumber()).type()).isEqualTo("unknown-order");
    assertThat(shop.close("nobody", number).type()).isEqualTo("unknown-account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("A paid order is 409 with its state, also when its notification never came")
  void paid(String account) {
    var number = placed(account);
    wechat.strike(Fault.of(FaultKind.LOST));
    wechat.pay(number);
    wechat.settle();

    for (int i = 0; i < 2; i++) {
      var answer = shop.close(account, number);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
      assertThat(answer.type()).isEqualTo("order-paid");
      assertThat(answer.text("trade_state")).isEqualTo("SUCCESS");
    }
    assertThat(shop.order(account, number).body().get("late").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("While WeChat Pay does not say, closing is 502 and the order stays open here")
  void unknown(String account) {
    var number = placed(account);
    wechat.strike(Fault.of(FaultKind.PLATFORM_DOWN));

    var answer = shop.close(account, number);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(502);
    assertThat(answer.type()).isEqualTo("outcome-unknown");
    assertThat(shop.order(account, number).text("trade_state")).isEqualTo("NOTPAY");
    wechat.strike();
    assertThat(shop.close(account, number).text("trade_state")).isEqualTo("CLOSED");
  }

  @Test
  @DisplayName(
      "ONE_EFFECT: paying and closing at the same moment ends closed or paid, the same on both sides")
  void race() {
    for (int round = 0; round < 12; round++) {
      var account = round % 2 == 0 ? "v3" : "v2";
      var number = placed(account);

      List<Callable<String>> both =
          List.of(
              () -> shop.close(account, number).text("trade_state"),
              () -> {
                try {
                  return wechat.pay(number).tradeState().name();
                } catch (Refused e) {
                  return "refused";
                }
              });
      var said = LiveShop.atOnce(both);
      wechat.settle();

      var there = LiveShop.at(wechat, account, number);
      var here = shop.order(account, number);
      assertThat(here.text("trade_state")).as(here.toString()).isEqualTo(there.name());
      assertThat(said.get(0)).isEqualTo(there.name());
      assertThat(here.body().get("late").asBoolean()).isFalse();
      assertThat(here.body().get("problems").isEmpty()).isTrue();
    }
  }

  @Test
  @DisplayName("A closed order that is placed at the same moment cannot be paid afterwards")
  void placingWhileClosing() {
    for (int round = 0; round < 8; round++) {
      var number = LiveShop.newNumber();
      shop.call(
          "PUT",
          "/accounts/v3/orders/" + number,
          "{\"amount\":{\"total\":1000},\"description\":\"明前龙井 50g\"}");

      List<Callable<LiveShop.Answer>> both =
          List.of(() -> shop.close("v3", number), () -> shop.place("v3", LiveShop.jsapi(number)));
      LiveShop.atOnce(both);

      assertThat(shop.order("v3", number).text("trade_state")).isEqualTo("CLOSED");
      assertThat(LiveShop.at(wechat, "v3", number)).isNotEqualTo(PlatformTradeState.NOTPAY);
    }
  }
}
