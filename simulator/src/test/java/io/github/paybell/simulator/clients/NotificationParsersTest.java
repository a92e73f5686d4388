package io.github.paybell.simulator.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.binarywang.wxpay.bean.notify.CombineNotifyResult;
import com.github.binarywang.wxpay.bean.notify.WxPayNotifyV3Result;
import com.github.binarywang.wxpay.bean.notify.WxPayOrderNotifyCoupon;
import com.github.binarywang.wxpay.bean.notify.WxPayOrderNotifyResult;
import com.github.binarywang.wxpay.bean.notify.WxPayPartnerNotifyV3Result;
import com.github.binarywang.wxpay.bean.notify.WxPayPartnerRefundNotifyV3Result;
import com.github.binarywang.wxpay.bean.notify.WxPayRefundNotifyResult;
import com.github.binarywang.wxpay.bean.notify.WxPayRefundNotifyV3Result;
import com.github.binarywang.wxpay.service.WxPayService;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.platform.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** What shops' clients understand of the notifications. */
class NotificationParsersTest {
  private Simulator wechat;
  private Receiver receiver;

  @BeforeEach
  void start() throws Exception {
    wechat = Simulator.start(SimulatorOptions.forTests().withMerchants(Shops.ALL));
    receiver = Receiver.with(delivery -> "accepted");
  }

  @AfterEach
  void stop() {
    receiver.close();
    wechat.close();
  }

  private PlatformOrder sold(Terms terms, Paying how) {
    wechat.platform().place(terms);
    PlatformOrder order = wechat.pay(terms.key(), how);
    wechat.settle();
    assertDelivered();
    return order;
  }

  private PlatformOrder sold(Combination combination) {
    wechat.platform().place(combination);
    PlatformOrder first = wechat.pay(combination.orders().get(0).key(), Paying.PLAIN);
    wechat.settle();
    assertDelivered();
    return first;
  }

  private PlatformRefund refunded(Api api, Terms terms, PlatformRefund.Status outcome) {
    wechat.platform().place(terms);
    PlatformOrder order = wechat.pay(terms.key(), Paying.PLAIN);
    wechat.settle();
    var notifyUrl = api == Api.V2 ? receiver.v2() : receiver.v3();
    PlatformRefund refund = wechat.platform().refund(Sale.refund(api, order.key(), notifyUrl));
    PlatformRefund ended =
        wechat.platform().settle(order.key(), refund.terms().outRefundNo(), outcome);
    wechat.settle();
    return ended;
  }

  /** The first attempt of every message was accepted. */
  private void assertDelivered() {
    assertThat(receiver.refused()).isEmpty();
    assertThat(wechat.messenger().messages())
        .extracting(Message::state)
        .isNotEmpty()
        .containsOnly(Message.State.DELIVERED);
  }

  @Nested
  @DisplayName("wechatpay-java")
  class OfficialJava {

