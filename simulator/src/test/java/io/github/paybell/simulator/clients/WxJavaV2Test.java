package io.github.paybell.simulator.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.binarywang.wxpay.bean.order.WxPayAppOrderResult;
import com.github.binarywang.wxpay.bean.order.WxPayMpOrderResult;
import com.github.binarywang.wxpay.bean.order.WxPayMwebOrderResult;
import com.github.binarywang.wxpay.bean.order.WxPayNativeOrderResult;
import com.github.binarywang.wxpay.bean.request.WxPayRefundRequest;
import com.github.binarywang.wxpay.bean.request.WxPayUnifiedOrderRequest;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.tls.LocalCa;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.ssl.SSLContexts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** WxJava 4.7.9 as a caller of v2; it verifies the signature of every answer that has one. */
class WxJavaV2Test {
  private static final Merchant SHOP = Shops.CERTIFICATE;

  @TempDir static Path folder;

  private static Simulator wechat;
  private static Receiver receiver;

  @BeforeAll
  static void start() throws Exception {
    wechat =
        Simulator.start(
            SimulatorOptions.forTests().withMerchants(Shops.ALL).withTls(0, folder.resolve("ca")));
    receiver = Receiver.with(delivery -> "accepted");
  }

  @AfterAll
  static void stop() {
    receiver.close();
    wechat.close();
  }

