package io.github.paybell.wechat;

import static io.github.paybell.wechat.TestShop.APPID;
import static io.github.paybell.wechat.TestShop.MERCHANT;
import static io.github.paybell.wechat.TestShop.ORDER;
import static io.github.paybell.wechat.TestShop.SUB_MCHID;
import static io.github.paybell.wechat.TestShop.placement;
import static io.github.paybell.wechat.TestShop.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.calls.WechatPay.Done;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.PaymentDetails;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.wechat.TestShop.KeyMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The calls by API v3, against the simulator")
class V3CallsTest {
  private TestShop shop;
  private V3Calls calls;

  @BeforeEach
  void open() {
    shop = new TestShop();
    calls = new V3Calls(shop.url(), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static <T> T given(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Given.class);
    return Objects.requireNonNull(answer.orNull());
  }

  private static boolean signedByMerchant(String message, String signature) {
    return V3Signer.verifies(
        MERCHANT.merchantPublicKey(), message.getBytes(StandardCharsets.UTF_8), signature);
  }

  @ParameterizedTest
  @EnumSource(KeyMode.class)
  @DisplayName("A JSAPI order gives a prepay_id and pay_params that the merchant's key has signed")
  void jsapi(KeyMode mode) {
    Placed placed = given(calls.place(TestShop.account(mode), placement(TradeType.JSAPI)));

    Map<String, String> params = placed.payParams();
    assertThat(params.keySet())
        .containsExactly("appId", "timeStamp", "nonceStr", "package", "signType", "paySign");
    assertThat(params)
        .containsEntry("appId", APPID)
        .containsEntry("signType", "RSA")
        .containsEntry("package", "prepay_id=" + placed.prepayId());
    assertThat(params.get("nonceStr")).matches("[0-9A-Za-z]{32}");
    assertThat(
            signedByMerchant(
                String.join(
                    "\n",
                    APPID,
                    params.get("timeStamp"),
                    params.get("nonceStr"),
                    params.get("package"),
                    ""),
                params.get("paySign")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", SUB_MCHID})
  @DisplayName("An APP order gives what the app SDK takes, signed over the bare prepay_id")
  void app(String subMchid) {
    Placed placed =
        given(
            calls.place(
                TestShop.account(KeyMode.CERTIFICATE),
                placement(TradeType.APP, ORDER, subMchid.isEmpty() ? null : subMchid)));

    Map<String, String> params = placed.payParams();
    assertThat(params.keySet())
        .containsExactly(
            "appid", "partnerid", "prepayid", "package", "noncestr", "timestamp", "sign");
    assertThat(params)
        .containsEntry("partnerid", MERCHANT.mchid())
        .containsEntry("package", "Sign=WXPay");
    assertThat(
            signedByMerchant(
                String.join(
                    "\n",
                    APPID,
                    params.get("timestamp"),
                    params.get("noncestr"),
                    placed.prepayId(),
                    ""),
                params.get("sign")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", SUB_MCHID})
  @DisplayName("NATIVE gives a code_url and H5 an h5_url, and neither anything to sign")
  void links(String subMchid) {
    Account account = TestShop.account(KeyMode.CERTIFICATE);
    String sub = subMchid.isEmpty() ? null : subMchid;

    Placed code = given(calls.place(account, placement(TradeType.NATIVE, "ORDER0002", sub)));
    Placed page = given(calls.place(account, placement(TradeType.MWEB, "ORDER0003", sub)));

    assertThat(code.codeUrl()).startsWith("weixin://");
    assertThat(page.h5Url()).startsWith("http");
    assertThat(code).extracting(Placed::prepayId, Placed::h5Url).containsOnlyNulls();
    assertThat(page).extracting(Placed::prepayId, Placed::codeUrl).containsOnlyNulls();
    assertThat(code.payParams()).isEmpty();
    assertThat(page.payParams()).isEmpty();
  }

  @Test
  @DisplayName("What the shop wrote arrives to the letter: description, attach, notify_url, expiry")
  void arrives() {
    Instant expires = Instant.now().plusSeconds(3600);
    Placement plain = placement(TradeType.JSAPI);
    given(
        calls.place(
            TestShop.account(KeyMode.CERTIFICATE),
            new Placement(
                plain.api(),
                plain.tradeType(),
                plain.outTradeNo(),
                plain.description(),
                plain.total(),
                plain.currency(),
                plain.notifyUrl(),
                plain.appid(),
                null,
                plain.openid(),
                "203.0.113.7",
                plain.attach(),
                expires)));

    var terms = shop.wechat.platform().order(shop.key(ORDER)).terms();
    assertThat(terms.description()).isEqualTo(plain.description());
    assertThat(terms.attach()).isEqualTo(plain.attach());
    assertThat(terms.notifyUrl()).isEqualTo(plain.notifyUrl());
    assertThat(terms.openid()).isEqualTo(plain.openid());
    assertThat(terms.total()).isEqualTo(1000);
    assertThat(terms.timeExpire()).isEqualTo(Instant.ofEpochSecond(expires.getEpochSecond()));
  }

  @Test
  @DisplayName(
      "The same placement again is the same order; another one under its number is refused")
  void again() {
    Account account = TestShop.account(KeyMode.CERTIFICATE);
    given(calls.place(account, placement(TradeType.MWEB)));
    given(calls.place(account, placement(TradeType.MWEB)));

    Answer<Placed> other = calls.place(account, placement(TradeType.NATIVE));

    assertThat(other.refusedWith("INVALID_REQUEST")).isTrue();
    assertThat(shop.wechat.platform().orders()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(KeyMode.class)
  @DisplayName("A query tells an unpaid order, then the payment with all that is known of it")
  void query(KeyMode mode) {
    Account account = TestShop.account(mode);
    given(calls.place(account, placement(TradeType.JSAPI)));

    Evidence unpaid = given(calls.query(account, ORDER, null));
    assertThat(unpaid.tradeState()).isEqualTo(TradeState.NOTPAY);
    assertThat(unpaid.total()).isEqualTo(1000);
    assertThat(unpaid)
        .extracting(
            Evidence::transactionId,
            Evidence::currency,
            Evidence::payerTotal,
            Evidence::successTime,
            Evidence::refund)
        .containsOnlyNulls();

    shop.wechat.pay(
        shop.key(ORDER),
        Paying.PLAIN.using(List.of(new Coupon(Coupon.Type.CASH, "c1", "充值券", "s1", 101))));
    var payment = shop.wechat.platform().order(shop.key(ORDER)).paid();
    Evidence paid = given(calls.query(account, ORDER, null));
    assertThat(paid)
        .isEqualTo(
            Evidence.about(new OrderKey("shop", ORDER), paid.id(), Source.QUERY)
                .mchid(MERCHANT.mchid())
                .appid(APPID)
                .transactionId(payment.transactionId())
                .total(1000L)
                .currency("CNY")
                .payerTotal(899L)
                .payerCurrency("CNY")
                .successTime(paid.successTime())
                .attach("桌号=7&备注=<不要糖>")
                .payment(TradeState.SUCCESS, paid.details()));
    assertThat(paid.successTime()).endsWith("+08:00");
    assertThat(paid.details().tradeType()).isEqualTo("JSAPI");
    assertThat(paid.details().payer()).isEqualTo(new PaymentDetails.Payer(TestShop.OPENID, null));
    assertThat(paid.details().promotionDetail())
        .extracting(
            PaymentDetails.Promotion::couponId,
            PaymentDetails.Promotion::name,
            PaymentDetails.Promotion::type,
            PaymentDetails.Promotion::amount)
        .containsExactly(tuple("c1", "充值券", "CASH", 101L));
  }

  @Test
  @DisplayName("HEALED: a number with signs that a path must escape is asked about as it is")
  void oddNumber() {
    Account account = TestShop.account(KeyMode.CERTIFICATE);
    given(calls.place(account, placement(TradeType.JSAPI, "ORDER|0*1-_", null)));

    assertThat(given(calls.query(account, "ORDER|0*1-_", null)).tradeState())
        .isEqualTo(TradeState.NOTPAY);
    assertThat(given(calls.close(account, "ORDER|0*1-_", null))).isEqualTo(Done.DONE);
  }

  @Test
  @DisplayName("A partner's order is placed, asked about, closed and refunded under its sub_mchid")
  void partner() {
    Account account = TestShop.account(KeyMode.CERTIFICATE);
    given(calls.place(account, placement(TradeType.JSAPI, "ORDER0002", SUB_MCHID)));
    assertThat(given(calls.close(account, "ORDER0002", SUB_MCHID))).isEqualTo(Done.DONE);
    given(calls.place(account, placement(TradeType.JSAPI, ORDER, SUB_MCHID)));
    String transactionId = shop.pay(ORDER);

    Evidence paid = given(calls.query(account, ORDER, SUB_MCHID));
    assertThat(paid.mchid()).isEqualTo(MERCHANT.mchid());
    assertThat(paid.appid()).isEqualTo(APPID);
    assertThat(paid.subMchid()).isEqualTo(SUB_MCHID);
    assertThat(paid.tradeState()).isEqualTo(TradeState.SUCCESS);
    Evidence refunded = given(calls.refund(account, refund(transactionId, 400, SUB_MCHID)));
    assertThat(refunded.subMchid()).isEqualTo(SUB_MCHID);
    assertThat(given(calls.queryRefund(account, ORDER, "REFUND@1", SUB_MCHID)).refund())
        .isEqualTo(refunded.refund());

    assertThat(calls.query(account, ORDER, null).refusedWith("ORDERNOTEXIST")).isTrue();
    assertThat(calls.close(account, ORDER, SUB_MCHID).refusedWith("ORDERPAID")).isTrue();
  }

  @Test
  @DisplayName("Numbers with every character that WeChat Pay allows survive path and signature")
  void strangeNumbers() {
    Account account = TestShop.account(KeyMode.CERTIFICATE);
    String number = "a_B-1|2*3";
    given(calls.place(account, placement(TradeType.NATIVE, number, null)));

    assertThat(given(calls.query(account, number, null)).outTradeNo()).isEqualTo(number);
    assertThat(given(calls.close(account, number, null))).isEqualTo(Done.DONE);
  }

  @Test
  @DisplayName("Closing is done twice as once; a paid order is refused with ORDERPAID")
  void closing() {
    Account account = TestShop.account(KeyMode.PUBLIC_KEY);
    given(calls.place(account, placement(TradeType.JSAPI)));
    assertThat(given(calls.close(account, ORDER, null))).isEqualTo(Done.DONE);
    assertThat(given(calls.close(account, ORDER, null))).isEqualTo(Done.DONE);
    assertThat(given(calls.query(account, ORDER, null)).tradeState()).isEqualTo(TradeState.CLOSED);
    assertThat(calls.place(account, placement(TradeType.JSAPI)).refusedWith("ORDERCLOSED"))
        .isTrue();

    given(calls.place(account, placement(TradeType.JSAPI, "ORDER0002", null)));
    shop.pay("ORDER0002");
    assertThat(calls.close(account, "ORDER0002", null).refusedWith("ORDERPAID")).isTrue();
  }

  @ParameterizedTest(name = "{0} of {1} fen: {2} of 1000 back gives {3} to the payer, {4} from us")
  @CsvSource({
    "CASH, 101, 500, 449, 500",
    "NO_CASH, 50, 500, 475, 475",
    "CASH, 101, 1000, 899, 1000",
    "NO_CASH, 50, 1000, 950, 950",
    "CASH, 1, 1, 0, 1"
  })
  @DisplayName("A refund with coupons is told to the fen: payer_refund and settlement_refund")
  void coupons(Coupon.Type type, long fee, long refund, long payerRefund, long settlementRefund) {
    Account account = TestShop.account(KeyMode.CERTIFICATE);
    given(calls.place(account, placement(TradeType.JSAPI)));
    shop.wechat.pay(
        shop.key(ORDER), Paying.PLAIN.using(List.of(new Coupon(type, "c1", "券", "s1", fee))));
    String transactionId = shop.wechat.platform().order(shop.key(ORDER)).paid().transactionId();

    RefundFacts facts = given(calls.refund(account, refund(transactionId, refund, null))).refund();

    assertThat(facts.amount()).isEqualTo(refund);
    assertThat(facts.payerRefund()).isEqualTo(payerRefund);
    assertThat(facts.settlementRefund()).isEqualTo(settlementRefund);
  }

  @ParameterizedTest
  @EnumSource(KeyMode.class)
  @DisplayName("A refund is accepted as PROCESSING; the same again is the same; then it succeeds")
  void refunding(KeyMode mode) {
    Account account = TestShop.account(mode);
    given(calls.place(account, placement(TradeType.JSAPI)));
    String transactionId = shop.pay(ORDER);

    Evidence fresh = given(calls.refund(account, refund(transactionId, 400, null)));
    assertThat(fresh.refund().status()).isEqualTo(RefundStatus.PROCESSING);
    assertThat(fresh.successTime()).isNull();
    assertThat(given(calls.refund(account, refund(transactionId, 400, null))).refund())
        .isEqualTo(fresh.refund());
    assertThat(calls.refund(account, refund(transactionId, 401, null)))
        .isInstanceOf(Answer.Refused.class);

    shop.wechat.advance(Duration.ofSeconds(3));
    Evidence done = given(calls.queryRefund(account, ORDER, "REFUND@1", null));
    assertThat(done)
        .isEqualTo(
            Evidence.about(new OrderKey("shop", ORDER), done.id(), Source.QUERY)
                .mchid(MERCHANT.mchid())
                .transactionId(transactionId)
                .total(1000L)
                .currency("CNY")
                .successTime(done.successTime())
                .refund(
                    new RefundFacts(
                        "REFUND@1",
                        fresh.refund().refundId(),
                        RefundStatus.SUCCESS,
                        400,
                        400L,
                        400L)));
    assertThat(done.successTime()).endsWith("+08:00");
    assertThat(given(calls.query(account, ORDER, null)).tradeState()).isEqualTo(TradeState.REFUND);
  }

  @Test
  @DisplayName("What WeChat Pay does not know is refused with its own code")
  void unknown() {
    Account account = TestShop.account(KeyMode.CERTIFICATE);

    assertThat(calls.query(account, ORDER, null).refusedWith("ORDERNOTEXIST")).isTrue();
    assertThat(calls.close(account, ORDER, null).refusedWith("ORDERNOTEXIST")).isTrue();
    assertThat(
            calls.queryRefund(account, ORDER, "REFUND@1", null).refusedWith("RESOURCE_NOT_EXISTS"))
        .isTrue();
    assertThat(calls.refund(account, refund("4200000000202601010000000001", 1, null)))
        .isInstanceOf(Answer.Refused.class);
  }

  @Test
  @DisplayName("An account that lacks a key makes no call and says which setting is missing")
  void unable() {
    Account noMerchantKey = TestShop.account(null, TestShop.ring(MERCHANT.apiV3Key()));
    Account noRing = TestShop.account(TestShop.merchantKey(), null);
    Account noPlatformKey =
        TestShop.account(TestShop.merchantKey(), TestShop.ring(MERCHANT.apiV3Key()));

    assertThat(reason(calls.certificates(noMerchantKey)))
        .contains("paybell.accounts.shop.v3.merchant-private-key");
    assertThat(reason(calls.query(noRing, ORDER, null)))
        .contains("paybell.accounts.shop.v3.api-v3-key");
    assertThat(reason(calls.query(noPlatformKey, ORDER, null)))
        .contains("paybell.accounts.shop.v3.platform-keys");
    assertThat(shop.wechat.journal().entries()).isEmpty();
  }

  private static String reason(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Unable.class);
    return ((Answer.Unable<?>) answer).reason();
  }
}
