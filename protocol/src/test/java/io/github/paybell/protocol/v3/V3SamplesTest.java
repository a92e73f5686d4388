package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class V3SamplesTest {

  @ParameterizedTest
  @MethodSource("io.github.paybell.protocol.v3.Sample#all")
  @DisplayName("FORGERY_INERT: every published sample is accepted or refused as its manifest says")
  void asTheManifestSays(Sample sample) {
    V3Result result = sample.read();
    switch (sample.expect()) {
      case "verify-ok" ->
          assertThat(result)
              .isInstanceOfAny(
                  V3Result.Payment.class,
                  V3Result.CombinedPayment.class,
                  V3Result.Refund.class,
                  V3Result.Other.class);
      case "reject-stale" -> assertThat(result).isEqualTo(refused(result, V3Result.Refusal.STALE));
      case "decrypt-fail" -> assertThat(result).isInstanceOf(V3Result.Undecryptable.class);
      default ->
          assertThat(result)
              .isInstanceOfAny(
                  V3Result.Refused.class, V3Result.Probe.class, V3Result.UnknownSerial.class);
    }
  }

  private static V3Result refused(V3Result result, V3Result.Refusal refusal) {
    assertThat(result).isInstanceOf(V3Result.Refused.class);
    return new V3Result.Refused(refusal, ((V3Result.Refused) result).reason());
  }

  @ParameterizedTest
  @CsvSource({
    "07-signature-probe, Probe",
    "07b-signature-probe-base64-legal, Probe",
    "n1-tampered-one-byte, SIGNATURE_WRONG",
    "n2-reserialised-body, SIGNATURE_WRONG",
    "n3-trailing-newline, SIGNATURE_WRONG",
    "n4-stale-timestamp, STALE",
    "n5-unknown-serial, UnknownSerial",
    "n6-signed-with-merchant-key, SIGNATURE_WRONG",
    "n7-wrong-apiv3-key, Undecryptable",
    "n8-missing-signature-header, HEADER_MISSING",
    "n9-pubkey-id-without-prefix, UnknownSerial",
  })
  @DisplayName("FORGERY_INERT: each negative sample is refused for its own reason")
  void forItsOwnReason(String name, String outcome) {
    V3Result result = Sample.named(name).read();
    String seen =
        result instanceof V3Result.Refused refused
            ? refused.refusal().name()
            : result.getClass().getSimpleName();
    assertThat(seen).isEqualTo(outcome);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a direct payment is read whole, with its coupons")
  void direct() {
    V3Result.Payment payment = (V3Result.Payment) Sample.named("01-direct-jsapi-promotion").read();
    V3Transaction it = payment.transaction();
    assertThat(payment.envelope().id()).isEqualTo("1a33241b-1c7c-595a-a163-431a09667d4d");
    assertThat(payment.envelope().createInstant()).isEqualTo(Instant.ofEpochSecond(1767225600));
    assertThat(payment.envelope().summary()).isEqualTo("支付成功");
    assertThat(it.isPartner()).isFalse();
    assertThat(it.appid()).isEqualTo("wxd678efh567hg6787");
    assertThat(it.mchid()).isEqualTo("1900000109");
    assertThat(it.outTradeNo()).isEqualTo("TV20260101000001");
    assertThat(it.transactionId()).isEqualTo("4200009999202601010000000001");
    assertThat(it.tradeType()).isEqualTo("JSAPI");
    assertThat(it.tradeState()).isEqualTo("SUCCESS");
    assertThat(it.attach()).isEqualTo("门店=深圳&备注=\"测试\"");
    assertThat(it.successInstant()).isEqualTo(Instant.ofEpochSecond(1767225598));
    assertThat(it.amount()).isEqualTo(new V3Amount(10000, "CNY", 8500L, "CNY"));
    assertThat(it.payer().openid()).isEqualTo("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
    assertThat(it.deviceId()).isEqualTo("POS1:1");
    assertThat(it.promotionDetail())
        .extracting(V3Promotion::couponId, V3Promotion::type, V3Promotion::amount)
        .containsExactly(
            tuple("109519000001", "NOCASH", 1000L), tuple("109519000002", "CASH", 500L));
    assertThat(it.promotionDetail().get(1).goodsDetail())
        .containsExactly(
            new V3GoodsDetail("SKU-1001", 2L, 3000L, 500L, "商品备注", Map.of()),
            new V3GoodsDetail("SKU-1002", 1L, 4000L, 0L, "", Map.of()));
    assertThat(it.unknownMembers()).isEmpty();
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a partner payment tells the partner from the sub-merchant")
  void partner() {
    V3Transaction it = ((V3Result.Payment) Sample.named("02-partner-jsapi").read()).transaction();
    assertThat(it.isPartner()).isTrue();
    assertThat(List.of(it.appid(), it.mchid(), it.subAppid(), it.subMchid()))
        .containsExactly("wx8888888888888888", "1230000109", "wxd678efh567hg6999", "1900000119");
    assertThat(it.payer())
        .isEqualTo(
            new V3Payer(null, "oSpSpSpSpSpSpSpSpSpSpSpSpSpS", "oSubSubSubSubSubSubSubSubSub"));
    assertThat(it.attach()).isEmpty();
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a combined payment gives each sub-order its own amounts")
  void combined() {
    V3CombinedTransaction it =
        ((V3Result.CombinedPayment) Sample.named("03-combine-jsapi").read()).transaction();
    assertThat(it.combineOutTradeNo()).isEqualTo("CB20260101000003");
    assertThat(it.subOrders())
        .extracting(V3SubOrder::mchid, V3SubOrder::outTradeNo, V3SubOrder::amount)
        .containsExactly(
            tuple("1900000109", "CB20260101000003-1", new V3Amount(1000, "CNY", 900L, "CNY")),
            tuple("1900000179", "CB20260101000003-2", new V3Amount(2000, "CNY", 2000L, "CNY")));
  }

  @Test
  @DisplayName("AMOUNT_GUARD: refunds are read with their status, direct and partner")
  void refunds() {
    V3RefundResult success = ((V3Result.Refund) Sample.named("04-refund-success").read()).refund();
    assertThat(success.refundStatus()).isEqualTo("SUCCESS");
    assertThat(success.refundId()).isEqualTo("50300009992026010100000000001");
    assertThat(
            List.of(success.total(), success.refund(), success.payerTotal(), success.payerRefund()))
        .containsExactly(10000L, 2000L, 8500L, 1700L);
    assertThat(success.successInstant()).isEqualTo(Instant.ofEpochSecond(1767226200));
    V3RefundResult abnormal =
        ((V3Result.Refund) Sample.named("05-refund-abnormal").read()).refund();
    assertThat(abnormal.refundStatus()).isEqualTo("ABNORMAL");
    assertThat(abnormal.successTime()).isNull();
    V3RefundResult closed =
        ((V3Result.Refund) Sample.named("06-partner-refund-closed").read()).refund();
    assertThat(closed.refundStatus()).isEqualTo("CLOSED");
    assertThat(closed.mchid()).isEqualTo("1230000109");
    assertThat(closed.subMchid()).isEqualTo("1900000119");
  }

  @Test
  @DisplayName("NO_LOST_ACK: an event of another product passes through with its exact plaintext")
  void otherEvent() {
    Sample sample = Sample.named("13-complaint-create");
    V3Result.Other other = (V3Result.Other) sample.read();
    assertThat(other.envelope().eventType()).isEqualTo("COMPLAINT.CREATE");
    assertThat(other.plaintext()).isEqualTo(Sample.text("plaintext/13-complaint-create.json"));
    assertThat(other.toString()).doesNotContain("complaint_id");
  }
}