    private NotificationConfig config(Mode mode) {
      var client = new WechatpayJava(wechat.url(), mode.shop);
      return switch (mode) {
        case CERTIFICATE -> client.certificates();
        case PUBLIC_KEY -> client.publicKeyOfNotifications();
        case BOTH -> client.bothKeys();
      };
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("understands a payment, in each key mode")
    void payment(Mode mode) {
      receiver.use(WechatpayJava.parser(config(mode), Transaction.class));

      var order = sold(Sale.v3(mode.shop, "PLAIN001", receiver.v3()), Paying.PLAIN);

      var told = receiver.last(Transaction.class);
      assertThat(told.getMchid()).isEqualTo(mode.shop.mchid());
      assertThat(told.getAppid()).isEqualTo(mode.shop.appid());
      assertThat(told.getOutTradeNo()).isEqualTo("PLAIN001");
      assertThat(told.getTransactionId()).isEqualTo(order.paid().transactionId());
      assertThat(told.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
      assertThat(told.getTradeType()).isEqualTo(Transaction.TradeTypeEnum.JSAPI);
      assertThat(told.getBankType()).isEqualTo("OTHERS");
      assertThat(told.getAttach()).isEqualTo(Sale.ATTACH);
      assertThat(told.getPayer().getOpenid()).isEqualTo(mode.shop.openid());
      assertThat(told.getAmount().getTotal()).isEqualTo(8800);
      assertThat(told.getAmount().getPayerTotal()).isEqualTo(8800);
      assertThat(told.getAmount().getCurrency()).isEqualTo("CNY");
      assertThat(told.getSuccessTime()).endsWith("+08:00");
    }

    @Test
    @DisplayName("understands a payment with coupons")
    void coupons() {
      receiver.use(WechatpayJava.parser(config(Mode.CERTIFICATE), Transaction.class));

      sold(
          Sale.v3(Mode.CERTIFICATE.shop, "COUPON01", receiver.v3()),
          Paying.PLAIN.using(List.of(Sale.CASH, Sale.NO_CASH)));

      var told = receiver.last(Transaction.class);
      assertThat(told.getAmount().getTotal()).isEqualTo(8800);
      assertThat(told.getAmount().getPayerTotal()).isEqualTo(8000);
      assertThat(told.getPromotionDetail())
          .extracting(it -> it.getType().name() + " " + it.getAmount())
          .containsExactly("CASH 300", "NOCASH 500");
    }

    @Test
    @DisplayName("understands a partner's payment")
    void partner() {
      receiver.use(
          WechatpayJava.parser(
              config(Mode.CERTIFICATE),
              com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction.class));

      sold(Sale.partner(Mode.CERTIFICATE.shop, Api.V3, "PARTNER1", receiver.v3()), Paying.PLAIN);

      var told =
          receiver.last(com.wechat.pay.java.service.partnerpayments.jsapi.model.Transaction.class);
      assertThat(told.getSpMchid()).isEqualTo(Mode.CERTIFICATE.shop.mchid());
      assertThat(told.getSubMchid()).isEqualTo(Sale.SUB_MCHID);
      assertThat(told.getPayer().getSpOpenid()).isEqualTo(Mode.CERTIFICATE.shop.openid());
      assertThat(told.getAmount().getTotal()).isEqualTo(8800);
    }

    @Test
    @DisplayName("verifies and decrypts a combined payment, for which it has no class")
    void combined() {
      receiver.use(WechatpayJava.parser(config(Mode.CERTIFICATE), Map.class));

      sold(Sale.combined(Mode.CERTIFICATE.shop, "COMBINED1", receiver.v3()));

      Map<?, ?> told = receiver.last(Map.class);
      assertThat(told.get("combine_out_trade_no")).isEqualTo("COMBINED1");
      assertThat((List<?>) told.get("sub_orders")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PROCESSING")
    @DisplayName("understands each end of a refund")
    void refund(PlatformRefund.Status outcome) {
      receiver.use(WechatpayJava.parser(config(Mode.PUBLIC_KEY), RefundNotification.class));

      var refund =
          refunded(Api.V3, Sale.v3(Mode.PUBLIC_KEY.shop, "REFUND01", receiver.v3()), outcome);

      assertDelivered();
      var told = receiver.last(RefundNotification.class);
      assertThat(told.getRefundStatus().name()).isEqualTo(outcome.name());
      assertThat(told.getRefundId()).isEqualTo(refund.refundId());
      assertThat(told.getOutRefundNo()).isEqualTo("REFUND01-R");
      assertThat(told.getAmount().getRefund()).isEqualTo(1100);
      assertThat(told.getAmount().getTotal()).isEqualTo(8800);
      assertThat(told.getAmount().getPayerRefund()).isEqualTo(1100);
      assertThat(told.getSuccessTime() != null).isEqualTo(outcome == PlatformRefund.Status.SUCCESS);
    }
  }

  @Nested
  @DisplayName("WxJava with v3")
  class WxJavaV3 {

    private WxPayService client(Mode mode) {
      return WxJava.service(
          mode == Mode.CERTIFICATE
              ? WxJava.certificates(wechat.url(), mode.shop)
              : WxJava.publicKey(wechat.url(), mode.shop));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOTH")
    @DisplayName("understands a payment, in each key mode")
    void payment(Mode mode) {
      var client = client(mode);
      receiver.use(it -> client.parseOrderNotifyV3Result(it.text(), WxJava.headers(it)));

      var order = sold(Sale.v3(mode.shop, "PLAIN001", receiver.v3()), Paying.PLAIN);

      var raw = receiver.last(WxPayNotifyV3Result.class).getRawData();
      assertThat(raw.getEventType()).isEqualTo("TRANSACTION.SUCCESS");
      var told = receiver.last(WxPayNotifyV3Result.class).getResult();
      assertThat(told.getOutTradeNo()).isEqualTo("PLAIN001");
      assertThat(told.getTransactionId()).isEqualTo(order.paid().transactionId());
      assertThat(told.getTradeState()).isEqualTo("SUCCESS");
      assertThat(told.getAttach()).isEqualTo(Sale.ATTACH);
      assertThat(told.getAmount().getTotal()).isEqualTo(8800);
      assertThat(told.getPayer().getOpenid()).isEqualTo(mode.shop.openid());
    }

    @Test
    @DisplayName("understands a payment with coupons")
    void coupons() {
      var client = client(Mode.PUBLIC_KEY);
      receiver.use(it -> client.parseOrderNotifyV3Result(it.text(), WxJava.headers(it)));

      sold(
          Sale.v3(Mode.PUBLIC_KEY.shop, "COUPON01", receiver.v3()),
          Paying.PLAIN.using(List.of(Sale.CASH, Sale.NO_CASH)));

      var told = receiver.last(WxPayNotifyV3Result.class).getResult();
      assertThat(told.getAmount().getPayerTotal()).isEqualTo(8000);
      assertThat(told.getPromotionDetails())
          .extracting(it -> it.getType() + " " + it.getAmount())
          .containsExactly("CASH 300", "NOCASH 500");
    }

    @Test
    @DisplayName("understands a partner's payment")
    void partner() {
      var client = client(Mode.PUBLIC_KEY);
      receiver.use(it -> client.parsePartnerOrderNotifyV3Result(it.text(), WxJava.headers(it)));

      sold(Sale.partner(Mode.PUBLIC_KEY.shop, Api.V3, "PARTNER1", receiver.v3()), Paying.PLAIN);

      var told = receiver.last(WxPayPartnerNotifyV3Result.class).getResult();
      assertThat(told.getSpMchid()).isEqualTo(Mode.PUBLIC_KEY.shop.mchid());
      assertThat(told.getSubMchid()).isEqualTo(Sale.SUB_MCHID);
      assertThat(told.getPayer().getSpOpenid()).isEqualTo(Mode.PUBLIC_KEY.shop.openid());
    }

    @Test
    @DisplayName("understands a combined payment")
    void combined() {
      var client = client(Mode.PUBLIC_KEY);
      receiver.use(it -> client.parseCombineNotifyResult(it.text(), WxJava.headers(it)));

      sold(Sale.combined(Mode.PUBLIC_KEY.shop, "COMBINED1", receiver.v3()));

      var told = receiver.last(CombineNotifyResult.class).getResult();
      assertThat(told.getCombineOutTradeNo()).isEqualTo("COMBINED1");
      assertThat(told.getCombinePayerInfo().getOpenid()).isEqualTo(Mode.PUBLIC_KEY.shop.openid());
      assertThat(told.getSubOrders())
          .extracting(it -> it.getOutTradeNo() + " " + it.getAmount().getTotalAmount())
          .containsExactly("COMBINED1-1 8800", "COMBINED1-2 8800");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PROCESSING")
    @DisplayName("understands each end of a refund")
    void refund(PlatformRefund.Status outcome) {
      var client = client(Mode.CERTIFICATE);
      receiver.use(it -> client.parseRefundNotifyV3Result(it.text(), WxJava.headers(it)));

      var refund =
          refundedAfterPayment(Sale.v3(Mode.CERTIFICATE.shop, "REFUND01", receiver.v3()), outcome);

      var told = receiver.last(WxPayRefundNotifyV3Result.class).getResult();
      assertThat(told.getRefundStatus()).isEqualTo(outcome.name());
      assertThat(told.getRefundId()).isEqualTo(refund.refundId());
      assertThat(told.getAmount().getRefund()).isEqualTo(1100);
      assertThat(told.getAmount().getPayerTotal()).isEqualTo(8800);
    }

    @Test
    @DisplayName("understands a partner's refund")
    void partnerRefund() {
      var client = client(Mode.CERTIFICATE);
      receiver.use(it -> client.parsePartnerRefundNotifyV3Result(it.text(), WxJava.headers(it)));

      refundedAfterPayment(
          Sale.partner(Mode.CERTIFICATE.shop, Api.V3, "REFUND01", receiver.v3()),
          PlatformRefund.Status.SUCCESS);

      var told = receiver.last(WxPayPartnerRefundNotifyV3Result.class).getResult();
      assertThat(told.getSpMchId()).isEqualTo(Mode.CERTIFICATE.shop.mchid());
      assertThat(told.getSubMchId()).isEqualTo(Sale.SUB_MCHID);
    }

    private PlatformRefund refundedAfterPayment(Terms terms, PlatformRefund.Status outcome) {
      var refund = refunded(Api.V3, terms, outcome);
      assertDelivered();
      return refund;
    }
  }

  @Nested
  @DisplayName("WxJava with v2")
  class WxJavaV2 {
    private final Merchant shop = Shops.CERTIFICATE;

    private WxPayService client() {
      return WxJava.service(WxJava.v2(wechat.url(), shop));
    }

    @Test
    @DisplayName("understands a payment signed with MD5")
    void md5() {
      var client = client();
      receiver.use(it -> client.parseOrderNotifyResult(it.text()));

      var order = sold(Sale.v2(shop, SignType.MD5, "PLAIN001", receiver.v2()), Paying.PLAIN);

      var told = receiver.last(WxPayOrderNotifyResult.class);
      assertThat(told.getOutTradeNo()).isEqualTo("PLAIN001");
      assertThat(told.getTransactionId()).isEqualTo(order.paid().transactionId());
      assertThat(told.getTotalFee()).isEqualTo(8800);
      assertThat(told.getCashFee()).isEqualTo(8800);
      assertThat(told.getOpenid()).isEqualTo(shop.openid());
      assertThat(told.getTradeType()).isEqualTo("JSAPI");
      assertThat(told.getAttach()).isEqualTo(Sale.ATTACH);
      assertThat(told.getTimeEnd()).matches("\\d{14}");
    }

    @Test
    @DisplayName("understands one signed with HMAC-SHA256, if it is told which algorithm it is")
    void hmac() {
      var client = client();
      // As in the wild there is no sign_type in it, so the shop must know.
      receiver.use(it -> client.parseOrderNotifyResult(it.text(), "HMAC-SHA256"));

      sold(Sale.v2(shop, SignType.HMAC_SHA256, "PLAIN001", receiver.v2()), Paying.PLAIN);

      var told = receiver.last(WxPayOrderNotifyResult.class);
      assertThat(told.getOutTradeNo()).isEqualTo("PLAIN001");
      assertThat(told.getSign()).hasSize(64);
      assertThat(told.getSignType()).isNull();
    }

    @Test
    @DisplayName("refuses HMAC-SHA256 if nobody tells it, as long as sign_type is not echoed")
    void hmacUntold() {
      var client = client();
      receiver.use(it -> client.parseOrderNotifyResult(it.text()));
      wechat.platform().place(Sale.v2(shop, SignType.HMAC_SHA256, "PLAIN001", receiver.v2()));

      wechat.pay("PLAIN001");
      wechat.settle();
      assertThat(receiver.refused()).hasSize(1);

      wechat
          .platform()
          .rules(
              RulesJson.apply(
                  Rules.DEFAULT,
                  JsonMapper.shared().readTree("{\"sign-type-echo\":\"HMAC_ONLY\"}")));
      wechat.advance(Duration.ofSeconds(15));
      assertThat(receiver.last(WxPayOrderNotifyResult.class).getSignType())
          .isEqualTo("HMAC-SHA256");
    }

    @Test
    @DisplayName("understands a payment with coupons")
    void coupons() {
      var client = client();
      receiver.use(it -> client.parseOrderNotifyResult(it.text()));

      sold(
          Sale.v2(shop, SignType.MD5, "COUPON01", receiver.v2()),
          Paying.PLAIN.using(List.of(Sale.CASH, Sale.NO_CASH)));

      var told = receiver.last(WxPayOrderNotifyResult.class);
      assertThat(told.getTotalFee()).isEqualTo(8800);
      assertThat(told.getCashFee()).isEqualTo(8000);
      assertThat(told.getCouponFee()).isEqualTo(800);
      assertThat(told.getSettlementTotalFee()).isEqualTo(8300);
      assertThat(told.getCouponList())
          .extracting(WxPayOrderNotifyCoupon::getCouponType, WxPayOrderNotifyCoupon::getCouponFee)
          .containsExactly(tuple("CASH", 300), tuple("NO_CASH", 500));
    }

    @Test
    @DisplayName("understands a partner's payment")
    void partner() {
      var client = client();
      receiver.use(it -> client.parseOrderNotifyResult(it.text()));

      sold(Sale.partner(shop, Api.V2, "PARTNER1", receiver.v2()), Paying.PLAIN);

      assertThat(receiver.last(WxPayOrderNotifyResult.class).getSubMchId())
          .isEqualTo(Sale.SUB_MCHID);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PROCESSING")
    @DisplayName("understands each end of a refund")
    void refund(PlatformRefund.Status outcome) {
      var client = client();
      receiver.use(it -> refundOrElse(client, it));

      var refund =
          refunded(Api.V2, Sale.v2(shop, SignType.MD5, "REFUND01", receiver.v2()), outcome);

      assertDelivered();
      var told = receiver.last(WxPayRefundNotifyResult.class).getReqInfo();
      assertThat(told.getRefundStatus()).isEqualTo(outcome.v2());
      assertThat(told.getRefundId()).isEqualTo(refund.refundId());
      assertThat(told.getOutRefundNo()).isEqualTo("REFUND01-R");
      assertThat(told.getRefundFee()).isEqualTo(1100);
      assertThat(told.getTotalFee()).isEqualTo(8800);
      assertThat(told.getRefundRecvAccount()).isEqualTo("支付用户零钱");
    }

    private static Object refundOrElse(WxPayService client, Delivery it) throws Exception {
      return it.text().contains("req_info")
          ? client.parseRefundNotifyResult(it.text())
          : client.parseOrderNotifyResult(it.text());
    }
  }

  /** Key modes of a receiver, each with a merchant in that mode. */
  enum Mode {
    CERTIFICATE(Shops.CERTIFICATE),
    PUBLIC_KEY(Shops.PUBLIC_KEY),
    BOTH(Shops.SWITCHING);

    private final Merchant shop;

    Mode(Merchant shop) {
      this.shop = shop;
    }
  }
}
