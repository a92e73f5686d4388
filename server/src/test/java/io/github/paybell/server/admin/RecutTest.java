package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Genuine v2 signatures over fields cut anew, from the simulator to the admin API. */
class RecutTest extends LiveShopTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  @DisplayName("FORGERY_INERT: 1 fen, cut into an order of 8 888 yuan, pays 1 fen and nothing else")
  void anotherOrder() {
    register("TARGT6", 888_800);
    register("MYORDER000001", 1);
    placeThere(
        "MYORDER000001",
        1,
        "CNY",
        "a&cash_fee=1&mch_id=%s&out_trade_no=TARGT6&result_code=SUCCESS&time_end=20260105093012&total_fee=888800&tp="
            .formatted(LiveShop.V2_MERCHANT.mchid()),
        null);

    payCut("MYORDER000001");

    await(() -> state("MYORDER000001").equals("SUCCESS"));
    var target = shop.order("v2", "TARGT6");
    assertThat(target.text("trade_state")).isEqualTo("NOTPAY");
    assertThat(target.body().get("problems").toString()).contains("payment_unconfirmed");
    assertThat(target.body().get("timeline").toString()).doesNotContain("payment.succeeded");
  }

  @Test
  @DisplayName("FORGERY_INERT: dollars whose currency device_info swallowed are disputed, not yuan")
  void swallowedCurrency() {
    register("DOLLARS001", 100);
    placeThere("DOLLARS001", 100, "USD", null, "WEB");

    payCut("DOLLARS001");

    await(() -> shop.order("v2", "DOLLARS001").toString().contains("currency_differs"));
    assertThat(state("DOLLARS001")).isEqualTo("NOTPAY");
  }

  @Test
  @DisplayName("HEALED: payments with a query string in attach are applied, registered when ever")
  void innocent() {
    register("BEFORE0001", 100);
    for (var number : List.of("BEFORE0001", "AFTER00001")) {
      placeThere(number, 100, "CNY", "shop=3&item=42&total_fee=100", null);
      wechat.pay(LiveShop.key("v2", number), Paying.PLAIN);
    }
    wechat.settle();
    register("AFTER00001", 100);

    await(() -> state("BEFORE0001").equals("SUCCESS") && state("AFTER00001").equals("SUCCESS"));
    assertThat(shop.order("v2", "AFTER00001").toString()).doesNotContain("\"open\"");
  }

  @Test
  @DisplayName(
      "FORGERY_INERT: placing by v2 refuses an attach that another order can be cut out of")
  void placing() {
    var order =
        LiveShop.jsapi("QUERY00001")
            .replace("\"trade_type\"", "\"attach\":\"a=1&total_fee=2\",\"trade_type\"");

    var refused = shop.place("v2", order);

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.text("detail")).startsWith("attach must not contain &");
    assertThat(shop.place("v3", order).status()).isEqualTo(201);
  }

  private static void register(String number, long total) {
    var registered =
        shop.call("PUT", "/accounts/v2/orders/" + number, "{\"amount\":{\"total\":" + total + "}}");
    assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
  }

  /** At WeChat Pay, past Paybell, which refuses such an attach. */
  private static void placeThere(
      String number,
      long total,
      String currency,
      @Nullable String attach,
      @Nullable String deviceInfo) {
    var merchant = LiveShop.V2_MERCHANT;
    wechat
        .platform()
        .place(
            new Terms(
                Api.V2,
                SignType.MD5,
                PlatformTradeType.JSAPI,
                merchant.mchid(),
                merchant.appid(),
                null,
                null,
                number,
                "明前龙井 50g",
                attach,
                total,
                currency,
                shop.notifyUrl() + "/notify/token-of-the-v2-account",
                merchant.openid(),
                null,
                deviceInfo,
                null,
                false,
                number));
  }

  private static void payCut(String number) {
    wechat.pay(LiveShop.key("v2", number), Paying.PLAIN.with(List.of(Fault.of(FaultKind.RECUT))));
    wechat.settle();
    var attempts = wechat.messenger().messages(number).get(0).attempts();
    assertThat(attempts).extracting(MessageAttempt::takenAs).containsOnly(TakenAs.SUCCESS);
    assertThat(attempts).extracting(MessageAttempt::fault).containsExactly(FaultKind.RECUT, null);
  }

  private static String state(String number) {
    return shop.order("v2", number).text("trade_state");
  }

  private static void await(BooleanSupplier condition) {
    var end = Instant.now().plus(SOON);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      Thread.onSpinWait();
    }
  }
}