  @BeforeEach
  void nothingHasHappened() {
    wechat.reset();
    wechat.platform().rules(Rules.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "HMAC-SHA256"})
  @DisplayName("JSAPI: place, call the cashier, query, be paid, query")
  void jsapi(String signType) throws Exception {
    var client = client(signType);

    WxPayMpOrderResult call = client.createOrder(order("JSAPI001", "JSAPI"));
    assertThat(call.getSignType()).isEqualTo(signType);
    assertThat(Page.calls(wechat.url(), parameters(call))).isEqualTo("ok");

    var unpaid = client.queryOrder(null, "JSAPI001");
    assertThat(unpaid.getTradeState()).isEqualTo("NOTPAY");
    assertThat(unpaid.getTotalFee()).isEqualTo(8800);

    var order =
        wechat.pay(
            new PlatformOrderKey(SHOP.mchid(), "JSAPI001"),
            Paying.PLAIN.using(List.of(Sale.CASH, Sale.NO_CASH)));

    var paid = client.queryOrder(order.paid().transactionId(), null);
    assertThat(paid.getTradeState()).isEqualTo("SUCCESS");
    assertThat(paid.getOutTradeNo()).isEqualTo("JSAPI001");
    assertThat(paid.getAttach()).isEqualTo(Sale.ATTACH);
    assertThat(paid.getTotalFee()).isEqualTo(8800);
    assertThat(paid.getCashFee()).isEqualTo(8000);
    assertThat(paid.getSettlementTotalFee()).isEqualTo(8300);
    assertThat(paid.getCoupons())
        .extracting(it -> it.getCouponType() + " " + it.getCouponFee())
        .containsExactly("CASH 300", "NO_CASH 500");
    assertThat(paid.getTimeEnd()).matches("\\d{14}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "HMAC-SHA256"})
  @DisplayName("Native, App and H5: each gets what it needs")
  void otherTradeTypes(String signType) throws Exception {
    var client = client(signType);

    WxPayNativeOrderResult code = client.createOrder(order("NATIVE01", "NATIVE"));
    assertThat(code.getCodeUrl()).startsWith("weixin://wxpay/bizpayurl");

    WxPayAppOrderResult call = client.createOrder(order("APP00001", "APP"));
    assertThat(wechat.platform().prepay(call.getPrepayId()).orders())
        .containsExactly(new PlatformOrderKey(SHOP.mchid(), "APP00001"));

    WxPayMwebOrderResult mweb = client.createOrder(order("MWEB0001", "MWEB"));
    assertThat(mweb.getMwebUrl()).startsWith(wechat.url());
  }

  @Test
  @DisplayName("Placing again: the same data gives a prepay_id, other data 201 商户订单号重复")
  void again() throws Exception {
    var client = client("MD5");
    var first = client.unifiedOrder(order("AGAIN001", "JSAPI")).getPrepayId();

    assertThat(client.unifiedOrder(order("AGAIN001", "JSAPI")).getPrepayId()).startsWith("wx");
    assertThat(first).startsWith("wx");

    var other = order("AGAIN001", "JSAPI");
    other.setTotalFee(1);
    var refusal = refusal(() -> client.unifiedOrder(other));
    assertThat(refusal.getErrCode()).isEqualTo("INVALID_REQUEST");
    assertThat(refusal.getErrCodeDes()).contains("201 商户订单号重复");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "HMAC-SHA256"})
  @DisplayName("Close, after which it is CLOSED; a paid order answers ORDERPAID")
  void close(String signType) throws Exception {
    var client = client(signType);
    client.unifiedOrder(order("CLOSE001", "JSAPI"));
    client.unifiedOrder(order("CLOSE002", "JSAPI"));

    assertThat(client.closeOrder("CLOSE001").getResultCode()).isEqualTo("SUCCESS");
    assertThat(client.queryOrder(null, "CLOSE001").getTradeState()).isEqualTo("CLOSED");

    wechat.pay("CLOSE002");
    assertThat(refusal(() -> client.closeOrder("CLOSE002")).getErrCode()).isEqualTo("ORDERPAID");
    assertThat(refusal(() -> client.queryOrder(null, "NO-SUCH-ORDER")).getErrCode())
        .isEqualTo("ORDERNOTEXIST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "HMAC-SHA256"})
  @DisplayName("Refund: ask with the merchant's p12, see it under way, see it done")
  void refund(String signType) throws Exception {
    var config = WxJava.v2(wechat.url(), SHOP);
    config.setSignType(signType);
    config.setKeyContent(LocalCa.open(folder.resolve("ca")).merchantP12(SHOP));
    var client = WxJava.service(config);
    client.unifiedOrder(order("REFUND01", "JSAPI"));
    wechat.pay(
        new PlatformOrderKey(SHOP.mchid(), "REFUND01"),
        Paying.PLAIN.using(List.of(Sale.CASH, Sale.NO_CASH)));

    var asked = client.refund(refund("REFUND01", 4400));
    assertThat(asked.getRefundId()).startsWith("50").hasSize(29);
    assertThat(asked.getOutRefundNo()).isEqualTo("REFUND01-R");
    assertThat(asked.getTotalFee()).isEqualTo(8800);
    assertThat(asked.getRefundFee()).isEqualTo(4400);
    assertThat(asked.getCashRefundFee()).isEqualTo(4000);
    assertThat(asked.getCouponRefundFee()).isEqualTo(400);
    assertThat(asked.getSettlementRefundFee()).isEqualTo(4150);
    assertThat(asked.getRefundCoupons()).hasSize(2);

    assertThat(client.refundQuery(null, "REFUND01", null, null).getRefundRecords())
        .extracting(it -> it.getRefundStatus())
        .containsExactly("PROCESSING");
    wechat.advance(Duration.ofSeconds(2));

    var done = client.refundQuery(null, null, "REFUND01-R", null);
    assertThat(done.getRefundCount()).isEqualTo(1);
    assertThat(done.getRefundRecords())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getRefundStatus()).isEqualTo("SUCCESS");
              assertThat(record.getRefundId()).isEqualTo(asked.getRefundId());
              assertThat(record.getRefundFee()).isEqualTo(4400);
              assertThat(record.getRefundRecvAccount()).isEqualTo("支付用户零钱");
              assertThat(record.getRefundSuccessTime()).matches("\\d{4}-\\d\\d-\\d\\d .*");
              assertThat(record.getRefundCoupons()).hasSize(2);
            });
    assertThat(client.queryOrder(null, "REFUND01").getTradeState()).isEqualTo("REFUND");
  }

