package io.github.paybell.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.PlatformTradeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /accounts/{account}/orders, from the request to the payer, at the simulator. */
class PlaceOrderTest extends LiveShopTest {
  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("A JSAPI order is 201 with prepay_id and signed pay_params, and its payment arrives")
  void jsapi(String account) {
    var number = LiveShop.newNumber();

    var placed = shop.place(account, LiveShop.jsapi(number));

    assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
    assertThat(placed.text("out_trade_no")).isEqualTo(number);
    assertThat(placed.text("trade_state")).isEqualTo("NOTPAY");
    assertThat(placed.text("trade_type")).isEqualTo("JSAPI");
    assertThat(placed.body().get("amount").get("total").asLong()).isEqualTo(1000);
    var params = placed.body().get("pay_params");
    assertThat(params.propertyNames())
        .containsExactly("appId", "timeStamp", "nonceStr", "package", "signType", "paySign");
    assertThat(params.get("package").asString()).isEqualTo("prepay_id=" + placed.text("prepay_id"));
    assertThat(params.get("signType").asString())
        .isEqualTo(account.equals("v3") ? "RSA" : "HMAC-SHA256");

    wechat.pay(number);
    wechat.settle();

    assertThat(shop.order(account, number).text("trade_state")).isEqualTo("SUCCESS");
  }

