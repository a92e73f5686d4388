package io.github.paybell.wechat;

import static io.github.paybell.wechat.V2Shop.given;
import static io.github.paybell.wechat.V2Shop.order;
import static io.github.paybell.wechat.V2Shop.reason;
import static io.github.paybell.wechat.V2Shop.refusal;
import static io.github.paybell.wechat.V2Shop.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.binarywang.wxpay.util.SignUtils;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.Terms;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class V2PlaceTest {
  private static V2Shop shop;

  @BeforeAll
  static void start() {
    shop = new V2Shop();
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void nothingHasHappened() {
    shop.wechat.reset();
  }

  private static Terms terms(String outTradeNo) {
    return shop.wechat.platform().order(new PlatformOrderKey(V2Shop.MCHID, outTradeNo)).terms();
  }

  private static String paySign(Map<String, String> params, String sign) {
    Map<String, String> signed = new HashMap<>(params);
    signed.remove(sign);
    return SignUtils.createSign(signed, "HMAC-SHA256", V2Shop.KEY, new String[0]);
  }

  @ParameterizedTest
  @EnumSource(TradeType.class)
  @DisplayName("An order of each trade type arrives as it was asked for, whatever its text")
  void arrives(TradeType tradeType) {
    Placed placed = given(shop.calls.place(shop.account, order("ORDER001", tradeType)));

    assertThat(placed.prepayId()).startsWith("wx");
    Terms terms = terms("ORDER001");
    assertThat(terms.signType()).isEqualTo(SignType.HMAC_SHA256);
    assertThat(terms.tradeType().name()).isEqualTo(tradeType.name());
    assertThat(terms.mchid()).isEqualTo(V2Shop.MCHID);
    assertThat(terms.appid()).isEqualTo(V2Shop.APPID);
    assertThat(terms.subMchid()).isNull();
    assertThat(terms.description()).isEqualTo(V2Shop.DESCRIPTION);
    assertThat(terms.attach()).isEqualTo(V2Shop.ATTACH);
    assertThat(terms.total()).isEqualTo(8800);
    assertThat(terms.currency()).isEqualTo("CNY");
    assertThat(terms.notifyUrl()).isEqualTo("https://pay.example.com/notify/TestTokenOfTheShop");
    assertThat(terms.openid()).isEqualTo(tradeType == TradeType.JSAPI ? V2Shop.OPENID : null);
  }

  @Test
  @DisplayName("JSAPI: pay_params have WeChat Pay's names in its order, and WxJava signs the same")
  void jsapi() {
    Placed placed = given(shop.calls.place(shop.account, order("JSAPI001", TradeType.JSAPI)));

    Map<String, String> params = placed.payParams();
    assertThat(params.keySet())
        .containsExactly("appId", "timeStamp", "nonceStr", "package", "signType", "paySign");
    assertThat(params)
        .containsEntry("appId", V2Shop.APPID)
        .containsEntry("package", "prepay_id=" + placed.prepayId())
        // Must be the algorithm of the order, else the cashier refuses.
        .containsEntry("signType", "HMAC-SHA256")
        .containsEntry("paySign", paySign(params, "paySign"));
    assertThat(params.get("timeStamp")).matches("[0-9]{10}");
    assertThat(params.get("nonceStr")).hasSize(32);
    assertThat(placed.codeUrl()).isNull();
    assertThat(placed.h5Url()).isNull();
  }

  @Test
  @DisplayName("APP: pay_params have the app SDK's lower-case names, and WxJava signs the same")
  void app() {
    Placed placed = given(shop.calls.place(shop.account, order("APP00001", TradeType.APP)));

    Map<String, String> params = placed.payParams();
    assertThat(params.keySet())
        .containsExactly(
            "appid", "partnerid", "prepayid", "package", "noncestr", "timestamp", "sign");
    assertThat(params)
        .containsEntry("appid", V2Shop.APPID)
        .containsEntry("partnerid", V2Shop.MCHID)
        .containsEntry("prepayid", placed.prepayId())
        .containsEntry("package", "Sign=WXPay")
        .containsEntry("sign", paySign(params, "sign"));
  }

  @Test
  @DisplayName("NATIVE gives a code_url, MWEB an h5_url; neither has anything to sign")
  void links() {
    Placed code = given(shop.calls.place(shop.account, order("NATIVE01", TradeType.NATIVE)));
    Placed h5 = given(shop.calls.place(shop.account, order("MWEB0001", TradeType.MWEB)));

    assertThat(code.codeUrl()).startsWith("weixin://wxpay/bizpayurl");
    assertThat(code.payParams()).isEmpty();
    assertThat(h5.h5Url()).startsWith(shop.wechat.url());
    assertThat(h5.payParams()).isEmpty();
  }

  @Test
  @DisplayName("A service provider orders for its sub-merchant, signed with its own key")
  void partner() {
    Placement order = order("PARTNER1", TradeType.JSAPI, 8800, V2Shop.SUB_MCHID, null);

    Placed placed = given(shop.calls.place(shop.account, order));

    assertThat(terms("PARTNER1").mchid()).isEqualTo(V2Shop.MCHID);
    assertThat(terms("PARTNER1").subMchid()).isEqualTo(V2Shop.SUB_MCHID);
    assertThat(placed.payParams())
        .containsEntry("appId", V2Shop.APPID)
        .containsEntry("paySign", paySign(placed.payParams(), "paySign"));
  }

  @Test
  @DisplayName("expires_at is told in Beijing time, to the second")
  void expires() {
    Instant expiresAt = shop.wechat.platform().clock().now().plus(Duration.ofMinutes(30));

    given(
        shop.calls.place(shop.account, order("EXPIRES1", TradeType.JSAPI, 8800, null, expiresAt)));

    PlatformOrder order =
        shop.wechat.platform().order(new PlatformOrderKey(V2Shop.MCHID, "EXPIRES1"));
    assertThat(order.expiresAt()).isEqualTo(expiresAt.truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  @DisplayName("The same placement again, later too, gives a prepay_id; other data are refused")
  void again() {
    given(shop.calls.place(shop.account, order("AGAIN001", TradeType.NATIVE)));
    var later =
        new V2Calls(
            URI.create(shop.wechat.url()), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5)));

    assertThat(given(later.place(shop.account, order("AGAIN001", TradeType.NATIVE))).prepayId())
        .startsWith("wx");
    assertThat(
            refusal(
                shop.calls.place(shop.account, order("AGAIN001", TradeType.NATIVE, 1, null, null))))
        .isEqualTo("INVALID_REQUEST");
  }

  @Test
  @DisplayName("A paid order is refused with ORDERPAID, a closed one with ORDERCLOSED")
  void ended() {
    shop.place("PAID0001", 8800);
    shop.pay("PAID0001");
    shop.place("CLOSED01", 8800);
    given(shop.calls.close(shop.account, "CLOSED01", null));

    assertThat(refusal(shop.calls.place(shop.account, order("PAID0001", TradeType.JSAPI))))
        .isEqualTo("ORDERPAID");
    assertThat(refusal(shop.calls.place(shop.account, order("CLOSED01", TradeType.JSAPI))))
        .isEqualTo("ORDERCLOSED");
  }

  @Test
  @DisplayName("A wrong key: 签名错误 is unsigned, so nobody knows; the detail names the setting")
  void wrongKey() {
    var account =
        V2Shop.account(
            Set.of(V2Shop.APPID), List.of(V2Key.of("AnotherKeyOfNobody00000000000000")), null);

    var answer = unknown(shop.calls.place(account, order("WRONGKEY", TradeType.JSAPI)));

    assertThat(answer.doubt()).isEqualTo(Doubt.UNPROVED);
    assertThat(answer.detail()).contains("签名错误", "paybell.accounts.shop.v2.key");
  }

  @Test
  @DisplayName("While keys change, the newest signs, and an answer by any of them is believed")
  void keysChange() {
    var rotating =
        V2Shop.account(
            Set.of(V2Shop.APPID),
            List.of(V2Key.of(V2Shop.KEY), V2Key.of("AnotherKeyOfNobody00000000000000")),
            null);

    assertThat(given(shop.calls.place(rotating, order("ROTATES1", TradeType.JSAPI))).payParams())
        .satisfies(
            params -> assertThat(params).containsEntry("paySign", paySign(params, "paySign")));
  }

  @Test
  @DisplayName("What is missing is said by the name of its setting, and nothing is called")
  void unable() {
    var noKey = V2Shop.account(Set.of(V2Shop.APPID), List.of(), null);
    var noAppid = V2Shop.account(Set.of(), List.of(V2Key.of(V2Shop.KEY)), null);
    Placement noAddress =
        new Placement(
            Placement.Api.V2,
            TradeType.MWEB,
            "MWEB0002",
            "tea",
            1,
            "CNY",
            "https://pay.example.com/notify/x",
            V2Shop.APPID,
            null,
            null,
            null,
            null,
            null);

    assertThat(reason(shop.calls.place(noKey, order("UNABLE01", TradeType.JSAPI))))
        .contains("paybell.accounts.shop.v2.key");
    assertThat(reason(shop.calls.query(noKey, "UNABLE01", null)))
        .contains("paybell.accounts.shop.v2.key");
    assertThat(reason(shop.calls.query(noAppid, "UNABLE01", null)))
        .contains("paybell.accounts.shop.appids");
    assertThat(reason(shop.calls.place(shop.account, noAddress))).contains("payer_client_ip");
    assertThat(reason(shop.calls.certificates(shop.account))).contains("v2");
    assertThat(shop.wechat.journal().entries()).isEmpty();
  }
}
