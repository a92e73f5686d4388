package io.github.paybell.simulator.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonSyntaxException;
import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.service.billdownload.BillDownloadServiceExtension;
import com.wechat.pay.java.service.billdownload.DigestBillEntity;
import com.wechat.pay.java.service.billdownload.model.BillType;
import com.wechat.pay.java.service.billdownload.model.GetFundFlowBillRequest;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.billdownload.model.TarType;
import com.wechat.pay.java.service.payments.app.AppServiceExtension;
import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.h5.model.H5Info;
import com.wechat.pay.java.service.payments.h5.model.SceneInfo;
import com.wechat.pay.java.service.payments.jsapi.JsapiServiceExtension;
import com.wechat.pay.java.service.payments.jsapi.model.Amount;
import com.wechat.pay.java.service.payments.jsapi.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.jsapi.model.Payer;
import com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest;
import com.wechat.pay.java.service.payments.jsapi.model.PrepayWithRequestPaymentResponse;
import com.wechat.pay.java.service.payments.jsapi.model.QueryOrderByIdRequest;
import com.wechat.pay.java.service.payments.jsapi.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.wechat.pay.java.service.refund.model.Status;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** wechatpay-java 0.2.17 as a caller: it signs for real, and believes only signed answers. */
class WechatpayJavaTest {
  private static Simulator wechat;
  private static Receiver receiver;

