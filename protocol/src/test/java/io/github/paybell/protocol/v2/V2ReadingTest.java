package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From bytes to an outcome: which algorithm, which key, which facts. */
class V2ReadingTest {
  private static final V2Key KEY = V2Key.of("0123456789abcdef0123456789ABCDEF");
  private static final V2Key OLD = V2Key.of("old-old-old-old-old-old-old-old-");

  private final V2Notifications notifications = new V2Notifications();

  @ParameterizedTest
  @EnumSource(SignType.class)
  @DisplayName("FORGERY_INERT: the algorithm is that of sign_type, or of the length of sign")
  void algorithms(SignType signType) {
    Map<String, String> without = payment();
    Map<String, String> with = payment();
    with.put("sign_type", signType.wireName());
    Map<String, String> empty = payment();
    empty.put("sign_type", "");

    for (Map<String, String> fields : List.of(without, with, empty)) {
      V2Result result = read(V2Messages.signed(fields, signType, KEY));
      assertThat(result).isInstanceOf(V2Result.Payment.class);
      assertThat(((V2Result.Payment) result).signType()).isEqualTo(signType);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, HMAC-SHA256, SIGN_WRONG",
    "HMAC_SHA256, MD5, SIGN_WRONG",
    "MD5, SHA256, SIGN_TYPE_UNKNOWN",
    "MD5, md5, SIGN_TYPE_UNKNOWN",
    "HMAC_SHA256, HMAC-SHA256x, SIGN_TYPE_UNKNOWN",
    "HMAC_SHA256, RSA, SIGN_TYPE_UNKNOWN"
  })
  @DisplayName("FORGERY_INERT: a sign_type that is unknown or does not fit the sign is refused")
  void signTypeMustFit(SignType signed, String stated, V2Result.Refusal refusal) {
    Map<String, String> fields = payment();
    fields.put("sign_type", stated);

    assertThat(refused(read(V2Messages.signed(fields, signed, KEY))).refusal()).isEqualTo(refusal);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 33, 63, 65, 128})
  @DisplayName("FORGERY_INERT: a sign of any other length is refused")
  void otherLengths(int length) {
    Map<String, String> fields = payment();
    String sign = V2Messages.sign(fields, SignType.HMAC_SHA256, KEY).repeat(2);
    fields.put("sign", sign.substring(0, length));

    assertThat(refused(read(fields)).refusal()).isEqualTo(V2Result.Refusal.SIGN_WRONG);
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  @DisplayName("FORGERY_INERT: a lower-case sign is refused, unless it was asked for")
  void signCase(SignType signType) {
    Map<String, String> fields = V2Messages.signed(payment(), signType, KEY);
    fields.compute("sign", (name, sign) -> sign.toLowerCase(Locale.ROOT));
    byte[] body = V2Messages.payment(fields, V2Form.captured());

    assertThat(refused(notifications.read(body, List.of(KEY))).refusal())
        .isEqualTo(V2Result.Refusal.SIGN_WRONG);
    assertThat(V2Notifications.accepting(SignCase.ANY).read(body, List.of(KEY)))
        .isInstanceOf(V2Result.Payment.class);
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  @DisplayName("FORGERY_INERT: during a rotation each key is tried, in order")
  void rotation(SignType signType) {
    byte[] withOld =
        V2Messages.payment(V2Messages.signed(payment(), signType, OLD), V2Form.captured());

    V2Result result = notifications.read(withOld, List.of(KEY, OLD));

    assertThat(((V2Result.Payment) result).keyIndex()).isEqualTo(1);
    assertThat(refused(notifications.read(withOld, List.of(KEY))).refusal())
        .isEqualTo(V2Result.Refusal.SIGN_WRONG);
  }

  @Test
  @DisplayName("FORGERY_INERT: the last sign's bytes do not help the next message")
  void noMemory() {
    byte[] good =
        V2Messages.payment(V2Messages.signed(payment(), SignType.MD5, KEY), V2Form.captured());
    Map<String, String> fields = V2Messages.signed(payment(), SignType.MD5, KEY);
    fields.put("total_fee", "1");
    byte[] bad = V2Messages.payment(fields, V2Form.captured());
    for (int i = 0; i < 3; i++) {
      assertThat(notifications.read(good, List.of(KEY))).isInstanceOf(V2Result.Payment.class);
      assertThat(notifications.read(bad, List.of(KEY))).isInstanceOf(V2Result.Refused.class);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: a signed message that names no payment is something else")
  void other() {
    Map<String, String> fields = payment();
    for (String name : List.of("transaction_id", "out_trade_no", "total_fee")) {
      fields.remove(name);
    }
    fields.put("contract_id", "C1");

    V2Result result = read(V2Messages.signed(fields, SignType.MD5, KEY));

    assertThat(result).isInstanceOf(V2Result.Other.class);
    assertThat(((V2Result.Other) result).fields())
        .containsEntry("contract_id", "C1")
        .containsKey("sign");
  }

  @ParameterizedTest
  @CsvSource({
    "total_fee,88.00",
    "total_fee,-1",
    "total_fee,+1",
    "total_fee,''",
    "total_fee,１２",
    "total_fee,9223372036854775808",
    "total_fee,1e3",
    "transaction_id,''",
    "out_trade_no,''",
    "return_code,MAYBE",
    "result_code,MAYBE",
    "result_code,''",
    "mch_id,''"
  })
  @DisplayName("AMOUNT_GUARD: a claim of payment that lacks what decides is not understood")
  void notUnderstood(String name, String value) {
    Map<String, String> fields = payment();
    fields.put(name, value);

    V2Result result = read(V2Messages.signed(fields, SignType.MD5, KEY));

    assertThat(result).isInstanceOf(V2Result.NotUnderstood.class);
    assertThat(((V2Result.NotUnderstood) result).member()).isEqualTo(name);
    assertThat(((V2Result.NotUnderstood) result).reason()).startsWith(name);
    assertThat(((V2Result.NotUnderstood) result).fields()).containsEntry(name, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"combine_out_trade_no", "sub_order_list"})
  @DisplayName("NO_LOST_ACK: a combined payment, which v2 does not document, never passes for read")
  void combined(String name) {
    V2Result result =
        read(V2Messages.signed(Map.of("result_code", "SUCCESS", name, "x"), SignType.MD5, KEY));
    assertThat(result)
        .isInstanceOfSatisfying(
            V2Result.NotUnderstood.class, it -> assertThat(it.member()).isEqualTo(name));
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS,SUCCESS,,SUCCESS,true",
    "SUCCESS,SUCCESS,SUCCESS,SUCCESS,true",
    "SUCCESS,SUCCESS,REFUND,REFUND,true",
    ",SUCCESS,,SUCCESS,true",
    "SUCCESS,,REFUND,REFUND,true",
    "FAIL,SUCCESS,SUCCESS,FAIL,false",
    "SUCCESS,FAIL,SUCCESS,FAIL,false",
    "SUCCESS,SUCCESS,ACCEPT,ACCEPT,false",
    "SUCCESS,SUCCESS,PAY_FAIL,PAY_FAIL,false",
  })
  @DisplayName("AMOUNT_GUARD: return_code, result_code, trade_state: the first that is not SUCCESS")
  void state(String returnCode, String resultCode, String tradeState, String state, boolean paid) {
    Map<String, String> fields = payment();
    fields.put("return_code", returnCode == null ? "" : returnCode);
    fields.put("result_code", resultCode == null ? "" : resultCode);
    fields.put("trade_state", tradeState == null ? "" : tradeState);

    V2Payment payment = typed(fields);

    assertThat(payment.state()).isEqualTo(state);
    assertThat(payment.paid()).isEqualTo(paid);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a failure without a payment's facts is something else, not an error")
  void failureWithoutFacts() {
    Map<String, String> fields = payment();
    fields.put("result_code", "FAIL");
    fields.remove("total_fee");

    assertThat(read(V2Messages.signed(fields, SignType.MD5, KEY)))
        .isInstanceOf(V2Result.Other.class);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a failed contract deduction is no money, whatever result_code says")
  void payFail() {
    Map<String, String> fields = payment();
    fields.put("trade_state", "PAY_FAIL");

    V2Payment payment = typed(fields);

    assertThat(payment.resultCode()).isEqualTo("SUCCESS");
    assertThat(payment.paid()).isFalse();
  }

  @Test
  @DisplayName("AMOUNT_GUARD: any number of coupons is typed, in the order of their numbers")
  void coupons() {
    Map<String, String> fields = payment();
    for (int i = 0; i < 40; i++) {
      fields.put("coupon_fee_" + i, Integer.toString(i));
      fields.put("coupon_id_" + i, "id" + i);
    }
    fields.put("coupon_type", "CASH");
    fields.put("coupon_id_007", "leading zero");
    fields.put("coupon_fee_41", "4.5");
    fields.put("coupon_id_42", "");

    V2Payment payment = typed(fields);

    assertThat(payment.coupons()).hasSize(41);
    for (int i = 0; i < 40; i++) {
      assertThat(payment.coupons().get(i)).isEqualTo(new V2Coupon(i, null, "id" + i, (long) i));
    }
    assertThat(payment.coupons().get(40)).isEqualTo(new V2Coupon(41, null, null, null));
    assertThat(payment.unknownFields())
        .containsOnly(
            Map.entry("coupon_type", "CASH"),
            Map.entry("coupon_id_007", "leading zero"),
            Map.entry("coupon_fee_41", "4.5"),
            Map.entry("coupon_id_42", ""));
  }

  @Test
  @DisplayName("AMOUNT_GUARD: contradicting amounts are reported and refuse nothing")
  void findings() {
    Map<String, String> fields = payment();
    fields.put("total_fee", "100");
    fields.put("cash_fee", "95");
    fields.put("coupon_fee", "200");
    fields.put("coupon_count", "3");
    fields.put("coupon_fee_0", "1");
    fields.put("coupon_type_0", "NO_CASH");
    fields.put("settlement_total_fee", "90");

    assertThat(AmountRelations.findings(typed(fields)))
        .containsExactly(
            "coupon_count is 3, but coupons named: 1",
            "coupon_fee is 200, but the coupons add up to 1",
            "coupon_fee 200 is more than total_fee 100",
            "cash_fee is 95, but total_fee - coupon_fee is -100",
            "settlement_total_fee is 90, but total_fee less the NO_CASH coupons is 99");
  }

  @Test
  @DisplayName(
      "AMOUNT_GUARD: the captured coupon message of 2021 and two currencies are no findings")
  void noFindings() {
    Map<String, String> captured = payment();
    captured.putAll(
        Map.of(
            "total_fee", "32900", "cash_fee", "32400", "coupon_fee", "500", "coupon_count", "1"));
    captured.putAll(Map.of("coupon_id_0", "1", "coupon_fee_0", "500"));
    Map<String, String> foreign = payment();
    foreign.putAll(Map.of("fee_type", "USD", "total_fee", "100", "cash_fee", "712"));
    foreign.put("cash_fee_type", "CNY");

    assertThat(AmountRelations.findings(typed(captured))).isEmpty();
    assertThat(AmountRelations.findings(typed(foreign))).isEmpty();
    assertThat(typed(foreign).feeType()).isEqualTo("USD");
  }

  @Test
  @DisplayName("AMOUNT_GUARD: time_end is Beijing time; a missing fee_type is CNY")
  void time() {
    Map<String, String> fields = payment();
    fields.put("time_end", "20260101000000");

    V2Payment payment = typed(fields);

    assertThat(payment.successTime()).isEqualTo(Instant.parse("2025-12-31T16:00:00Z"));
    assertThat(payment.feeType()).isEqualTo("CNY");
  }

  @Test
  @DisplayName("FORGERY_INERT: a refund result far longer than documented is decrypted, by any key")
  void refund() {
    SortedMap<String, String> inner = refundInfo();
    inner.put("future_field", "门店".repeat(1000));

    V2Result result = notifications.read(refund(inner, OLD), List.of(KEY, OLD));

    assertThat(result).isInstanceOf(V2Result.Refund.class);
    V2RefundResult refund = ((V2Result.Refund) result).refund();
    assertThat(((V2Result.Refund) result).keyIndex()).isEqualTo(1);
    assertThat(refund.unknownFields()).containsOnlyKeys("future_field");
    assertThat(refund.mchId()).isEqualTo("1999999901");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refund_id", "out_refund_no", "refund_fee", "refund_status"})
  @DisplayName("AMOUNT_GUARD: a decrypted refund without a fact is not understood, fields kept")
  void refundNotUnderstood(String missing) {
    SortedMap<String, String> inner = refundInfo();
    inner.remove(missing);

    V2Result result = notifications.read(refund(inner, KEY), List.of(KEY));

    assertThat(result).isInstanceOf(V2Result.NotUnderstood.class);
    assertThat(((V2Result.NotUnderstood) result).reason()).startsWith(missing);
    assertThat(((V2Result.NotUnderstood) result).fields())
        .containsEntry("mch_id", "1999999901")
        .containsEntry("out_trade_no", "SIM20260105000002")
        .doesNotContainKey("req_info");
  }

  @Test
  @DisplayName("NO_LOST_ACK: Base64 with line breaks is decrypted like any other")
  void lineBreaks() {
    String reqInfo = V2Messages.encryptRefundInfo(V2Messages.refundInfo(refundInfo()), KEY);
    byte[] body =
        V2Messages.refund(Map.of("mch_id", "1"), reqInfo.replaceAll("(.{64})", "$1\r\n") + "\n");

    assertThat(notifications.read(body, List.of(KEY))).isInstanceOf(V2Result.Refund.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA=="})
  @DisplayName("FORGERY_INERT: a req_info that is no ciphertext of ours is undecryptable")
  void undecryptable(String reqInfo) {
    byte[] body = V2Messages.refund(Map.of("appid", "wx", "mch_id", "1"), reqInfo);

    assertThat(refused(notifications.read(body, List.of(KEY))).refusal())
        .isEqualTo(V2Result.Refusal.UNDECRYPTABLE);
  }

  @Test
  @DisplayName("FORGERY_INERT: decrypted bytes that are hostile XML are refused like any other")
  void hostileRefund() {
    byte[] inner =
        "<!DOCTYPE root [<!ENTITY x SYSTEM \"file:///x\">]><root><a>&x;</a></root>"
            .getBytes(StandardCharsets.UTF_8);
    byte[] body =
        V2Messages.refund(
            Map.of("appid", "wx", "mch_id", "1"), V2Messages.encryptRefundInfo(inner, KEY));

    assertThat(refused(notifications.read(body, List.of(KEY))).refusal())
        .isEqualTo(V2Result.Refusal.UNDECRYPTABLE);
  }

  @Test
  @DisplayName("FORGERY_INERT: a sign beside req_info must fit, though none is expected")
  void signedRefund() {
    Map<String, String> outer = new LinkedHashMap<>();
    outer.put("return_code", "SUCCESS");
    outer.put("appid", "wx");
    outer.put("mch_id", "1");
    outer.put("req_info", V2Messages.encryptRefundInfo(V2Messages.refundInfo(refundInfo()), KEY));

    assertThat(read(V2Messages.signed(outer, SignType.MD5, KEY)))
        .isInstanceOf(V2Result.Refund.class);
    outer.put("sign", "0".repeat(32));
    assertThat(refused(read(outer)).refusal()).isEqualTo(V2Result.Refusal.SIGN_WRONG);
  }

  @Test
  @DisplayName("FORGERY_INERT: match calls the function that fits")
  void match() {
    for (V2Result result :
        List.of(
            read(V2Messages.signed(payment(), SignType.MD5, KEY)),
            notifications.read(refund(refundInfo(), KEY), List.of(KEY)),
            read(V2Messages.signed(Map.of("a", "1"), SignType.MD5, KEY)),
            new V2Result.NotUnderstood("x", "x is missing", new TreeMap<>(), 0),
            read(Map.of("a", "1")))) {
      String name =
          result.match(
              payment -> "Payment",
              refund -> "Refund",
              other -> "Other",
              notUnderstood -> "NotUnderstood",
              refused -> "Refused");
      assertThat(result.getClass().getSimpleName()).isEqualTo(name);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: one façade serves many threads, each with its own verdict")
  void threads() throws Exception {
    byte[] good =
        V2Messages.payment(V2Messages.signed(payment(), SignType.MD5, KEY), V2Form.captured());
    byte[] bad =
        V2Messages.payment(V2Messages.signed(payment(), SignType.MD5, OLD), V2Form.captured());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] body = i % 2 == 0 ? good : bad;
        Class<?> expected = i % 2 == 0 ? V2Result.Payment.class : V2Result.Refused.class;
        work.add(
            () ->
                IntStream.range(0, 2000)
                    .allMatch(n -> expected.isInstance(notifications.read(body, List.of(KEY)))));
      }
      for (Future<Boolean> done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private V2Result read(Map<String, String> fields) {
    return notifications.read(V2Messages.payment(fields, V2Form.captured()), List.of(KEY));
  }

  private V2Payment typed(Map<String, String> fields) {
    V2Result result = read(V2Messages.signed(fields, SignType.MD5, KEY));
    assertThat(result).isInstanceOf(V2Result.Payment.class);
    return ((V2Result.Payment) result).payment();
  }

  private static V2Result.Refused refused(V2Result result) {
    assertThat(result).isInstanceOf(V2Result.Refused.class);
    return (V2Result.Refused) result;
  }

  private static Map<String, String> payment() {
    FieldTable table = new FieldTable();
    assertThat(table.read(Samples.bytes("v2/01-plain-md5.xml"))).isTrue();
    Map<String, String> fields = new LinkedHashMap<>(table.toMap());
    fields.remove("sign");
    fields.remove("fee_type");
    return fields;
  }

  private static SortedMap<String, String> refundInfo() {
    FieldTable table = new FieldTable();
    assertThat(table.readRefundInfo(Samples.bytes("v2/11-refund-notify-inner-plaintext.xml")))
        .isTrue();
    return new TreeMap<>(table.toMap());
  }

  private static byte[] refund(SortedMap<String, String> inner, V2Key key) {
    Map<String, String> outer = new LinkedHashMap<>();
    outer.put("appid", "wxtest000000000001");
    outer.put("mch_id", "1999999901");
    outer.put("nonce_str", "n");
    return V2Messages.refund(
        outer, V2Messages.encryptRefundInfo(V2Messages.refundInfo(inner), key));
  }
}
