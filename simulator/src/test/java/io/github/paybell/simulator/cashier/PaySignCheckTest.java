package io.github.paybell.simulator.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.protocol.v2.V2PaySign;
import io.github.paybell.simulator.cashier.PayVerdict.Opens;
import io.github.paybell.simulator.cashier.PayVerdict.Reason;
import io.github.paybell.simulator.cashier.PayVerdict.Refuses;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Prepay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaySignCheckTest {
  private final Shop shop = new Shop();
  private final Merchant merchant = shop.merchant();
  private final PaySignCheck check = new PaySignCheck(shop.platform);

  @AfterEach
  void close() {
    shop.close();
  }

  private Refuses refused(PayCall call) {
    return check
        .check(call)
        .match(
            opens -> {
              throw new AssertionError("it opens");
            },
            refuses -> refuses);
  }

  @Test
  @DisplayName("A v3 order's call that the merchant's key signed opens the cashier")
  void v3Opens() {
    Prepay prepay = shop.v3("order-1", 100);
    assertThat(check.check(Calls.bridge(Calls.v3(merchant, prepay)))).isEqualTo(new Opens(prepay));
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  @DisplayName("A v2 order's call opens it, signed with the algorithm of the order")
  void v2Opens(SignType signType) {
    Prepay prepay = shop.v2("order-1", signType);
    assertThat(check.check(Calls.bridge(Calls.v2(merchant, prepay, signType))))
        .isEqualTo(new Opens(prepay));
  }

  @Test
  @DisplayName("A combined order's call is signed by its initiator")
  void combinedOpens() {
    Prepay prepay = shop.combined("all", 100, 200);
    assertThat(check.check(Calls.bridge(Calls.v3(merchant, prepay)))).isEqualTo(new Opens(prepay));
  }

  @ParameterizedTest
  @ValueSource(strings = {"appId", "timeStamp", "nonceStr", "package", "signType", "paySign"})
  @DisplayName("A page must give every parameter")
  void missing(String name) {
    Map<String, String> parameters = Calls.v3(merchant, shop.v3("order-1", 100));
    parameters.remove(name);
    assertThat(refused(Calls.bridge(parameters)))
        .returns(Reason.MISSING, Refuses::reason)
        .returns("调用支付JSAPI缺少参数：" + name, Refuses::errDesc);
    parameters.put(name, "");
    assertThat(refused(Calls.bridge(parameters)).reason()).isEqualTo(Reason.MISSING);
  }

  @Test
  @DisplayName("A timeStamp that is a number is refused: on some phones it does not work")
  void number() {
    Map<String, String> parameters = Calls.v3(merchant, shop.v3("order-1", 100));
    parameters.remove("timeStamp");
    assertThat(refused(new PayCall(PayCall.Via.BRIDGE, "", parameters, Set.of("timeStamp"))))
        .returns(Reason.NOT_TEXT, Refuses::reason)
        .returns("timeStamp", Refuses::subject);
  }

  @Test
  @DisplayName("timeStamp in milliseconds, a nonceStr too long and a bare prepay_id are refused")
  void malformed() {
    Prepay prepay = shop.v3("order-1", 100);
    Map<String, String> parameters = Calls.v3(merchant, prepay);
    for (Map.Entry<String, String> wrong :
        Map.of(
                "timeStamp",
                "1772337600000",
                "nonceStr",
                "n".repeat(33),
                "package",
                prepay.prepayId())
            .entrySet()) {
      Map<String, String> changed = new TreeMap<>(parameters);
      changed.put(wrong.getKey(), wrong.getValue());
      assertThat(refused(Calls.bridge(changed)))
          .returns(Reason.MALFORMED, Refuses::reason)
          .returns(wrong.getKey(), Refuses::subject);
    }
  }

  @Test
  @DisplayName("An unknown prepay_id, and one older than two hours, are refused")
  void prepay() {
    Map<String, String> parameters = Calls.v3(merchant, shop.v3("order-1", 100));
    shop.clock.advance(Duration.ofHours(2).plusSeconds(1));
    assertThat(refused(Calls.bridge(parameters)).reason()).isEqualTo(Reason.PREPAY);
    parameters.put("package", "prepay_id=wx0");
    assertThat(refused(Calls.bridge(parameters)).reason()).isEqualTo(Reason.PREPAY);
  }

  @Test
  @DisplayName("An order placed for a QR code does not open in a page")
  void tradeType() {
    Prepay prepay = shop.v3("order-1", 100, PlatformTradeType.NATIVE);
    assertThat(refused(Calls.bridge(Calls.v3(merchant, prepay))).reason())
        .isEqualTo(Reason.TRADE_TYPE);
  }

  @Test
  @DisplayName("The appid must be the order's")
  void appid() {
    Map<String, String> parameters = Calls.v3(merchant, shop.v3("order-1", 100));
    parameters.put("appId", "wx0000000000000000");
    assertThat(refused(Calls.bridge(parameters)).reason()).isEqualTo(Reason.APPID);
  }

  @Test
  @DisplayName("A mini program leaves appId out and still signs it")
  void miniProgram() {
    Prepay prepay = shop.v3("order-1", 100);
    Map<String, String> parameters = Calls.v3(merchant, prepay);
    parameters.remove("appId");
    assertThat(check.check(Calls.miniProgram(parameters))).isEqualTo(new Opens(prepay));
  }

  @Test
  @DisplayName("A mini program may leave signType out if it is MD5")
  void miniProgramDefault() {
    Prepay prepay = shop.v2("order-1", SignType.MD5);
    Map<String, String> parameters = Calls.v2(merchant, prepay, SignType.MD5);
    parameters.remove("signType");
    assertThat(check.check(Calls.miniProgram(parameters))).isEqualTo(new Opens(prepay));
  }

  @Test
  @DisplayName("A partner's order opens under the partner's appid or the sub-merchant's")
  void partner() {
    Prepay prepay = shop.partner("order-1", "wx5555555555555555");
    assertThat(check.check(Calls.bridge(Calls.v3(merchant, prepay)))).isEqualTo(new Opens(prepay));
    Prepay under =
        new Prepay(
            prepay.prepayId(),
            prepay.owner(),
            "wx5555555555555555",
            prepay.tradeType(),
            prepay.orders(),
            null,
            prepay.issuedAt());
    assertThat(check.check(Calls.bridge(Calls.v3(merchant, under)))).isEqualTo(new Opens(prepay));
  }

  @Test
  @DisplayName("signType must be the algorithm with which the order was placed")
  void signType() {
    Prepay md5 = shop.v2("order-1", SignType.MD5);
    assertThat(refused(Calls.bridge(Calls.v2(merchant, md5, SignType.HMAC_SHA256))))
        .returns(Reason.SIGN_TYPE, Refuses::reason)
        .returns("支付验证签名失败", Refuses::errDesc);
    Prepay v3 = shop.v3("order-2", 100);
    assertThat(refused(Calls.bridge(Calls.v2(merchant, v3, SignType.MD5))).reason())
        .isEqualTo(Reason.SIGN_TYPE);
  }

  @Test
  @DisplayName("A wrong paySign is refused with the string to sign")
  void wrongSign() {
    Prepay prepay = shop.v3("order-1", 100);
    Map<String, String> parameters = Calls.v3(merchant, prepay);
    parameters.put("nonceStr", "another");
    assertThat(refused(Calls.bridge(parameters)))
        .returns(Reason.SIGN, Refuses::reason)
        .returns("支付验证签名失败", Refuses::errDesc)
        .returns(
            prepay.appid()
                + "\n"
                + Shop.NOW.getEpochSecond()
                + "\nanother\nprepay_id="
                + prepay.prepayId()
                + "\n",
            Refuses::text);
  }

  @Test
  @DisplayName("Usual mistakes with RSA are recognised")
  void rsaHints() {
    Prepay prepay = shop.v3("order-1", 100);
    Map<String, String> parameters = Calls.v3(merchant, prepay);
    String start = prepay.appid() + "\n" + parameters.get("timeStamp") + "\n" + Calls.NONCE + "\n";
    parameters.put("paySign", rsa(start + prepay.prepayId() + "\n"));
    assertThat(refused(Calls.bridge(parameters)).hints()).containsExactly(Hint.BARE_PREPAY_ID);
    parameters.put("paySign", rsa(start + "prepay_id=" + prepay.prepayId()));
    assertThat(refused(Calls.bridge(parameters)).hints()).containsExactly(Hint.NO_LAST_LINE_FEED);
    parameters.put("paySign", "1F2E9533D7D483FBCDBD0B9BCA76F97D");
    assertThat(refused(Calls.bridge(parameters)).hints()).containsExactly(Hint.DIGEST_FOR_RSA);
  }

  private String rsa(String text) {
    return merchant.signer().sign(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("Usual mistakes with MD5 and HMAC-SHA256 are recognised")
  void digestHints() {
    Prepay prepay = shop.v2("order-1", SignType.MD5);
    Map<String, String> right = Calls.v2(merchant, prepay, SignType.MD5);
    assertThat(hint(right, right.get("paySign").toLowerCase(Locale.ROOT)))
        .isEqualTo(Hint.LOWER_CASE_SIGN);
    assertThat(hint(right, signed(right, merchant.appSecret()))).isEqualTo(Hint.APP_SECRET);
    assertThat(hint(right, signed(right, merchant.apiV3Key()))).isEqualTo(Hint.API_V3_KEY);
    Map<String, String> fields = new TreeMap<>(right);
    fields.remove("signType");
    assertThat(hint(right, signed(fields, merchant.v2Key()))).isEqualTo(Hint.SIGN_TYPE_LEFT_OUT);
    fields = new TreeMap<>(right);
    fields.put("timestamp", fields.remove("timeStamp"));
    assertThat(hint(right, signed(fields, merchant.v2Key()))).isEqualTo(Hint.TIMESTAMP_LOWER_CASE);
    fields = new TreeMap<>(right);
    fields.put("appid", fields.remove("appId"));
    assertThat(hint(right, signed(fields, merchant.v2Key()))).isEqualTo(Hint.APPID_LOWER_CASE);
    assertThat(hint(right, rsa("anything"))).isEqualTo(Hint.RSA_FOR_DIGEST);
    fields = new TreeMap<>(right);
    fields.remove("paySign");
    assertThat(hint(right, V2Messages.sign(fields, SignType.HMAC_SHA256, merchant.v2())))
        .isEqualTo(Hint.OTHER_DIGEST);
  }

  private static String signed(Map<String, String> fields, String key) {
    Map<String, String> signed = new TreeMap<>(fields);
    signed.remove("paySign");
    return V2Messages.sign(signed, SignType.MD5, V2Key.of(key));
  }

  private Hint hint(Map<String, String> parameters, String paySign) {
    Map<String, String> changed = new TreeMap<>(parameters);
    changed.put("paySign", paySign);
    return refused(Calls.bridge(changed)).hints().get(0);
  }

  @Test
  @DisplayName("With authorised directories the page must lie under one; without, anywhere")
  void directories() {
    Prepay prepay = shop.v3("order-1", 100);
    PayCall call = Calls.bridge(Calls.v3(merchant, prepay));
    shop.payDirectories("https://shop.example/pay/", "http://shop.example/payroll");
    assertThat(refused(call))
        .returns(Reason.DIRECTORY, Refuses::reason)
        .returns("当前页面的URL未注册：http://shop.example/pay/cart", Refuses::errDesc);
    shop.payDirectories("http://shop.example/pay");
    assertThat(check.check(call)).isEqualTo(new Opens(prepay));
    shop.payDirectories("https://shop.example/pay/");
    shop.standIns(true, false);
    assertThat(check.check(call)).isEqualTo(new Opens(prepay));
  }

  @Test
  @DisplayName("A mini program has no directory")
  void miniProgramHasNoDirectory() {
    Prepay prepay = shop.v3("order-1", 100);
    shop.payDirectories("https://shop.example/pay/");
    assertThat(check.check(Calls.miniProgram(Calls.v3(merchant, prepay))))
        .isEqualTo(new Opens(prepay));
  }

  @Test
  @DisplayName("What V2PaySign makes for an app is no call of a page")
  void appParameters() {
    Prepay prepay = shop.v2("order-1", SignType.MD5);
    Map<String, String> app =
        V2PaySign.app(
            prepay.appid(),
            merchant.mchid(),
            prepay.prepayId(),
            Calls.NONCE,
            Shop.NOW,
            SignType.MD5,
            merchant.v2());
    assertThat(refused(Calls.bridge(app)).reason()).isEqualTo(Reason.MISSING);
  }
}
