package io.github.paybell.simulator.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.binarywang.wxpay.bean.request.CombineCloseRequest;
import com.github.binarywang.wxpay.bean.request.CombineTransactionsRequest;
import com.github.binarywang.wxpay.bean.request.WxPayApplyFundFlowBillV3Request;
import com.github.binarywang.wxpay.bean.request.WxPayApplyTradeBillV3Request;
import com.github.binarywang.wxpay.bean.request.WxPayPartnerOrderQueryV3Request;
import com.github.binarywang.wxpay.bean.request.WxPayPartnerUnifiedOrderV3Request;
import com.github.binarywang.wxpay.bean.request.WxPayRefundV3Request;
import com.github.binarywang.wxpay.bean.request.WxPayUnifiedOrderV3Request;
import com.github.binarywang.wxpay.bean.result.CombineTransactionsResult;
import com.github.binarywang.wxpay.bean.result.WxPayApplyBillV3Result;
import com.github.binarywang.wxpay.bean.result.WxPayUnifiedOrderV3Result.AppResult;
import com.github.binarywang.wxpay.bean.result.WxPayUnifiedOrderV3Result.JsapiResult;
import com.github.binarywang.wxpay.bean.result.enums.TradeTypeEnum;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.PlatformTradeState;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WxJava 4.7.9 as a caller of v3. */
class WxJavaV3Test {
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
  }

  /** The client's key modes, each with a merchant in that mode. */
  enum Mode {
    CERTIFICATE(Shops.CERTIFICATE),
    PUBLIC_KEY(Shops.PUBLIC_KEY);

    private final Merchant shop;

    Mode(Merchant shop) {
      this.shop = shop;
    }

    private WxPayService client() {
      return WxJava.service(
          this == CERTIFICATE
              ? WxJava.certificates(wechat.url(), shop)
              : WxJava.publicKey(wechat.url(), shop));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("JSAPI: place, call the cashier, query, be paid, query")
  void jsapi(Mode mode) throws Exception {
    var client = mode.client();

    JsapiResult call = client.createOrderV3(TradeTypeEnum.JSAPI, order(mode.shop, "JSAPI001"));
    assertThat(Page.calls(wechat.url(), parameters(call))).isEqualTo("ok");

    var unpaid = client.queryOrderV3(null, "JSAPI001");
    assertThat(unpaid.getTradeState()).isEqualTo("NOTPAY");
    assertThat(unpaid.getTradeStateDesc()).isEqualTo("订单未支付");
    assertThat(unpaid.getAmount().getTotal()).isEqualTo(8800);

    var order =
        wechat.pay(
            new PlatformOrderKey(mode.shop.mchid(), "JSAPI001"),
            Paying.PLAIN.using(List.of(Sale.CASH, Sale.NO_CASH)));

    var paid = client.queryOrderV3(order.paid().transactionId(), null);
    assertThat(paid.getTradeState()).isEqualTo("SUCCESS");
    assertThat(paid.getOutTradeNo()).isEqualTo("JSAPI001");
    assertThat(paid.getAttach()).isEqualTo(Sale.ATTACH);
    assertThat(paid.getAmount().getPayerTotal()).isEqualTo(8000);
    assertThat(paid.getPayer().getOpenid()).isEqualTo(mode.shop.openid());
    assertThat(paid.getPromotionDetails()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Native, App and H5: each gets what it needs")
  void otherTradeTypes(Mode mode) throws Exception {
    var client = mode.client();

    String codeUrl = client.createOrderV3(TradeTypeEnum.NATIVE, order(mode.shop, "NATIVE01"));
    assertThat(codeUrl).startsWith("weixin://wxpay/bizpayurl");

    AppResult call = client.createOrderV3(TradeTypeEnum.APP, order(mode.shop, "APP00001"));
    assertThat(wechat.platform().prepay(call.getPrepayId()).orders())
        .containsExactly(new PlatformOrderKey(mode.shop.mchid(), "APP00001"));

    var scene = new WxPayUnifiedOrderV3Request.SceneInfo();
    scene.setPayerClientIp("203.0.113.7");
    scene.setH5Info(new WxPayUnifiedOrderV3Request.H5Info().setType("Wap"));
    String h5Url =
        client.createOrderV3(TradeTypeEnum.H5, order(mode.shop, "H5000001").setSceneInfo(scene));
    assertThat(h5Url).startsWith(wechat.url());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Close: 204 is understood, and a paid order cannot be closed")
  void close(Mode mode) throws Exception {
    var client = mode.client();
    client.createOrderV3(TradeTypeEnum.NATIVE, order(mode.shop, "CLOSE001"));
    client.createOrderV3(TradeTypeEnum.NATIVE, order(mode.shop, "CLOSE002"));

    client.closeOrderV3("CLOSE001");
    assertThat(client.queryOrderV3(null, "CLOSE001").getTradeState()).isEqualTo("CLOSED");

    wechat.pay("CLOSE002");
    assertThat(refusal(() -> client.closeOrderV3("CLOSE002")).getErrCode()).isEqualTo("ORDERPAID");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Refund: ask, see it under way, see it done")
  void refund(Mode mode) throws Exception {
    var client = mode.client();
    client.createOrderV3(TradeTypeEnum.NATIVE, order(mode.shop, "REFUND01"));
    var order = wechat.pay("REFUND01");

    var asked = client.refundV3(refund("REFUND01", 4400, 8800));
    assertThat(asked.getStatus()).isEqualTo("PROCESSING");
    assertThat(asked.getTransactionId()).isEqualTo(order.paid().transactionId());
    assertThat(asked.getAmount().getRefund()).isEqualTo(4400);
    assertThat(asked.getAmount().getCurrency()).isEqualTo("CNY");

    wechat.advance(Duration.ofSeconds(2));

    var done = client.refundQueryV3("REFUND01-R");
    assertThat(done.getStatus()).isEqualTo("SUCCESS");
    assertThat(done.getRefundId()).isEqualTo(asked.getRefundId());
    assertThat(done.getUserReceivedAccount()).isEqualTo("支付用户零钱");
    assertThat(refusal(() -> client.refundQueryV3("NO-SUCH-REFUND")).getErrCode())
        .isEqualTo("RESOURCE_NOT_EXISTS");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Partner: place, query, close for a sub-merchant")
  void partner(Mode mode) throws Exception {
    var config = mode.client().getConfig();
    config.setSubMchId(Sale.SUB_MCHID);
    var client = WxJava.service(config);
    var request =
        new WxPayPartnerUnifiedOrderV3Request()
            .setSpAppid(mode.shop.appid())
            .setSpMchId(mode.shop.mchid())
            .setSubMchId(Sale.SUB_MCHID)
            .setDescription(Sale.DESCRIPTION)
            .setOutTradeNo("PARTNER1")
            .setNotifyUrl(receiver.v3())
            .setAmount(new WxPayPartnerUnifiedOrderV3Request.Amount().setTotal(8800))
            .setPayer(
                new WxPayPartnerUnifiedOrderV3Request.Payer().setSpOpenid(mode.shop.openid()));

    JsapiResult call = client.createPartnerOrderV3(TradeTypeEnum.JSAPI, request);
    assertThat(Page.calls(wechat.url(), parameters(call))).isEqualTo("ok");
    client.createPartnerOrderV3(TradeTypeEnum.NATIVE, request.setOutTradeNo("PARTNER2"));

    wechat.pay("PARTNER1");
    var query =
        new WxPayPartnerOrderQueryV3Request()
            .setSpMchId(mode.shop.mchid())
            .setSubMchId(Sale.SUB_MCHID)
            .setOutTradeNo("PARTNER1");
    var paid = client.queryPartnerOrderV3(query);
    assertThat(paid.getTradeState()).isEqualTo("SUCCESS");
    assertThat(paid.getSubMchId()).isEqualTo(Sale.SUB_MCHID);

    client.closePartnerOrderV3("PARTNER2");
    assertThat(state(mode.shop, "PARTNER2")).isEqualTo(PlatformTradeState.CLOSED);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Combined: place, query, be paid, query; another one is closed")
  void combined(Mode mode) throws Exception {
    var client = mode.client();

    CombineTransactionsResult.JsapiResult call =
        client.combineTransactions(TradeTypeEnum.JSAPI, combined(mode.shop, "COMBINED1"));
    assertThat(Page.calls(wechat.url(), parameters(call))).isEqualTo("ok");
    assertThat(client.queryCombine("COMBINED1").getSubOrders())
        .extracting(it -> it.getOutTradeNo() + " " + it.getTradeState())
        .containsExactly("COMBINED1-1 NOTPAY", "COMBINED1-2 NOTPAY");

    wechat.pay("COMBINED1-1");

    var paid = client.queryCombine("COMBINED1");
    assertThat(paid.getCombineOutTradeNo()).isEqualTo("COMBINED1");
    assertThat(paid.getSubOrders())
        .extracting(it -> it.getTradeState() + " " + it.getAmount().getTotalAmount())
        .containsExactly("SUCCESS 1100", "SUCCESS 1100");

    client.combineTransactions(TradeTypeEnum.NATIVE, combined(mode.shop, "COMBINED2"));
    client.closeCombine(closeOf(mode.shop, "COMBINED2"));
    assertThat(state(mode.shop, "COMBINED2-1")).isEqualTo(PlatformTradeState.CLOSED);
    assertThat(state(mode.shop, "COMBINED2-2")).isEqualTo(PlatformTradeState.CLOSED);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Bills: trade bill and fund flow, compressed or not, with the right hash")
  void bills(Mode mode) throws Exception {
    var client = mode.client();
    client.createOrderV3(TradeTypeEnum.NATIVE, order(mode.shop, "BILLED01"));
    var order = wechat.pay("BILLED01");
    var day = order.paid().paidAt().atOffset(PlatformTime.OFFSET).toLocalDate().toString();
    wechat.advance(Duration.ofDays(2));

    for (String tarType : new String[] {null, "GZIP"}) {
      var trade = new WxPayApplyTradeBillV3Request();
      trade.setBillDate(day);
      trade.setBillType("ALL");
      trade.setTarType(tarType);
      assertThat(verified(client, client.applyTradeBill(trade), tarType))
          .contains("`" + order.paid().transactionId() + ",`BILLED01,");

      var flow = new WxPayApplyFundFlowBillV3Request();
      flow.setBillDate(day);
      flow.setAccountType("BASIC");
      flow.setTarType(tarType);
      assertThat(verified(client, client.applyFundFlowBill(flow), tarType))
          .contains("`" + order.paid().transactionId());
    }
  }

  @Test
  @DisplayName("Over TLS, as api.mch.weixin.qq.com, not even an address has to be changed")
  void asOfficialHost() throws Exception {
    var config = WxJava.publicKey(wechat.url(), Shops.PUBLIC_KEY);
    config.setApiHostUrl(null);
    config.setApiV3HttpClientBuilderCustomizer(Trust.in(folder.resolve("ca"), wechat.tlsUrl()));
    var client = WxJava.service(config);
    client.createOrderV3(TradeTypeEnum.NATIVE, order(Shops.PUBLIC_KEY, "BILLED01"));
    var order = wechat.pay("BILLED01");
    wechat.advance(Duration.ofDays(2));

    var request = new WxPayApplyTradeBillV3Request();
    request.setBillType("ALL");
    request.setBillDate(
        order.paid().paidAt().atOffset(PlatformTime.OFFSET).toLocalDate().toString());
    var bill = client.applyTradeBill(request);

    assertThat(bill.getDownloadUrl()).startsWith("https://api.mch.weixin.qq.com/v3/billdownload/");
    try (InputStream in = client.downloadBill(bill.getDownloadUrl())) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("`BILLED01,");
    }
  }

  @Test
  @DisplayName("A merchant with the public key only cannot be set up with certificates")
  void noCertificates() {
    var client = WxJava.service(WxJava.certificates(wechat.url(), Shops.PUBLIC_KEY));

    assertThatThrownBy(() -> client.queryOrderV3(null, "ANY00001"))
        .hasStackTraceContaining("申请使用微信支付公钥");
  }

  @Test
  @DisplayName("It refuses a probe for an answer; the order has been placed all the same")
  void probedAnswer() {
    var client = Mode.PUBLIC_KEY.client();
    wechat.strike(Fault.of(FaultKind.PROBE_ANSWERS));

    assertThatThrownBy(
            () -> client.createOrderV3(TradeTypeEnum.NATIVE, order(Shops.PUBLIC_KEY, "PROBED01")))
        .isInstanceOf(WxPayException.class);
    assertThat(wechat.platform().orders()).hasSize(1);
  }

  @Test
  @DisplayName("Two merchants' orders with one number are two orders")
  void twoMerchants() throws Exception {
    for (Mode mode : Mode.values()) {
      mode.client().createOrderV3(TradeTypeEnum.NATIVE, order(mode.shop, "SHARED01"));
    }

    wechat.pay(new PlatformOrderKey(Shops.PUBLIC_KEY.mchid(), "SHARED01"), Paying.PLAIN);

    assertThat(Mode.PUBLIC_KEY.client().queryOrderV3(null, "SHARED01").getTradeState())
        .isEqualTo("SUCCESS");
    assertThat(Mode.CERTIFICATE.client().queryOrderV3(null, "SHARED01").getTradeState())
        .isEqualTo("NOTPAY");
  }

  /** A call that must fail. */
  @FunctionalInterface
  private interface Call {
    void make() throws WxPayException;
  }

  private static WxPayException refusal(Call call) {
    return catchThrowableOfType(WxPayException.class, call::make);
  }

  private static PlatformTradeState state(Merchant shop, String outTradeNo) {
    return wechat.platform().order(new PlatformOrderKey(shop.mchid(), outTradeNo)).tradeState();
  }

  private static WxPayUnifiedOrderV3Request order(Merchant shop, String outTradeNo) {
    return new WxPayUnifiedOrderV3Request()
        .setDescription(Sale.DESCRIPTION)
        .setOutTradeNo(outTradeNo)
        .setAttach(Sale.ATTACH)
        .setNotifyUrl(receiver.v3())
        .setAmount(new WxPayUnifiedOrderV3Request.Amount().setTotal(8800).setCurrency("CNY"))
        .setPayer(new WxPayUnifiedOrderV3Request.Payer().setOpenid(shop.openid()));
  }

  private static WxPayRefundV3Request refund(String outTradeNo, int refund, int total) {
    var amount =
        new WxPayRefundV3Request.Amount().setRefund(refund).setTotal(total).setCurrency("CNY");
    return new WxPayRefundV3Request()
        .setOutTradeNo(outTradeNo)
        .setOutRefundNo(outTradeNo + "-R")
        .setReason("少发一份")
        .setNotifyUrl(receiver.v3())
        .setAmount(amount);
  }

  private static CombineTransactionsRequest combined(Merchant shop, String outTradeNo) {
    var payer = new CombineTransactionsRequest.CombinePayerInfo();
    payer.setOpenid(shop.openid());
    var request = new CombineTransactionsRequest();
    request.setCombineAppid(shop.appid());
    request.setCombineMchid(shop.mchid());
    request.setCombineOutTradeNo(outTradeNo);
    request.setCombinePayerInfo(payer);
    request.setNotifyUrl(receiver.v3());
    request.setSubOrders(
        Stream.of(1, 2).map(number -> part(shop, outTradeNo + "-" + number)).toList());
    return request;
  }

  private static CombineTransactionsRequest.SubOrders part(Merchant shop, String outTradeNo) {
    var amount = new CombineTransactionsRequest.Amount();
    amount.setTotalAmount(1100);
    amount.setCurrency("CNY");
    var part = new CombineTransactionsRequest.SubOrders();
    part.setMchid(shop.mchid());
    part.setOutTradeNo(outTradeNo);
    part.setAttach(Sale.ATTACH);
    part.setDescription(Sale.DESCRIPTION);
    part.setAmount(amount);
    return part;
  }

  private static CombineCloseRequest closeOf(Merchant shop, String outTradeNo) {
    var request = new CombineCloseRequest();
    request.setCombineAppid(shop.appid());
    request.setCombineOutTradeNo(outTradeNo);
    request.setSubOrders(
        Stream.of(1, 2)
            .map(
                number -> {
                  var part = new CombineCloseRequest.SubOrders();
                  part.setMchid(shop.mchid());
                  part.setOutTradeNo(outTradeNo + "-" + number);
                  return part;
                })
            .toList());
    return request;
  }

  private static Map<String, String> parameters(JsapiResult call) {
    return Map.of(
        "appId", call.getAppId(),
        "timeStamp", call.getTimeStamp(),
        "nonceStr", call.getNonceStr(),
        "package", call.getPackageValue(),
        "signType", call.getSignType(),
        "paySign", call.getPaySign());
  }

  private static Map<String, String> parameters(CombineTransactionsResult.JsapiResult call) {
    return Map.of(
        "appId", call.getAppId(),
        "timeStamp", call.getTimeStamp(),
        "nonceStr", call.getNonceStr(),
        "package", call.getPackageValue(),
        "signType", call.getSignType(),
        "paySign", call.getPaySign());
  }

  /** The bill's text, once its hash has been found right. */
  private static String verified(WxPayService client, WxPayApplyBillV3Result bill, String tarType)
      throws Exception {
    // download_url names WeChat Pay's host, as the real one does, and this client follows it there.
    String url =
        bill.getDownloadUrl()
            .replace("https://api.mch.weixin.qq.com", client.getConfig().getApiHostUrl());
    try (InputStream in = client.downloadBill(url)) {
      byte[] file = in.readAllBytes();
      byte[] text =
          tarType == null
              ? file
              : new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();
      assertThat(bill.getHashType()).isEqualTo("SHA1");
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text)))
          .isEqualToIgnoringCase(bill.getHashValue());
      return new String(text, StandardCharsets.UTF_8);
    }
  }
}