  @BeforeAll
  static void start() throws Exception {
    wechat = Simulator.start(SimulatorOptions.forTests().withMerchants(Shops.ALL));
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

    private Config config() {
      var client = new WechatpayJava(wechat.url(), shop);
      return this == CERTIFICATE ? client.certificates() : client.publicKey();
    }

    private HttpClient http() {
      return new WechatpayJava(wechat.url(), shop).http(config());
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("JSAPI: place, call the cashier, query, be paid, query both ways")
  void jsapi(Mode mode) throws Exception {
    var service = jsapiService(mode);

    var call = service.prepayWithRequestPayment(order(mode.shop, "JSAPI001"));
    assertThat(call.getPackageVal()).startsWith("prepay_id=wx");
    assertThat(Page.calls(wechat.url(), parameters(call))).isEqualTo("ok");

    var unpaid = service.queryOrderByOutTradeNo(query(mode.shop, "JSAPI001"));
    assertThat(unpaid.getTradeState()).isEqualTo(Transaction.TradeStateEnum.NOTPAY);
    assertThat(unpaid.getAmount().getTotal()).isEqualTo(8800);
    assertThat(unpaid.getTransactionId()).isNull();
    assertThat(unpaid.getPromotionDetail()).isEmpty();

    var order =
        wechat.pay(
            new PlatformOrderKey(mode.shop.mchid(), "JSAPI001"),
            Paying.PLAIN.using(List.of(Sale.CASH, Sale.NO_CASH)));

    var paid = service.queryOrderByOutTradeNo(query(mode.shop, "JSAPI001"));
    assertThat(paid.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
    assertThat(paid.getTransactionId()).isEqualTo(order.paid().transactionId());
    assertThat(paid.getAmount().getTotal()).isEqualTo(8800);
    assertThat(paid.getAmount().getPayerTotal()).isEqualTo(8000);
    assertThat(paid.getAttach()).isEqualTo(Sale.ATTACH);
    assertThat(paid.getPayer().getOpenid()).isEqualTo(mode.shop.openid());
    assertThat(paid.getPromotionDetail()).hasSize(2);

    var byId = new QueryOrderByIdRequest();
    byId.setMchid(mode.shop.mchid());
    byId.setTransactionId(order.paid().transactionId());
    assertThat(service.queryOrderById(byId)).hasToString(paid.toString());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("JSAPI: close, after which it cannot be paid; a paid order cannot be closed")
  void close(Mode mode) {
    var service = jsapiService(mode);
    service.prepayWithRequestPayment(order(mode.shop, "CLOSE001"));
    service.prepayWithRequestPayment(order(mode.shop, "CLOSE002"));

    service.closeOrder(close(mode.shop, "CLOSE001"));
    assertThat(service.queryOrderByOutTradeNo(query(mode.shop, "CLOSE001")).getTradeState())
        .isEqualTo(Transaction.TradeStateEnum.CLOSED);

    wechat.pay("CLOSE002");
    var refusal =
        catchThrowableOfType(
            ServiceException.class, () -> service.closeOrder(close(mode.shop, "CLOSE002")));
    assertThat(refusal.getHttpStatusCode()).isEqualTo(400);
    assertThat(refusal.getErrorCode()).isEqualTo("ORDERPAID");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Native: the code_url leads to the order")
  void nativePay(Mode mode) {
    var service = new NativePayService.Builder().httpClient(mode.http()).build();
    var request = new com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest();
    var amount = new com.wechat.pay.java.service.payments.nativepay.model.Amount();
    amount.setTotal(8800);
    request.setAppid(mode.shop.appid());
    request.setMchid(mode.shop.mchid());
    request.setDescription(Sale.DESCRIPTION);
    request.setOutTradeNo("NATIVE01");
    request.setNotifyUrl(receiver.v3());
    request.setAmount(amount);

    assertThat(service.prepay(request).getCodeUrl()).startsWith("weixin://wxpay/bizpayurl");

    wechat.pay("NATIVE01");
    var query =
        new com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest();
    query.setMchid(mode.shop.mchid());
    query.setOutTradeNo("NATIVE01");
    assertThat(service.queryOrderByOutTradeNo(query).getTradeType())
        .isEqualTo(Transaction.TradeTypeEnum.NATIVE);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("App: the call is signed over the bare prepay_id")
  void app(Mode mode) {
    var service =
        new AppServiceExtension.Builder().config(mode.config()).httpClient(mode.http()).build();
    var request = new com.wechat.pay.java.service.payments.app.model.PrepayRequest();
    var amount = new com.wechat.pay.java.service.payments.app.model.Amount();
    amount.setTotal(8800);
    request.setAppid(mode.shop.appid());
    request.setMchid(mode.shop.mchid());
    request.setDescription(Sale.DESCRIPTION);
    request.setOutTradeNo("APP00001");
    request.setNotifyUrl(receiver.v3());
    request.setAmount(amount);

    var call = service.prepayWithRequestPayment(request);

    assertThat(call.getPartnerId()).isEqualTo(mode.shop.mchid());
    assertThat(call.getPackageVal()).isEqualTo("Sign=WXPay");
    assertThat(wechat.platform().prepay(call.getPrepayId()).orders())
        .containsExactly(new PlatformOrderKey(mode.shop.mchid(), "APP00001"));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("H5: the h5_url leads to the simulator")
  void h5(Mode mode) {
    var service = new H5Service.Builder().httpClient(mode.http()).build();
    var request = new com.wechat.pay.java.service.payments.h5.model.PrepayRequest();
    var amount = new com.wechat.pay.java.service.payments.h5.model.Amount();
    amount.setTotal(8800);
    var scene = new SceneInfo();
    scene.setPayerClientIp("203.0.113.7");
    var kind = new H5Info();
    kind.setType("Wap");
    scene.setH5Info(kind);
    request.setAppid(mode.shop.appid());
    request.setMchid(mode.shop.mchid());
    request.setDescription(Sale.DESCRIPTION);
    request.setOutTradeNo("H5000001");
    request.setNotifyUrl(receiver.v3());
    request.setAmount(amount);
    request.setSceneInfo(scene);

    assertThat(service.prepay(request).getH5Url())
        .startsWith(wechat.url() + "/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Partner: place, query, close for a sub-merchant")
  void partner(Mode mode) {
    var service =
        new com.wechat.pay.java.service.partnerpayments.jsapi.JsapiServiceExtension.Builder()
            .config(mode.config())
            .httpClient(mode.http())
            .build();
    var request = new com.wechat.pay.java.service.partnerpayments.jsapi.model.PrepayRequest();
    var amount = new com.wechat.pay.java.service.partnerpayments.jsapi.model.Amount();
    amount.setTotal(8800);
    var payer = new com.wechat.pay.java.service.partnerpayments.jsapi.model.Payer();
    payer.setSpOpenid(mode.shop.openid());
    request.setSpAppid(mode.shop.appid());
    request.setSpMchid(mode.shop.mchid());
    request.setSubMchid(Sale.SUB_MCHID);
    request.setDescription(Sale.DESCRIPTION);
    request.setOutTradeNo("PARTNER1");
    request.setNotifyUrl(receiver.v3());
    request.setAmount(amount);
    request.setPayer(payer);

    assertThat(service.prepayWithRequestPayment(request, mode.shop.appid()).getPackageVal())
        .startsWith("prepay_id=wx");

    wechat.pay("PARTNER1");
    var query =
        new com.wechat.pay.java.service.partnerpayments.jsapi.model.QueryOrderByOutTradeNoRequest();
    query.setSpMchid(mode.shop.mchid());
    query.setSubMchid(Sale.SUB_MCHID);
    query.setOutTradeNo("PARTNER1");
    var paid = service.queryOrderByOutTradeNo(query);
    assertThat(paid.getTradeState().name()).isEqualTo("SUCCESS");
    assertThat(paid.getSubMchid()).isEqualTo(Sale.SUB_MCHID);
    assertThat(paid.getPayer().getSpOpenid()).isEqualTo(mode.shop.openid());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Refund: ask, see it under way, see it done")
  void refund(Mode mode) {
    jsapiService(mode).prepayWithRequestPayment(order(mode.shop, "REFUND01"));
    var order =
        wechat.pay(
            new PlatformOrderKey(mode.shop.mchid(), "REFUND01"),
            Paying.PLAIN.using(List.of(Sale.CASH, Sale.NO_CASH)));
    var service = new RefundService.Builder().httpClient(mode.http()).build();

    var asked = service.create(refund("REFUND01", 4400, 8800));
    assertThat(asked.getStatus()).isEqualTo(Status.PROCESSING);
    assertThat(asked.getRefundId()).startsWith("50").hasSize(29);
    assertThat(asked.getTransactionId()).isEqualTo(order.paid().transactionId());
    assertThat(asked.getAmount().getTotal()).isEqualTo(8800);
    assertThat(asked.getAmount().getRefund()).isEqualTo(4400);
    assertThat(asked.getAmount().getPayerTotal()).isEqualTo(8000);
    assertThat(asked.getAmount().getPayerRefund()).isEqualTo(4000);
    assertThat(asked.getAmount().getDiscountRefund()).isEqualTo(400);
    assertThat(asked.getAmount().getSettlementTotal()).isEqualTo(8300);
    assertThat(asked.getAmount().getSettlementRefund()).isEqualTo(4150);
    assertThat(asked.getSuccessTime()).isNull();

    wechat.advance(Duration.ofSeconds(2));

    var done = query(service, "REFUND01-R");
    assertThat(done.getStatus()).isEqualTo(Status.SUCCESS);
    assertThat(done.getRefundId()).isEqualTo(asked.getRefundId());
    assertThat(done.getSuccessTime()).endsWith("+08:00");
    assertThat(done.getPromotionDetail()).hasSize(2);
  }

  @Test
  @DisplayName("Refund: more than was paid, or of another total, is refused")
  void refundRefused() {
    jsapiService(Mode.PUBLIC_KEY).prepayWithRequestPayment(order(Shops.PUBLIC_KEY, "REFUND01"));
    wechat.pay("REFUND01");
    var service = new RefundService.Builder().httpClient(Mode.PUBLIC_KEY.http()).build();

    assertThat(code(() -> service.create(refund("REFUND01", 8801, 8800))))
        .isEqualTo("INVALID_REQUEST");
    assertThat(code(() -> service.create(refund("REFUND01", 100, 8801))))
        .isEqualTo("INVALID_REQUEST");
    assertThat(code(() -> query(service, "NO-SUCH-REFUND"))).isEqualTo("RESOURCE_NOT_EXISTS");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Bills: the hash holds for the trade bill and the fund flow, compressed or not")
  void bills(Mode mode) throws Exception {
    jsapiService(mode).prepayWithRequestPayment(order(mode.shop, "BILLED01"));
    var order = wechat.pay("BILLED01");
    var day = order.paid().paidAt().atOffset(PlatformTime.OFFSET).toLocalDate().toString();
    wechat.advance(Duration.ofDays(2));
    var service =
        new BillDownloadServiceExtension.Builder()
            .config(mode.config())
            .httpClient(mode.http())
            .build();

    for (TarType tarType : new TarType[] {null, TarType.GZIP}) {
      var trade = new GetTradeBillRequest();
      trade.setBillDate(day);
      trade.setBillType(BillType.ALL);
      trade.setTarType(tarType);
      assertThat(verified(service.getTradeBill(trade)))
          .startsWith("交易时间,公众账号ID,商户号")
          .contains("`" + order.paid().transactionId() + ",`BILLED01,");

      var flow = new GetFundFlowBillRequest();
      flow.setBillDate(day);
      flow.setTarType(tarType);
      assertThat(verified(service.getFundFlowBill(flow)))
          .startsWith("记账时间,微信支付业务单号,资金流水单号")
          .contains("`" + order.paid().transactionId());
    }
  }

  @Test
  @DisplayName("Bills: too early is STATEMENT_CREATING, an idle day NO_STATEMENT_EXIST")
  void noBill() {
    var service =
        new BillDownloadServiceExtension.Builder()
            .config(Mode.PUBLIC_KEY.config())
            .httpClient(Mode.PUBLIC_KEY.http())
            .build();
    var today = wechat.platform().clock().now().atOffset(PlatformTime.OFFSET).toLocalDate();
    var request = new GetTradeBillRequest();

    request.setBillDate(today.toString());
    assertThat(code(() -> service.getTradeBill(request))).isEqualTo("STATEMENT_CREATING");

    request.setBillDate(today.minusDays(7).toString());
    assertThat(code(() -> service.getTradeBill(request))).isEqualTo("NO_STATEMENT_EXIST");
  }

  @Test
  @DisplayName("A merchant with the public key only cannot be set up with certificates")
  void noCertificates() {
    var client = new WechatpayJava(wechat.url(), Shops.PUBLIC_KEY);

    var refusal = catchThrowableOfType(ServiceException.class, client::certificates);

    assertThat(refusal.getHttpStatusCode()).isEqualTo(404);
    assertThat(refusal.getErrorCode()).isEqualTo("RESOURCE_NOT_EXISTS");
    assertThatThrownBy(client::bothKeys).isInstanceOf(ServiceException.class);
  }

  @Test
  @DisplayName("A request signed with a foreign key is refused, with what was to be signed")
  void wrongKey() throws Exception {
    var stranger = new WechatpayJava(wechat.url(), Shops.withForeignKey(Shops.PUBLIC_KEY));
    var service =
        new NativePayService.Builder().httpClient(stranger.http(stranger.publicKey())).build();
    var query =
        new com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest();
    query.setMchid(Shops.PUBLIC_KEY.mchid());
    query.setOutTradeNo("NATIVE01");

    var refusal =
        catchThrowableOfType(ServiceException.class, () -> service.queryOrderByOutTradeNo(query));

    assertThat(refusal.getHttpStatusCode()).isEqualTo(401);
    assertThat(refusal.getErrorCode()).isEqualTo("SIGN_ERROR");
    assertThat(refusal.getResponseBody())
        .contains("sign not match", "truncated_sign_message", "/v3/pay/transactions/out-trade-no/");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("It refuses a probe for an answer; the order has been placed all the same")
  void probedAnswer(Mode mode) {
    var service = jsapiService(mode);
    wechat.strike(Fault.of(FaultKind.PROBE_ANSWERS));

    assertThatThrownBy(() -> service.prepayWithRequestPayment(order(mode.shop, "PROBED01")))
        .isInstanceOf(ValidationException.class);
    assertThat(wechat.platform().orders()).hasSize(1);

    wechat.strike();
    assertThat(service.prepayWithRequestPayment(order(mode.shop, "PROBED01")).getPackageVal())
        .as("placing the same order again gives a prepay_id")
        .startsWith("prepay_id=wx");
    assertThat(wechat.platform().orders()).hasSize(1);
  }

  @Test
  @DisplayName("While the platform is down, it trips over the gateway's HTML; nothing was placed")
  void platformDown() {
    var service = jsapiService(Mode.PUBLIC_KEY);
    wechat.strike(Fault.of(FaultKind.PLATFORM_DOWN));

    assertThatThrownBy(() -> service.prepayWithRequestPayment(order(Shops.PUBLIC_KEY, "DOWN0001")))
        .isInstanceOf(JsonSyntaxException.class);
    assertThat(wechat.platform().orders()).isEmpty();
  }

  private static String code(ThrowingCallable call) {
    return catchThrowableOfType(ServiceException.class, call).getErrorCode();
  }

  private static JsapiServiceExtension jsapiService(Mode mode) {
    return new JsapiServiceExtension.Builder()
        .config(mode.config())
        .httpClient(mode.http())
        .build();
  }

  private static PrepayRequest order(Merchant shop, String outTradeNo) {
    var amount = new Amount();
    amount.setTotal(8800);
    amount.setCurrency("CNY");
    var payer = new Payer();
    payer.setOpenid(shop.openid());
    var request = new PrepayRequest();
    request.setAppid(shop.appid());
    request.setMchid(shop.mchid());
    request.setDescription(Sale.DESCRIPTION);
    request.setOutTradeNo(outTradeNo);
    request.setAttach(Sale.ATTACH);
    request.setNotifyUrl(receiver.v3());
    request.setAmount(amount);
    request.setPayer(payer);
    return request;
  }

  private static Map<String, String> parameters(PrepayWithRequestPaymentResponse call) {
    return Map.of(
        "appId", call.getAppId(),
        "timeStamp", call.getTimeStamp(),
        "nonceStr", call.getNonceStr(),
        "package", call.getPackageVal(),
        "signType", call.getSignType(),
        "paySign", call.getPaySign());
  }

  private static QueryOrderByOutTradeNoRequest query(Merchant shop, String outTradeNo) {
    var request = new QueryOrderByOutTradeNoRequest();
    request.setMchid(shop.mchid());
    request.setOutTradeNo(outTradeNo);
    return request;
  }

  private static CloseOrderRequest close(Merchant shop, String outTradeNo) {
    var request = new CloseOrderRequest();
    request.setMchid(shop.mchid());
    request.setOutTradeNo(outTradeNo);
    return request;
  }

  private static CreateRequest refund(String outTradeNo, long refund, long total) {
    var amount = new AmountReq();
    amount.setRefund(refund);
    amount.setTotal(total);
    amount.setCurrency("CNY");
    var request = new CreateRequest();
    request.setOutTradeNo(outTradeNo);
    request.setOutRefundNo(outTradeNo + "-R");
    request.setReason("少发一份");
    request.setNotifyUrl(receiver.v3());
    request.setAmount(amount);
    return request;
  }

  private static Refund query(RefundService service, String outRefundNo) {
    var request = new QueryByOutRefundNoRequest();
    request.setOutRefundNo(outRefundNo);
    return service.queryByOutRefundNo(request);
  }

  private static String verified(DigestBillEntity bill) throws IOException {
    try (InputStream in = bill.getInputStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(bill.verifyHash()).as("hash_value").isTrue();
      return text;
    }
  }
}