  @Test
  @DisplayName("Refund over TLS: where the certificate is required, it is asked for and believed")
  void refundWithCertificate() throws Exception {
    wechat.platform().rules(rules("client-certificate", true));
    client("MD5").unifiedOrder(order("REFUND01", "JSAPI"));
    wechat.pay("REFUND01");
    var ca = LocalCa.open(folder.resolve("ca"));

    var config = WxJava.v2(wechat.tlsUrl(), SHOP);
    config.setSslContext(
        SSLContexts.custom()
            .loadKeyMaterial(Trust.p12(ca, SHOP), SHOP.mchid().toCharArray())
            .loadTrustMaterial(Trust.store(ca), null)
            .build());
    assertThat(WxJava.service(config).refund(refund("REFUND01", 100)).getRefundFee())
        .isEqualTo(100);

    config.setSslHttpClient(null);
    config.setSslContext(SSLContexts.custom().loadTrustMaterial(Trust.store(ca), null).build());
    var refusal = refusal(() -> WxJava.service(config).refund(refund("REFUND01", 100)));
    assertThat(refusal.getReturnCode()).isEqualTo("FAIL");
    assertThat(refusal.getReturnMsg()).contains("证书");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "GZIP"})
  @DisplayName("Bill: read into records and a summary, compressed or not")
  void bill(String form) throws Exception {
    var client = client("MD5");
    client.unifiedOrder(order("BILLED01", "JSAPI"));
    var order = wechat.pay("BILLED01");
    var day =
        DateTimeFormatter.ofPattern("yyyyMMdd")
            .format(order.paid().paidAt().atOffset(PlatformTime.OFFSET));
    wechat.advance(Duration.ofDays(2));

    var bill = client.downloadBill(day, "ALL", form.equals("GZIP") ? "GZIP" : null, null);

    assertThat(bill.getBillInfoList())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getOutTradeNo()).isEqualTo("BILLED01");
              assertThat(line.getTransactionId()).isEqualTo(order.paid().transactionId());
              assertThat(line.getTradeState()).isEqualTo("SUCCESS");
              assertThat(line.getTotalFee()).isEqualTo("88.00");
              assertThat(line.getPoundageRate()).isEqualTo("0.60%");
            });
    assertThat(bill.getTotalRecord()).isEqualTo("1");
    assertThat(bill.getTotalAmount()).isEqualTo("88.00");
  }

  @Test
  @DisplayName("Bill: of a day without trades there is none")
  void noBill() {
    var refusal = refusal(() -> client("MD5").downloadBill("20260101", "ALL", null, null));

    assertThat(refusal.getReturnMsg()).isEqualTo("No Bill Exist");
  }

  @Test
  @DisplayName("Sandbox: gets its key over TLS from the host that it has built in, and queries")
  void sandbox() throws Exception {
    client("MD5").unifiedOrder(order("SANDBOX1", "JSAPI"));
    var config = WxJava.v2(wechat.url(), SHOP);
    config.setUseSandboxEnv(true);
    var http = HttpClients.custom();
    Trust.in(folder.resolve("ca"), wechat.tlsUrl()).customize(http);
    config.setHttpClient(http.build());
    var client = WxJava.service(config);

    assertThat(client.getSandboxSignKey()).isEqualTo(SHOP.v2Key());
    assertThat(client.queryOrder(null, "SANDBOX1").getTradeState()).isEqualTo("NOTPAY");
  }

  @Test
  @DisplayName("A wrong key is told as 签名错误 and nothing else")
  void wrongKey() {
    var config = WxJava.v2(wechat.url(), SHOP);
    config.setMchKey("AnotherKeyOfNobody00000000000000");

    var refusal = refusal(() -> WxJava.service(config).unifiedOrder(order("WRONGKEY", "JSAPI")));

    assertThat(refusal.getReturnCode()).isEqualTo("FAIL");
    assertThat(refusal.getReturnMsg()).isEqualTo("签名错误");
    assertThat(refusal.getResultCode()).isNull();
  }

  /** A call that must fail. */
  @FunctionalInterface
  private interface Call {
    void make() throws WxPayException;
  }

  private static WxPayException refusal(Call call) {
    return catchThrowableOfType(WxPayException.class, call::make);
  }

  private static WxPayService client(String signType) {
    var config = WxJava.v2(wechat.url(), SHOP);
    config.setSignType(signType);
    return WxJava.service(config);
  }

  private static Rules rules(String name, boolean value) {
    return RulesJson.apply(Rules.DEFAULT, JsonMapper.shared().createObjectNode().put(name, value));
  }

  private static WxPayUnifiedOrderRequest order(String outTradeNo, String tradeType) {
    return WxPayUnifiedOrderRequest.newBuilder()
        .outTradeNo(outTradeNo)
        .tradeType(tradeType)
        .body(Sale.DESCRIPTION)
        .attach(Sale.ATTACH)
        .totalFee(8800)
        .spbillCreateIp("203.0.113.7")
        .notifyUrl(receiver.v2())
        .openid(SHOP.openid())
        .productId("tea")
        .sceneInfo("{\"h5_info\":{\"type\":\"Wap\",\"wap_url\":\"https://shop.example.com\"}}")
        .build();
  }

  private static WxPayRefundRequest refund(String outTradeNo, int refundFee) {
    return WxPayRefundRequest.newBuilder()
        .outTradeNo(outTradeNo)
        .outRefundNo(outTradeNo + "-R")
        .totalFee(8800)
        .refundFee(refundFee)
        .refundDesc("少发一份")
        .notifyUrl(receiver.v2())
        .build();
  }

  private static Map<String, String> parameters(WxPayMpOrderResult call) {
    return Map.of(
        "appId", call.getAppId(),
        "timeStamp", call.getTimeStamp(),
        "nonceStr", call.getNonceStr(),
        "package", call.getPackageValue(),
        "signType", call.getSignType(),
        "paySign", call.getPaySign());
  }
}