  @ParameterizedTest
  @CsvSource({
    "v3, NATIVE, code_url",
    "v3, APP, prepay_id",
    "v3, MWEB, h5_url",
    "v2, NATIVE, code_url",
    "v2, APP, prepay_id",
    "v2, MWEB, h5_url"
  })
  @DisplayName("Each trade_type answers what its payer needs")
  void tradeTypes(String account, String tradeType, String member) {
    var placed =
        shop.place(
            account,
            """
            {"out_trade_no":"%s","amount":{"total":1},"description":"茶","trade_type":"%s","payer_client_ip":"203.0.113.7"}\
            """
                .formatted(LiveShop.newNumber(), tradeType));

    assertThat(placed.status()).as(placed.toString()).isEqualTo(201);
    assertThat(placed.text(member)).isNotBlank();
    assertThat(placed.body().get("pay_params").isNull()).isEqualTo(!tradeType.equals("APP"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("The same again is 200 with a valid prepay_id for the same order, in any spelling")
  void again(String account) {
    var number = LiveShop.newNumber();
    shop.place(account, LiveShop.jsapi(number));

    var again =
        shop.place(account, LiveShop.jsapi(number).replace("1000}", "1000,\"currency\":\"CNY\"}"));

    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(again.text("prepay_id")).isNotBlank();
    assertThat(again.body().get("pay_params").get("package").asString())
        .isEqualTo("prepay_id=" + again.text("prepay_id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"total\":1000 | \"total\":1001 | amount.total",
        "明前龙井 50g | 明前龙井 100g | description",
        "JSAPI | APP | trade_type",
        "\"openid\":\"oUpF | \"openid\":\"other | openid, api or notify_url",
        "\"trade_type\" | \"api\":\"v2\",\"trade_type\" | openid, api or notify_url",
        "\"trade_type\" | \"attach\":\"x\",\"trade_type\" | attach",
        "\"trade_type\" | \"reference\":\"R\",\"trade_type\" | reference",
        "\"trade_type\" | \"late_payment\":\"refund\",\"trade_type\" | late_payment or"
            + " duplicate_payment"
      })
  @DisplayName("Other data for a known out_trade_no are 409 and WeChat Pay is not asked")
  void differs(String part, String other, String field) {
    var number = LiveShop.newNumber();
    shop.place("v3", LiveShop.jsapi(number));

    var answer = shop.place("v3", LiveShop.jsapi(number).replace(part, other));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
    assertThat(answer.type()).isEqualTo("order-differs");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(LiveShop.calls(wechat, "/transactions/", number)).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "An order that was registered first is placed with the same base data: 200, and again")
  void registeredFirst() {
    var number = LiveShop.newNumber();
    shop.call(
        "PUT",
        "/accounts/v3/orders/" + number,
        """
        {"amount":{"total":1000},"description":"明前龙井 50g","duplicate_payment":"refund"}\
        """);
    var body = LiveShop.jsapi(number).replace("{\"out", "{\"duplicate_payment\":\"refund\",\"out");

    for (int i = 0; i < 2; i++) {
      var placed = shop.place("v3", body);
      assertThat(placed.status()).as(placed.toString()).isEqualTo(200);
      assertThat(placed.text("prepay_id")).isNotBlank();
    }
    var order = shop.order("v3", number);
    assertThat(order.text("trade_type")).isEqualTo("JSAPI");
    assertThat(order.text("duplicate_payment")).isEqualTo("refund");
    assertThat(order.body().get("late_payment").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"out_trade_no\" | \"out_trade_no\":null,\"x\" | x",
        "JSAPI | MICROPAY | trade_type",
        "\"trade_type\":\"JSAPI\" | \"trade_type\":1 | trade_type",
        "\"trade_type\" | \"api\":\"v4\",\"trade_type\" | api must be v3 or v2",
        "\"openid\" | \"openID\" | openID",
        "JSAPI | MWEB | payer_client_ip",
        "明前龙井 50g | | description",
        "\"total\":1000 | \"total\":\"1000\" | amount.total",
        "\"trade_type\" | \"late_payment\":\"keep\",\"trade_type\" | late_payment must be accept",
        "\"trade_type\" | \"appid\":\"wx0000000000000000\",\"trade_type\" | appid is none of"
            + " account v3",
        "\"trade_type\" | \"expires_at\":\"2020-01-05T10:00:00+08:00\",\"trade_type\" | expires_at",
        "\"trade_type\" | \"payer_client_ip\":\"localhost\",\"trade_type\" | payer_client_ip"
      })
  @DisplayName("A request that cannot be is 400, names the member, and registers nothing")
  void invalid(String part, String other, String named) {
    var number = LiveShop.newNumber();

    var answer = shop.place("v3", LiveShop.jsapi(number).replace(part, other == null ? "" : other));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.type()).isEqualTo("invalid-request");
    assertThat(answer.text("detail")).contains(named);
    assertThat(shop.order("v3", number).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("JSAPI without openid, attach over 128 bytes, an unknown account: refused")
  void more() {
    var number = LiveShop.newNumber();
    var noOpenid =
        shop.place("v3", LiveShop.jsapi(number).replaceAll(",\"openid\":\"[^\"]*\"", ""));
    assertThat(noOpenid.status()).as(noOpenid.toString()).isEqualTo(400);
    assertThat(noOpenid.text("detail")).contains("JSAPI needs openid");

    var attach = "\"attach\":\"" + "茶".repeat(42) + "%s\",\"trade_type\"";
    var body = LiveShop.jsapi(number);
    for (var account : new String[] {"v3", "v2"}) {
      // 126 bytes and three more, or two: v2 takes one less.
      var tooLong =
          shop.place(
              account,
              body.replace(
                  "\"trade_type\"", attach.formatted(account.equals("v3") ? "abc" : "ab")));
      assertThat(tooLong.status()).as(tooLong.toString()).isEqualTo(400);
      assertThat(tooLong.text("detail")).contains("attach");
    }
    assertThat(shop.place("v3", body.replace("\"trade_type\"", attach.formatted("ab"))).status())
        .isEqualTo(201);
    assertThat(shop.place("nobody", body).type()).isEqualTo("unknown-account");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("What WeChat Pay refuses is 422 with its code and words; the order stays registered")
  void refused(String account) {
    var number = LiveShop.newNumber();

    // WeChat Pay takes CNY.
    var answer =
        shop.place(account, LiveShop.jsapi(number).replace("1000}", "1000,\"currency\":\"USD\"}"));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.type()).isEqualTo("refused-by-wechat-pay");
    assertThat(answer.text("wechat_code")).isNotBlank();
    assertThat(answer.text("wechat_message")).isNotBlank();
    assertThat(shop.order(account, number).text("trade_state")).isEqualTo("NOTPAY");
  }

  @Test
  @DisplayName("A refused order that WeChat Pay does not have says so, and repaired data are 201")
  void repaired() {
    var number = LiveShop.newNumber();
    var wrong = LiveShop.jsapi(number).replace("50g", "🍵");

    var refused = shop.place("v3", wrong);

    assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
    assertThat(refused.text("wechat_code")).isEqualTo("PARAM_ERROR");
    assertThat(refused.body().get("not_placed").asBoolean()).isTrue();
    assertThat(refused.text("detail")).contains("under the same number");
    var repaired = shop.place("v3", LiveShop.jsapi(number));
    assertThat(repaired.status()).as(repaired.toString()).isEqualTo(201);
    assertThat(shop.place("v3", LiveShop.jsapi(number)).status()).isEqualTo(200);
    assertThat(shop.place("v3", wrong).status()).isEqualTo(409);
    assertThat(shop.order("v3", number).text("description")).isEqualTo("明前龙井 50g");
  }

  @Test
  @DisplayName("A refused order that was registered keeps its data: 409")
  void registeredAndRefused() {
    var number = LiveShop.newNumber();
    var wrong = LiveShop.jsapi(number).replace("50g", "🍵");
    shop.place("v3", wrong);
    var registered =
        shop.call(
            "PUT",
            "/accounts/v3/orders/" + number,
            "{\"amount\":{\"total\":1000},\"description\":\"明前龙井 🍵\"}");
    assertThat(registered.status()).as(registered.toString()).isEqualTo(200);

    assertThat(shop.place("v3", wrong).body().get("not_placed").asBoolean()).isFalse();
    assertThat(shop.place("v3", LiveShop.jsapi(number)).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("H5 from another network is the same order: 200 with an h5_url")
  void anotherNetwork(String account) {
    var body =
        LiveShop.jsapi(LiveShop.newNumber())
            .replace("JSAPI", "MWEB")
            .replaceAll("\"openid\":\"[^\"]*\"", "\"payer_client_ip\":\"203.0.113.7\"");
    assertThat(shop.place(account, body).status()).isEqualTo(201);

    var again = shop.place(account, body.replace("203.0.113.7", "198.51.100.9"));

    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(again.text("h5_url")).isNotBlank();
  }

  @Test
  @DisplayName("A number that v3 does not take goes by v2; without a v2 key registering it warns")
  void numberOfV2() {
    for (var number : List.of("x-*9", "q_z7*")) {
      var path = "/accounts/v3/orders/" + number;
      var body = LiveShop.jsapi(number);
      var refused = shop.place("v3", body.replace("{\"out", "{\"api\":\"v3\",\"out"));
      assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
      assertThat(refused.text("detail")).contains("out_trade_no");

      assertThat(shop.place("v3", body).status()).isEqualTo(201);
      assertThat(LiveShop.calls(wechat, "/pay/unifiedorder", number)).isEqualTo(1);
      assertThat(shop.refreshed("v3", number).body().get("refreshed").asBoolean()).isTrue();
      assertThat(shop.close("v3", number).text("trade_state")).isEqualTo("CLOSED");
      assertThat(LiveShop.calls(wechat, "/pay/closeorder", number)).isEqualTo(1);
      assertThat(shop.call("PUT", path, registration()).body().has("warnings")).isFalse();
    }
    try (var other =
        LiveShop.start(
            folder,
            wechat.url(),
            LiveShop.accounts().replaceAll("(token-of-the-v3-account\\n) *v2: .*\\n", "$1"),
            Map.of())) {
      var warned = other.call("PUT", "/accounts/v3/orders/A2", registration());
      assertThat(warned.status()).as(warned.toString()).isEqualTo(201);
      assertThat(warned.body().get("warnings").get(0).asString())
          .contains("A2")
          .contains("paybell.accounts.v3.v2.key");
    }
  }

  @Test
  @DisplayName("An unsigned return_code=FAIL of v2 is 502 and shows what was said, unproved")
  void unsignedFail() {
    try (var other =
        LiveShop.start(
            folder,
            wechat.url(),
            LiveShop.accounts()
                .replaceAll(
                    "(token-of-the-v2-account\\n *v2: .* key: )\\w+", "$1" + "k".repeat(32)),
            Map.of())) {
      var number = LiveShop.newNumber();

      var answer = other.place("v2", LiveShop.jsapi(number));

      assertThat(answer.status()).as(answer.toString()).isEqualTo(502);
      assertThat(answer.type()).isEqualTo("outcome-unknown");
      assertThat(answer.text("wechat_message")).contains("签名");
      assertThat(answer.body().get("wechat_message_proved").asBoolean()).isFalse();
      assertThat(answer.text("detail")).contains("签名").contains("proves nothing");
      assertThat(other.order("v2", number).text("trade_state")).isEqualTo("NOTPAY");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("Placing what is paid is 422, and the payment is learnt by the way")
  void paid(String account) {
    var number = LiveShop.newNumber();
    shop.place(account, LiveShop.jsapi(number));
    wechat.strike(Fault.of(FaultKind.LOST));
    wechat.pay(number);
    wechat.settle();
    assertThat(shop.order(account, number).text("trade_state")).isEqualTo("NOTPAY");

    for (int i = 0; i < 2; i++) {
      var answer = shop.place(account, LiveShop.jsapi(number));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
      assertThat(answer.type()).isEqualTo("order-paid");
      assertThat(answer.text("trade_state")).isEqualTo("SUCCESS");
      assertThat(answer.text("wechat_code").replace("_", "")).isEqualTo("ORDERPAID");
    }
    assertThat(shop.order(account, number).text("trade_state")).isEqualTo("SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("Placing what was closed is 422, whether it was closed here or at WeChat Pay")
  void closed(String account) {
    var here = LiveShop.newNumber();
    shop.call("PUT", "/accounts/" + account + "/orders/" + here, registration());
    shop.close(account, here);
    var there = LiveShop.newNumber();
    shop.place(account, LiveShop.jsapi(there));
    wechat.platform().close(LiveShop.key(account, there));

    for (var number : new String[] {here, there}) {
      var answer = shop.place(account, LiveShop.jsapi(number));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
      assertThat(answer.type()).isEqualTo("order-closed");
      assertThat(answer.text("wechat_code").replace("_", "")).isEqualTo("ORDERCLOSED");
      assertThat(shop.order(account, number).text("trade_state")).isEqualTo("CLOSED");
    }
    assertThat(LiveShop.at(wechat, account, here)).as("never placed").isNull();
  }

  private static String registration() {
    return "{\"amount\":{\"total\":1000},\"description\":\"明前龙井 50g\"}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName("An outcome that nobody knows is 502; the order stays, and the same again is 200")
  void unknown(String account) {
    var number = LiveShop.newNumber();
    wechat.strike(Fault.of(FaultKind.PLATFORM_DOWN));

    var answer = shop.place(account, LiveShop.jsapi(number));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(502);
    assertThat(answer.type()).isEqualTo("outcome-unknown");
    assertThat(shop.order(account, number).text("trade_state")).isEqualTo("NOTPAY");
    wechat.strike();
    assertThat(shop.place(account, LiveShop.jsapi(number)).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("An answer of v3 that carries a probe instead of a signature is 502: not believed")
  void probed() {
    wechat.strike(Fault.of(FaultKind.PROBE_ANSWERS));

    var answer = shop.place("v3", LiveShop.jsapi(LiveShop.newNumber()));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(502);
    assertThat(answer.whole().body()).doesNotContain("prepay_id");
  }

  @Test
  @DisplayName(
      "BOUNDED: of sixty calls while WeChat Pay is silent 48 end in 504, the rest are 503 at once")
  void silent() {
    wechat.strike(new Fault.PlatformSlow(Duration.ofSeconds(60)));
    var numbers = Stream.generate(LiveShop::newNumber).limit(60).toList();

    var answers =
        LiveShop.atOnce(
            numbers.stream()
                .<Callable<LiveShop.Answer>>map(
                    number -> () -> shop.place("v3", LiveShop.jsapi(number)))
                .toList());

    // A connection that breaks under the rush is 502: nobody knows either.
    assertThat(answers)
        .filteredOn(answer -> answer.type().equals("outcome-unknown"))
        .hasSize(CallLimiter.ALL);
    assertThat(answers).filteredOn(answer -> answer.status() == 504).isNotEmpty();
    assertThat(answers)
        .filteredOn(answer -> answer.type().equals("busy"))
        .hasSize(numbers.size() - CallLimiter.ALL);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 503)
        .allSatisfy(
            answer -> assertThat(answer.whole().headers().firstValue("Retry-After")).hasValue("1"));
    wechat.strike();
    for (int i = 0; i < numbers.size(); i++) {
      var number = numbers.get(i);
      var status = answers.get(i).status();
      assertThat(shop.order("v3", number).status()).isEqualTo(status == 503 ? 404 : 200);
      if (status == 504) {
        // It had arrived: the same again finds the order that was placed.
        assertThat(LiveShop.at(wechat, "v3", number)).isEqualTo(PlatformTradeState.NOTPAY);
      }
      assertThat(shop.place("v3", LiveShop.jsapi(number)).status())
          .isEqualTo(status == 503 ? 201 : 200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v3", "v2"})
  @DisplayName(
      "ONE_EFFECT: a notification that overtakes the answer to its order finds it registered")
  void overtaken(String account) {
    var number = LiveShop.newNumber();
    wechat.strike(Fault.of(FaultKind.BEFORE_ANSWER));

    var answer = shop.place(account, LiveShop.jsapi(number));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    assertThat(answer.text("trade_state")).isEqualTo("SUCCESS");
    var order = shop.order(account, number);
    assertThat(order.body().get("problems").isEmpty()).as(order.toString()).isTrue();
    assertThat(order.body().get("version").asLong()).isEqualTo(2);
  }

  @Test
  @DisplayName("What is missing to place is 409 and named: keys, an address for notifications")
  void unable() {
    var onlyReceives =
        """
        paybell:
          accounts:
            v3:
              mchid: "%s"
              appids: [wx1, wx2]
              v3: { api-v3-key: %s, platform-keys: { %s: "%s" } }
            v2: { mchid: "%s", v2: { key: %s } }
        """
            .formatted(
                LiveShop.MERCHANT.mchid(),
                LiveShop.MERCHANT.apiV3Key(),
                LiveShop.MERCHANT.publicKey().serial(),
                LiveShop.MERCHANT.publicKey().pem().strip().replace("\n", "\\n"),
                LiveShop.V2_MERCHANT.mchid(),
                LiveShop.MERCHANT.v2Key());
    try (var other = LiveShop.start(folder, wechat.url(), onlyReceives, Map.of())) {
      var body = LiveShop.jsapi(LiveShop.newNumber());
      var noKey = other.place("v3", body);
      assertThat(noKey.status()).as(noKey.toString()).isEqualTo(409);
      assertThat(noKey.type()).isEqualTo("account-unable");
      assertThat(noKey.text("detail")).contains("merchant-private-key");
      var wrongApi = other.place("v2", body.replace("{\"out", "{\"api\":\"v3\",\"out"));
      assertThat(wrongApi.text("detail")).contains("by API v3").contains("paybell.accounts.v2");
      var noAppid = other.place("v2", body);
      assertThat(noAppid.status()).isEqualTo(400);
      assertThat(noAppid.text("detail")).contains("appid must be given");
    }
    try (var other =
        LiveShop.start(
            folder, wechat.url(), LiveShop.accounts(), Map.of("paybell.notify.base-url", ""))) {
      var number = LiveShop.newNumber();
      var answer = other.place("v3", LiveShop.jsapi(number));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
      assertThat(answer.text("detail")).contains("paybell.notify.base-url");
      assertThat(LiveShop.at(wechat, "v3", number)).isNull();
    }
  }

  @Test
  @DisplayName("expires_at is told to WeChat Pay, and an order that ends soon may be placed again")
  void expires() {
    var number = LiveShop.newNumber();
    var end = Instant.now().plusSeconds(3600).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    var body = LiveShop.jsapi(number).replace("{\"out", "{\"expires_at\":\"" + end + "\",\"out");

    assertThat(shop.place("v3", body).status()).isEqualTo(201);
    assertThat(wechat.platform().order(LiveShop.key("v3", number)).expiresAt()).isEqualTo(end);
    assertThat(shop.place("v3", body).status()).isEqualTo(200);
  }
}
