package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.Paying;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of orders that v3 does not take: of 1 to 5 characters, or with {@code @}. */
class OrderNumbersTest extends LiveShopTest {
  /** Each in both accounts; numbers of refunds are unique in an account, so they are told apart. */
  private static Stream<Arguments> numbers() {
    return Stream.of("v2", "v3")
        .flatMap(
            account ->
                Stream.of(
                        "1", "12", "1-3", "a_|*", "abcde", "@", "A@1", "a|b@shop-7", "@".repeat(32))
                    .map(number -> Arguments.of(account, number)));
  }

  private static String path(String number) {
    return URLEncoder.encode(number, StandardCharsets.UTF_8);
  }

  private static String registration(long total) {
    return "{\"amount\":{\"total\":" + total + ",\"currency\":\"CNY\"}}";
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("numbers")
  @DisplayName("PUT registers it, again and with other data as any other; GET shows it")
  void registered(String account, String number) {
    // Another order than the one that is placed.
    var other = number.length() < 5 ? number + "r" : "r" + number.substring(1);
    var orders = "/accounts/" + account + "/orders/" + path(other);

    var created = shop.call("PUT", orders, registration(100));

    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    assertThat(created.text("out_trade_no")).isEqualTo(other);
    assertThat(created.body().has("warnings")).as("a v2 key is there").isFalse();
    assertThat(shop.call("PUT", orders, registration(100)).status()).isEqualTo(200);
    assertThat(shop.call("PUT", orders, registration(101)).status()).isEqualTo(409);
    var shown = shop.call("GET", orders, "");
    assertThat(shown.status()).as(shown.toString()).isEqualTo(200);
    assertThat(shown.text("out_trade_no")).isEqualTo(other);
    assertThat(shown.body().get("amount").get("total").asLong()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "订单", "a+b", "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@"})
  @DisplayName("What no version of WeChat Pay takes is 400, and not registered")
  void refused(String number) {
    var encoded = path(number).replace("+", "%20");

    var answer = shop.call("PUT", "/accounts/v2/orders/" + encoded, registration(100));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.text("detail")).contains("out_trade_no");
    assertThat(shop.engine().orders().find("v2", number)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("numbers")
  @DisplayName("HEALED: by v2 it is placed, notified, asked about and refunded, end to end")
  void wholeLife(String account, String number) {
    var placed = shop.place(account, LiveShop.jsapi(number));
    assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
    assertThat(shop.refreshed(account, path(number)).text("trade_state")).isEqualTo("NOTPAY");

    wechat.pay(LiveShop.key(account, number), Paying.PLAIN);
    wechat.settle();

    assertThat(shop.order(account, path(number)).text("trade_state")).isEqualTo("SUCCESS");
    var refund = "R@" + number.substring(0, Math.min(30, number.length())) + "|" + account;
    var refunded = shop.refund(account, path(number), refund, 300);
    assertThat(refunded.status()).as(refunded.toString()).isEqualTo(201);
    wechat.strike(Fault.of(FaultKind.LOST));
    wechat.advance(Duration.ofSeconds(60));
    wechat.settle();
    wechat.strike();
    var ended =
        shop.call("GET", "/accounts/" + account + "/refunds/" + path(refund) + "?refresh=true", "");
    assertThat(ended.text("refund_status")).as(ended.toString()).isEqualTo("SUCCESS");
    assertThat(ended.text("out_trade_no")).isEqualTo(number);
    assertThat(asked("/pay/unifiedorder", number)).isTrue();
    assertThat(asked("/pay/orderquery", number)).isTrue();
    assertThat(asked("/secapi/pay/refund", refund)).isTrue();
    assertThat(asked("/pay/refundquery", refund)).isTrue();
  }

  /** Whether WeChat Pay was called about that very number. */
  private static boolean asked(String call, String number) {
    return wechat.journal().entries().stream()
        .map(entry -> entry.request())
        .anyMatch(
            request ->
                request.path().contains(call) && request.text().contains("[CDATA[" + number + "]"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("numbers")
  @DisplayName("By v2 it is closed")
  void closed(String account, String number) {
    var other = number.length() < 5 ? number + "c" : "c" + number.substring(1);
    assertThat(shop.place(account, LiveShop.jsapi(other)).status()).isEqualTo(201);

    var closed = shop.close(account, path(other));

    assertThat(closed.text("trade_state")).as(closed.toString()).isEqualTo("CLOSED");
    assertThat(LiveShop.at(wechat, account, other)).hasToString("CLOSED");
  }
}
