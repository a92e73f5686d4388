package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.ClientCertificate;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.Rules;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A shop that speaks v2 through {@link V2Calls}, and the simulator that it speaks to. */
final class V2Shop implements AutoCloseable {
  static final String MCHID = "1900000109";
  static final String APPID = "wx8888888888888888";
  static final String SUB_MCHID = "1900000110";
  static final String KEY = "TestKeyForSimulatorOnly000000001";
  static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
  static final String DESCRIPTION = "明前龙井 50g";
  static final String ATTACH = "桌号=7&备注=<不要糖>]]>";

  final Simulator wechat;
  final V2Calls calls;
  final Account account = account();

  V2Shop() {
    this(Simulator.start(SimulatorOptions.forTests()));
  }

  private V2Shop(Simulator wechat) {
    this.wechat = wechat;
    this.calls = new V2Calls(URI.create(wechat.url()), Clock.systemUTC());
  }

  @Override
  public void close() {
    wechat.close();
  }

  static Account account() {
    return account(Set.of(APPID), List.of(V2Key.of(KEY)), null);
  }

  static Account account(
      Set<String> appids, List<V2Key> v2Keys, @Nullable ClientCertificate certificate) {
    return new Account(
        "shop",
        MCHID,
        appids,
        Set.of(),
        "TestTokenOfTheShop",
        v2Keys,
        null,
        null,
        certificate,
        null,
        null,
        false);
  }

  /** An order of 88.00 yuan. */
  static Placement order(String outTradeNo, TradeType tradeType) {
    return order(outTradeNo, tradeType, 8800, null, null);
  }

  static Placement order(
      String outTradeNo,
      TradeType tradeType,
      long total,
      @Nullable String subMchid,
      @Nullable Instant expiresAt) {
    return new Placement(
        Placement.Api.V2,
        tradeType,
        outTradeNo,
        DESCRIPTION,
        total,
        "CNY",
        "https://pay.example.com/notify/TestTokenOfTheShop",
        APPID,
        subMchid,
        tradeType == TradeType.JSAPI ? OPENID : null,
        "203.0.113.7",
        ATTACH,
        expiresAt);
  }

  /** Changes one rule, by its name in the settings. */
  void rule(String name, Object value) {
    wechat
        .platform()
        .rules(
            RulesJson.apply(
                Rules.DEFAULT,
                JsonMapper.shared()
                    .createObjectNode()
                    .set(name, JsonMapper.shared().valueToTree(value))));
  }

  Placed place(String outTradeNo, long total) {
    return given(calls.place(account, order(outTradeNo, TradeType.JSAPI, total, null, null)));
  }

  /** Pays as the user would. */
  void pay(String outTradeNo, Coupon... coupons) {
    wechat.pay(new PlatformOrderKey(MCHID, outTradeNo), Paying.PLAIN.using(List.of(coupons)));
  }

  String transactionId(String outTradeNo) {
    return wechat.platform().order(new PlatformOrderKey(MCHID, outTradeNo)).paid().transactionId();
  }

  RefundOrder refundOf(String outTradeNo, String outRefundNo, long refund, long total) {
    return new RefundOrder(
        outTradeNo, transactionId(outTradeNo), outRefundNo, refund, total, "CNY", null, "少发一份");
  }

  Evidence query(String outTradeNo) {
    return given(calls.query(account, outTradeNo, null));
  }

  static <T> T given(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Given.class);
    return ((Answer.Given<T>) answer).value();
  }

  static <T> Answer.Unknown<T> unknown(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Unknown.class);
    return (Answer.Unknown<T>) answer;
  }

  static String refusal(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).code();
  }

  static String reason(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Unable.class);
    return ((Answer.Unable<?>) answer).reason();
  }

  static Coupon cash(long fee) {
    return new Coupon(Coupon.Type.CASH, "16000000000000000001", "新人立减", "9300001", fee);
  }

  static Coupon noCash(long fee) {
    return new Coupon(Coupon.Type.NO_CASH, "16000000000000000002", "店铺满减", "9300002", fee);
  }
}
