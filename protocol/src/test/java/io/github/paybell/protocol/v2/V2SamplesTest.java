package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.Samples;
import io.github.paybell.protocol.Samples.V2Sample;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample behaves as the manifest says. */
class V2SamplesTest {
  private static final V2Key MERCHANT = V2Key.of(Samples.V2_MERCHANT_KEY);
  private static final V2Key PROVIDER = V2Key.of(Samples.V2_PROVIDER_KEY);

  private final V2Notifications notifications = new V2Notifications();

  static Stream<V2Sample> valid() {
    return Samples.v2().stream().filter(s -> s.expect().equals("VALID"));
  }

  static Stream<V2Sample> hostile() {
    return Samples.v2().stream()
        .filter(s -> List.of("INVALID", "REJECT", "REJECT-BEFORE-PARSE").contains(s.expect()));
  }

  @ParameterizedTest
  @MethodSource("valid")
  @DisplayName("FORGERY_INERT: a sample that is validly signed is proved, by the right key")
  void validSamples(V2Sample sample) {
    V2Result result = notifications.read(sample.bytes(), List.of(PROVIDER, MERCHANT));

    assertThat(result).isInstanceOf(V2Result.Payment.class);
    V2Result.Payment payment = (V2Result.Payment) result;
    assertThat(payment.signType().wireName()).isEqualTo(sample.alg());
    assertThat(payment.keyIndex()).isEqualTo(sample.key().equals("provider") ? 0 : 1);
    assertThat(AmountRelations.findings(payment.payment())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("valid")
  @DisplayName("FORGERY_INERT: the fields give the string to sign and the sign of the manifest")
  void stringToSign(V2Sample sample) {
    FieldTable table = new FieldTable();
    assertThat(table.read(sample.bytes())).isTrue();
    V2Key key = sample.key().equals("provider") ? PROVIDER : MERCHANT;
    SignType type = sample.alg().equals("MD5") ? SignType.MD5 : SignType.HMAC_SHA256;

    assertThat(V2Messages.sign(table.toMap(), type, key)).isEqualTo(sample.sign());
  }

  @ParameterizedTest
  @MethodSource("valid")
  @DisplayName("FORGERY_INERT: a valid sample proves nothing under another key")
  void otherKey(V2Sample sample) {
    V2Key other = sample.key().equals("provider") ? MERCHANT : PROVIDER;

    assertThat(refusal(notifications.read(sample.bytes(), List.of(other))))
        .isEqualTo(V2Result.Refusal.SIGN_WRONG);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  @DisplayName("FORGERY_INERT: a hostile sample is refused for its own reason")
  void hostileSamples(V2Sample sample) {
    V2Result result = notifications.read(sample.bytes(), List.of(MERCHANT, PROVIDER));

    assertThat(refusal(result))
        .isEqualTo(
            switch (sample.file().substring(0, 2)) {
              case "12", "17" -> V2Result.Refusal.SIGN_WRONG;
              case "13", "14" -> V2Result.Refusal.SIGN_MISSING;
              case "15", "16" -> V2Result.Refusal.MALFORMED;
              default -> throw new AssertionError("a sample nobody thought of: " + sample);
            });
  }

  @Test
  @DisplayName("FORGERY_INERT: the DOCTYPE and the repeated element are named with their place")
  void positions() {
    V2Result.Refused doctype = refused("15-neg-doctype-entity.xml");
    assertThat(doctype.reason()).contains("DOCTYPE");
    assertThat(doctype.position())
        .isEqualTo(Samples.text("v2/15-neg-doctype-entity.xml").indexOf("<!DOCTYPE"));
    V2Result.Refused repeated = refused("16-neg-duplicate-element.xml");
    assertThat(repeated.reason()).contains("repeated");
    assertThat(repeated.position())
        .isEqualTo(Samples.text("v2/16-neg-duplicate-element.xml").lastIndexOf("<total_fee>"));
  }

  @Test
  @DisplayName("FORGERY_INERT: return_code=FAIL without a sign is an unsigned failure")
  void unsignedFailure() {
    assertThat(refused("08-return-fail-unsigned.xml").refusal())
        .isEqualTo(V2Result.Refusal.UNSIGNED_FAILURE);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: amounts, coupons and time of the couponed sample are typed")
  void coupons() {
    V2Payment payment = payment("02-coupons-cash-and-nocash-md5.xml");

    assertThat(payment.paid()).isTrue();
    assertThat(payment.totalFee()).isEqualTo(10000);
    assertThat(payment.cashFee()).isEqualTo(9200L);
    assertThat(payment.couponFee()).isEqualTo(800);
    assertThat(payment.couponCount()).isEqualTo(2);
    assertThat(payment.settlementTotalFee()).isEqualTo(9500);
    assertThat(payment.coupons())
        .containsExactly(
            new V2Coupon(0, "CASH", "10000000000000000001", 300L),
            new V2Coupon(1, "NO_CASH", "10000000000000000002", 500L));
    assertThat(payment.timeEnd()).isEqualTo("20260105101500");
    assertThat(payment.successTime()).isEqualTo(Instant.parse("2026-01-05T02:15:00Z"));
    assertThat(payment.unknownFields()).isEmpty();
  }

  @Test
  @DisplayName("AMOUNT_GUARD: partner mode gives the provider's and the shop's numbers")
  void partner() {
    V2Payment payment = payment("06-service-provider-md5.xml");

    assertThat(payment.mchId()).isEqualTo("1999999801");
    assertThat(payment.subMchId()).isEqualTo("1999999902");
    assertThat(payment.subAppid()).isEqualTo("wxtest0000000sub01");
    assertThat(payment.subIsSubscribe()).isEqualTo("Y");
  }

  @Test
  @DisplayName("AMOUNT_GUARD: result_code=FAIL is genuine, typed, and no money")
  void resultFail() {
    V2Payment payment = payment("07-result-fail-md5.xml");

    assertThat(payment.paid()).isFalse();
    assertThat(payment.errCode()).isEqualTo("SYSTEMERROR");
    assertThat(payment.errCodeDes()).isEqualTo("系统错误");
  }

  @Test
  @DisplayName("FORGERY_INERT: CDATA and entities give the same facts; unknown fields are kept")
  void sameFacts() {
    V2Payment cdata = payment("09-unknown-fields-nonascii-md5.xml");
    V2Payment entities = payment("10-same-as-09-entities.xml");

    assertThat(entities).isEqualTo(cdata);
    assertThat(cdata.attach()).isEqualTo("门店=深圳&桌号<7>\"甲\"'乙'🧧 100%+x");
    assertThat(cdata.promotionDetail()).startsWith("{\"promotion_detail\":[").contains("a<b & c");
    assertThat(cdata.unknownFields())
        .containsOnlyKeys("Zz_future_flag", "attach2", "attach_ext", "future_empty", "future_zero")
        .containsEntry("future_zero", "0")
        .containsEntry("future_empty", "");
  }

  @Test
  @DisplayName("FORGERY_INERT: the refund sample decrypts to its plain text and is typed")
  void refund() {
    byte[] body = Samples.bytes("v2/11-refund-notify.xml");

    V2Result result = notifications.read(body, List.of(PROVIDER, MERCHANT));

    assertThat(result).isInstanceOf(V2Result.Refund.class);
    assertThat(((V2Result.Refund) result).keyIndex()).isEqualTo(1);
    V2RefundResult refund = ((V2Result.Refund) result).refund();
    assertThat(refund.refundId()).isEqualTo("50300009012026010500000000001");
    assertThat(refund.outRefundNo()).isEqualTo("SIMR20260105000002");
    assertThat(refund.totalFee()).isEqualTo(10000);
    assertThat(refund.refundFee()).isEqualTo(5000);
    assertThat(refund.settlementRefundFee()).isEqualTo(4750);
    assertThat(refund.refundRecvAccout()).isEqualTo("招商银行信用卡0403");
    assertThat(refund.refundStatus()).isEqualTo("SUCCESS");
    assertThat(refund.succeededAt()).contains(Instant.parse("2026-01-06T01:12:25Z"));
    assertThat(refund.unknownFields()).isEmpty();
    FieldTable outer = new FieldTable();
    assertThat(outer.read(body)).isTrue();
    assertThat(new RefundCipher().decrypt(outer.toMap().get("req_info"), MERCHANT))
        .isEqualTo(Samples.bytes("v2/11-refund-notify-inner-plaintext.xml"));
  }

  @Test
  @DisplayName("FORGERY_INERT: a refund that no key decrypts is refused as undecryptable")
  void refundOfAnother() {
    V2Result result =
        notifications.read(Samples.bytes("v2/11-refund-notify.xml"), List.of(PROVIDER));

    assertThat(refusal(result)).isEqualTo(V2Result.Refusal.UNDECRYPTABLE);
  }

  @Test
  @DisplayName("FORGERY_INERT: without a key nothing is proved")
  void noKey() {
    assertThat(refusal(notifications.read(Samples.bytes("v2/01-plain-md5.xml"), List.of())))
        .isEqualTo(V2Result.Refusal.NO_KEY);
  }

  @Test
  @DisplayName("SILENT_SECRETS: no text made of a message shows openid, attach or account")
  void silent() {
    for (V2Sample sample : Samples.v2()) {
      String text = notifications.read(sample.bytes(), List.of(PROVIDER, MERCHANT)).toString();
      assertThat(text).doesNotContain("oTEST", "store-17", "深圳", "招商银行", "尾巴", "早鸟", "TestKey");
    }
    assertThat(MERCHANT.toString()).doesNotContain("Test");
  }

  @Test
  @DisplayName("ACK_AFTER_COMMIT: replies are the bytes that WeChat Pay wants")
  void replies() {
    assertThat(V2Reply.success()).isEqualTo(Samples.bytes("v2/reply-success.xml"));
    assertThat(V2Reply.fail("SIGNERROR")).isEqualTo(Samples.bytes("v2/reply-fail.xml"));
    assertThat(new String(V2Reply.fail("签名错误]]>\n" + "🧧".repeat(100)), StandardCharsets.UTF_8))
        .isEqualTo(
            "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[签名错误]] > "
                + "🧧".repeat(55)
                + "]]></return_msg></xml>");
  }

  private V2Payment payment(String file) {
    V2Result result = notifications.read(Samples.bytes("v2/" + file), List.of(MERCHANT, PROVIDER));
    assertThat(result).isInstanceOf(V2Result.Payment.class);
    return ((V2Result.Payment) result).payment();
  }

  private V2Result.Refused refused(String file) {
    V2Result result = notifications.read(Samples.bytes("v2/" + file), List.of(MERCHANT));
    assertThat(result).isInstanceOf(V2Result.Refused.class);
    return (V2Result.Refused) result;
  }

  private static V2Result.Refusal refusal(V2Result result) {
    assertThat(result).isInstanceOf(V2Result.Refused.class);
    return ((V2Result.Refused) result).refusal();
  }
}
