package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformRefund;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** POST …/refunds and GET /refunds/{out_refund_no}, at the simulator. */
class RefundOrderTest extends LiveShopTest {
  private static final Duration REFUNDED = Duration.ofSeconds(3);

  private static String paid(String account) {
    var number = LiveShop.newNumber();
    assertThat(shop.place(account, LiveShop.jsapi(number)).status()).isEqualTo(201);
    wechat.pay(number);
    wechat.settle();
    assertThat(shop.order(account, number).text("trade_state")).isEqualTo("SUCCESS");
    return number;
  }

  private static List<PlatformRefund> atWechat(String account, String number) {
    return wechat.platform().order(LiveShop.key(account, number)).refunds();
  }

  private static LiveShop.Answer refunded(String account, String outRefundNo, boolean refresh) {
    return shop.call(
        "GET",
        "/accounts/" + account + "/refunds/" + outRefundNo + (refresh ? "?refresh=true" : ""),
        "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("A refund is 201, again 200, and ends as SUCCESS with what went back to whom")
  void refunds(String account) {
    var number = paid(account);

    var created = shop.refund(account, number, "R-" + number, 300);

    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    assertThat(created.text("out_refund_no")).isEqualTo("R-" + number);
    assertThat(created.text("out_trade_no")).isEqualTo(number);
    assertThat(created.text("refund_status")).isEqualTo("PROCESSING");
    assertThat(created.text("refund_id")).isNotBlank();
    assertThat(created.body().get("amount").get("refund").asLong()).isEqualTo(300);
    assertThat(created.body().get("amount").get("total").asLong()).isEqualTo(1000);
    assertThat(created.body().get("amount").get("currency").asString()).isEqualTo("CNY");
    var again = shop.refund(account, number, "R-" + number, 300);
    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(again.text("refund_id")).isEqualTo(created.text("refund_id"));
    assertThat(atWechat(account, number)).hasSize(1);

    // Not told, so that asking shows it.
    wechat.strike(Fault.of(FaultKind.LOST));
    wechat.advance(REFUNDED);
    wechat.settle();
    assertThat(refunded(account, "R-" + number, false).text("refund_status"))
        .isEqualTo("PROCESSING");
    var asked = refunded(account, "R-" + number, true);
    assertThat(asked.text("refund_status")).as(asked.toString()).isEqualTo("SUCCESS");
    assertThat(asked.body().get("refreshed").asBoolean()).isTrue();
    assertThat(asked.body().get("amount").get("payer_refund").asLong()).isEqualTo(300);
    assertThat(asked.text("success_time")).isNotBlank();
    var order = shop.order(account, number);
    assertThat(order.text("trade_state")).isEqualTo("REFUND");
    assertThat(order.body().get("refunds").get(0).get("refund_status").asString())
        .isEqualTo("SUCCESS");
    assertThat(order.body().get("refunds").get(0).get("amount").get("refund").asLong())
        .isEqualTo(300);
  }

  @Test
  @DisplayName("Other data for a known out_refund_no are 409 and name the member")
  void differs() {
    var number = paid("v3");
    var other = paid("v3");
    shop.refund("v3", number, "R-" + number, 300);

    for (var answer :
        List.of(
            shop.refund("v3", number, "R-" + number, 301),
            shop.refund("v3", other, "R-" + number, 300))) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
      assertThat(answer.type()).isEqualTo("refund-differs");
      assertThat(answer.text("field")).isIn("amount.refund", "out_trade_no");
    }
  }

  @Test
  @DisplayName("More than was paid, and what was not paid, cannot go back: 409, nothing is noted")
  void impossible() {
    var number = paid("v3");
    shop.refund("v3", number, "R1-" + number, 600);
    var unpaid = LiveShop.newNumber();
    shop.place("v3", LiveShop.jsapi(unpaid));

    var tooMuch = shop.refund("v3", number, "R2-" + number, 401);
    var notPaid = shop.refund("v3", unpaid, "R-" + unpaid, 1);

    for (var answer : List.of(tooMuch, notPaid)) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
      assertThat(answer.type()).isEqualTo("refund-impossible");
    }
    assertThat(refunded("v3", "R2-" + number, false).status()).isEqualTo(404);
    assertThat(shop.refund("v3", number, "R2-" + number, 400).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"amount\":{\"refund\":1}} | out_refund_no",
        "{\"out_refund_no\":\"R1\"} | amount",
        "{\"out_refund_no\":\"R1\",\"amount\":{\"refund\":0}} | amount.refund",
        "{\"out_refund_no\":\"R1\",\"amount\":{\"refund\":\"1\"}} | amount.refund",
        "{\"out_refund_no\":\"R1\",\"amount\":{\"refund\":1.5}} | amount.refund",
        "{\"out_refund_no\":\"R 1\",\"amount\":{\"refund\":1}} | out_refund_no",
        "{\"out_refund_no\":\"R1\",\"amount\":{\"refund\":1},\"reason\":\"\"} | reason",
        "{\"out_refund_no\":\"R1\",\"amount\":{\"refund\":1,\"total\":1}} | amount.total"
      })
  @DisplayName("A request that cannot be understood is 400 and names the member")
  void invalid(String body, String named) {
    var answer = shop.call("POST", "/accounts/v3/orders/ORDER0001/refunds", body);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.text("detail")).contains(named);
  }

  @Test
  @DisplayName("What is not there is 404")
  void unknown() {
    assertThat(shop.refund("v3", LiveShop.newNumber(), "R", 1).type()).isEqualTo("unknown-order");
    assertThat(shop.refund("nobody", "ORDER0001", "R", 1).type()).isEqualTo("unknown-account");
    assertThat(refunded("v3", "none", true).type()).isEqualTo("unknown-refund");
    assertThat(refunded("nobody", "none", false).type()).isEqualTo("unknown-account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName(
      "What WeChat Pay refuses is 422 with its code and a problem; asked again it may pass")
  void refused(String account) {
    var number = paid(account);
    // Most of it went back on the merchant's own page at WeChat Pay.
    var order = wechat.platform().order(LiveShop.key(account, number));
    LiveShop.refundThere(wechat, order, "OWN" + number, 800);

    var answer = shop.refund(account, number, "R-" + number, 500);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.type()).isEqualTo("refused-by-wechat-pay");
    assertThat(answer.text("wechat_code")).isNotBlank();
    var noted = refunded(account, "R-" + number, false);
    assertThat(noted.text("wechat_code")).isEqualTo(answer.text("wechat_code"));
    assertThat(shop.order(account, number).body().get("problems"))
        .singleElement()
        .satisfies(problem -> assertRefused(problem, "R-" + number, answer.text("wechat_code")));
    assertThat(shop.call("GET", "/problems?account=" + account, "").body().get("items"))
        .filteredOn(problem -> problem.get("out_trade_no").asString("").equals(number))
        .singleElement()
        .satisfies(problem -> assertRefused(problem, "R-" + number, answer.text("wechat_code")));
    assertThat(atWechat(account, number)).hasSize(1);
  }

  /** Who looks at the problem alone knows which refund it is, and why it was refused. */
  private static void assertRefused(JsonNode problem, String outRefundNo, String code) {
    assertThat(problem.get("kind").asString()).isEqualTo("refund_refused");
    assertThat(problem.get("cause").asString())
        .startsWith("WeChat Pay refused refund " + outRefundNo + ": " + code + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName(
      "Too many calls at this moment are 503 with the code, and the refund goes on by itself")
  void limited(String account) {
    var number = paid(account);
    var rules = wechat.platform().rules();
    wechat
        .platform()
        .rules(
            RulesJson.apply(rules, JsonMapper.shared().readTree("{\"refund-interval\":\"60s\"}")));
    try {
      assertThat(shop.refund(account, number, "R1-" + number, 300).status()).isEqualTo(201);

      var answer = shop.refund(account, number, "R2-" + number, 300);

      assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
      assertThat(answer.type()).isEqualTo("limited-by-wechat-pay");
      assertThat(answer.text("wechat_code")).isEqualTo("FREQUENCY_LIMITED");
      assertThat(answer.whole().headers().firstValue("Retry-After")).hasValue("1");
      var noted = refunded(account, "R2-" + number, false);
      assertThat(noted.text("refund_status")).isEqualTo("PROCESSING");
      assertThat(noted.body().get("wechat_code").isNull()).isTrue();
    } finally {
      wechat.platform().rules(rules);
    }
    var again = shop.refund(account, number, "R2-" + number, 300);
    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(again.text("refund_id")).isNotBlank();
  }

  @Test
  @DisplayName("A REFUSED refund shows it, and is sent again when it is asked for again")
  void refusedForGood() {
    var number = paid("v3");
    var wrong =
        "{\"out_refund_no\":\"R-%s\",\"amount\":{\"refund\":300},\"reason\":\"少发 🍵\"}"
            .formatted(number);
    var path = "/accounts/v3/orders/" + number + "/refunds";
    assertThat(shop.call("POST", path, wrong).status()).isEqualTo(422);
    var noted = refunded("v3", "R-" + number, false);
    assertThat(noted.text("refund_status")).isEqualTo("PROCESSING");
    assertThat(noted.text("wechat_code")).isEqualTo("PARAM_ERROR");

    // A minute has passed, and WeChat Pay was asked; a sweep may be sending it at this moment.
    var refund = shop.engine().refunds().find("v3", "R-" + number).orElseThrow();
    long deadline = System.nanoTime() + 60_000_000_000L;
    do {
      shop.engine().refunds().neverTaken(refund, Instant.now());
    } while (!refunded("v3", "R-" + number, false).text("refund_status").equals("REFUSED")
        && System.nanoTime() < deadline);
    assertThat(refunded("v3", "R-" + number, false).text("refund_status")).isEqualTo("REFUSED");
    assertThat(
            shop.order("v3", number).body().get("refunds").get(0).get("refund_status").asString())
        .isEqualTo("REFUSED");

    assertThat(shop.call("POST", path, wrong.replace("300", "301")).status()).isEqualTo(409);
    var again = shop.call("POST", path, wrong.replace(" 🍵", ""));
    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(again.text("refund_status")).isEqualTo("PROCESSING");
    assertThat(again.text("refund_id")).isNotBlank();
    assertThat(atWechat("v3", number)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("An outcome that nobody knows is 502 and noted; repeated it is the same refund")
  void outcomeUnknown(String account) {
    var number = paid(account);
    wechat.strike(Fault.of(FaultKind.PLATFORM_DOWN));

    var answer = shop.refund(account, number, "R-" + number, 300);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(502);
    assertThat(answer.type()).isEqualTo("outcome-unknown");
    var stale = refunded(account, "R-" + number, true);
    assertThat(stale.status()).isEqualTo(200);
    assertThat(stale.text("refund_status")).isEqualTo("PROCESSING");
    assertThat(stale.body().get("refreshed").asBoolean()).isFalse();
    assertThat(stale.text("refresh_error")).isNotBlank();
    wechat.strike();
    var repeated = shop.refund(account, number, "R-" + number, 300);
    assertThat(repeated.status()).as(repeated.toString()).isEqualTo(200);
    assertThat(repeated.text("refund_id")).isNotBlank();
    assertThat(atWechat(account, number)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("ONE_EFFECT: one refund asked for eight times at the same moment is one refund")
  void parallel(String account) {
    var number = paid(account);
    Callable<LiveShop.Answer> one = () -> shop.refund(account, number, "R-" + number, 700);

    var answers = LiveShop.atOnce(Collections.nCopies(8, one));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(7);
    assertThat(answers.stream().map(answer -> answer.text("refund_id")).distinct()).hasSize(1);
    assertThat(atWechat(account, number)).hasSize(1);
    assertThat(shop.order(account, number).body().get("refunds").size()).isEqualTo(1);
  }

  @Test
  @DisplayName("Two refunds at the same moment that are more than was paid together: one is 409")
  void tooMuchTogether() {
    var number = paid("v3");
    List<Callable<LiveShop.Answer>> both =
        List.of(
            () -> shop.refund("v3", number, "A-" + number, 600),
            () -> shop.refund("v3", number, "B-" + number, 600));

    var answers = LiveShop.atOnce(both);

    assertThat(answers.stream().map(LiveShop.Answer::status)).containsExactlyInAnyOrder(201, 409);
    assertThat(atWechat("v3", number)).hasSize(1);
  }

  @Test
  @DisplayName("Resolving a late payment by refund gives the whole payment back, once")
  void resolvedByRefund() {
    var like = wechat.platform().order(LiveShop.key("v3", paid("v3")));
    var number = LiveShop.newNumber();
    shop.call("PUT", "/accounts/v3/orders/" + number, "{\"amount\":{\"total\":1000}}");
    assertThat(shop.close("v3", number).text("trade_state")).isEqualTo("CLOSED");
    LiveShop.placeThere(wechat, like, number);
    wechat.pay(LiveShop.key("v3", number), Paying.PLAIN);
    wechat.settle();
    var problem = shop.order("v3", number).body().get("problems").get(0);
    assertThat(problem.get("kind").asString()).isEqualTo("late_payment");
    var resolve = "/problems/" + problem.get("id").asString() + "/resolve";

    for (int i = 0; i < 2; i++) {
      var resolved = shop.call("POST", resolve, "{\"action\":\"refund\",\"note\":\"too late\"}");
      assertThat(resolved.status()).as(resolved.toString()).isEqualTo(200);
      assertThat(resolved.text("resolution")).isEqualTo("refund");
    }
    var other = shop.call("POST", resolve, "{\"action\":\"accept\"}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.type()).isEqualTo("cannot-resolve");
    var refund = shop.order("v3", number).body().get("refunds").get(0);
    assertThat(refund.get("amount").get("refund").asLong()).isEqualTo(1000);
  }
}
