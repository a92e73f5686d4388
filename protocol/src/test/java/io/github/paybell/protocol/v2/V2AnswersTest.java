package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.binarywang.wxpay.util.SignUtils;
import io.github.paybell.protocol.v2.V2Answer.Failed;
import io.github.paybell.protocol.v2.V2Answer.Good;
import io.github.paybell.protocol.v2.V2Answer.Malformed;
import io.github.paybell.protocol.v2.V2Answer.NotTaken;
import io.github.paybell.protocol.v2.V2Answer.Unproved;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class V2AnswersTest {
  private static final String KEY = "TestKeyForSimulatorOnly000000001";
  private static final String OTHER_KEY = "AnotherTestKeyForSimulator000002";
  private static final List<V2Key> KEYS = List.of(V2Key.of(KEY));
  private static final V2Form FORM = new V2Form(V2Form.Values.CDATA, V2Form.Order.AS_GIVEN, false);

  private final V2Answers answers = new V2Answers();

  private static Map<String, String> fields(String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "SUCCESS");
    fields.put("return_msg", "OK");
    fields.put("appid", "wxtest000000000001");
    fields.put("mch_id", "1999999901");
    fields.put("device_info", "");
    fields.put("nonce_str", "c9f5731c3933555683dd2a947bb35ea7");
    fields.put("result_code", "SUCCESS");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private static byte[] signed(Map<String, String> fields, SignType signType, String key) {
    return V2Messages.payment(V2Messages.signed(fields, signType, V2Key.of(key)), FORM);
  }

  private V2Answer read(byte[] body, SignType signType) {
    return answers.read(body, KEYS, signType);
  }

  private V2Answer read(String body) {
    return read(body.getBytes(StandardCharsets.UTF_8), SignType.MD5);
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  @DisplayName("A proved success has its fields, and tells which key signed it")
  void good(SignType signType) {
    byte[] body = signed(fields("prepay_id", "wx1", "attach", "茶<&>"), signType, KEY);

    V2Answer answer = answers.read(body, List.of(V2Key.of(OTHER_KEY), V2Key.of(KEY)), signType);

    assertThat(answer).isInstanceOf(Good.class);
    Good good = (Good) answer;
    assertThat(good.keyIndex()).isEqualTo(1);
    assertThat(good.fields().text("prepay_id")).isEqualTo("wx1");
    assertThat(good.fields().text("attach")).isEqualTo("茶<&>");
    assertThat(good.fields().text("device_info")).isNull();
    assertThat(good.fields().text("code_url")).isNull();
  }

  @ParameterizedTest
  @EnumSource(SignType.class)
  @DisplayName("What WxJava signs is proved here")
  void wxJava(SignType signType) {
    Map<String, String> fields =
        fields("prepay_id", "wx1", "coupon_fee_10", "1", "coupon_fee_1", "2");
    fields.put("sign", SignUtils.createSign(fields, signType.wireName(), KEY, new String[0]));

    assertThat(read(V2Messages.payment(fields, FORM), signType)).isInstanceOf(Good.class);
  }

  @Test
  @DisplayName("A proved failure has WeChat Pay's code and words")
  void failed() {
    byte[] body =
        signed(
            fields("result_code", "FAIL", "err_code", "ORDERPAID", "err_code_des", "该订单已支付"),
            SignType.HMAC_SHA256,
            KEY);

    V2Answer answer = read(body, SignType.HMAC_SHA256);

    assertThat(answer).isInstanceOf(Failed.class);
    assertThat(((Failed) answer).errCode()).isEqualTo("ORDERPAID");
    assertThat(((Failed) answer).errCodeDes()).isEqualTo("该订单已支付");
    assertThat(((Failed) answer).fields().text("mch_id")).isEqualTo("1999999901");
  }

  @Test
  @DisplayName("return_code=FAIL was not taken in, signed, unsigned or signed wrongly")
  void notTaken() {
    Map<String, String> fields = fields("return_code", "FAIL", "return_msg", "签名错误");
    Map<String, String> wrong = new LinkedHashMap<>(fields);
    wrong.put("sign", "0".repeat(32));

    assertThat(read(V2Messages.payment(fields, FORM), SignType.MD5))
        .isEqualTo(new NotTaken("签名错误"));
    assertThat(read(V2Messages.payment(wrong, FORM), SignType.MD5)).isEqualTo(new NotTaken("签名错误"));
    assertThat(read(signed(fields, SignType.MD5, KEY), SignType.MD5))
        .isEqualTo(new NotTaken("签名错误"));
    assertThat(read("<xml><return_code>FAIL</return_code></xml>")).isEqualTo(new NotTaken(""));
  }

  @Test
  @DisplayName("FORGERY_INERT: a success without sign, or with one of another key, proves nothing")
  void unproved() {
    Map<String, String> fields = fields("prepay_id", "wx1");
    Map<String, String> empty = new LinkedHashMap<>(fields);
    empty.put("sign", "");
    Map<String, String> changed =
        new LinkedHashMap<>(V2Messages.signed(fields, SignType.MD5, V2Key.of(KEY)));
    changed.put("prepay_id", "wx2");

    assertThat(read(V2Messages.payment(fields, FORM), SignType.MD5)).isInstanceOf(Unproved.class);
    assertThat(read(V2Messages.payment(empty, FORM), SignType.MD5)).isInstanceOf(Unproved.class);
    assertThat(read(V2Messages.payment(changed, FORM), SignType.MD5)).isInstanceOf(Unproved.class);
    assertThat(read(signed(fields, SignType.MD5, OTHER_KEY), SignType.MD5))
        .isInstanceOf(Unproved.class);
    assertThat(answers.read(signed(fields, SignType.MD5, KEY), List.of(), SignType.MD5))
        .isInstanceOf(Unproved.class);
  }

  @Test
  @DisplayName("FORGERY_INERT: an answer signed with the other algorithm proves nothing")
  void otherAlgorithm() {
    assertThat(read(signed(fields(), SignType.MD5, KEY), SignType.HMAC_SHA256))
        .isInstanceOf(Unproved.class);
    assertThat(read(signed(fields(), SignType.HMAC_SHA256, KEY), SignType.MD5))
        .isInstanceOf(Unproved.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html/>",
        "<xml/>",
        "<xml><return_code/></xml>",
        "<xml><return_code>success</return_code></xml>",
        "<xml><return_code>FAIL</return_code><return_code>FAIL</return_code></xml>",
        "<!DOCTYPE xml><xml><return_code>FAIL</return_code></xml>",
        "<xml><return_code><b>FAIL</b></return_code></xml>"
      })
  @DisplayName("FORGERY_INERT: what is no answer of v2 is malformed, however it is so")
  void malformed(String body) {
    assertThat(read(body)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "success", "OK"})
  @DisplayName("A proved answer that says neither SUCCESS nor FAIL is malformed")
  void noResult(String resultCode) {
    assertThat(read(signed(fields("result_code", resultCode), SignType.MD5, KEY), SignType.MD5))
        .isInstanceOf(Malformed.class);
  }

  @Test
  @DisplayName("BOUNDED: an answer of more than 64 KiB is malformed")
  void tooLong() {
    byte[] body = signed(fields("detail", "x".repeat(65_536)), SignType.MD5, KEY);

    assertThat(read(body, SignType.MD5)).isInstanceOf(Malformed.class);
  }

  @Test
  @DisplayName("FORGERY_INERT: no change of one byte makes a proved answer say anything else")
  void oneByte() {
    byte[] body =
        signed(
            fields("trade_state", "NOTPAY", "total_fee", "8800", "out_trade_no", "SIM001"),
            SignType.HMAC_SHA256,
            KEY);
    var before = ((Good) read(body, SignType.HMAC_SHA256)).fields().all();
    SplittableRandom random = new SplittableRandom(20260105);
    for (int at = 0; at < body.length; at++) {
      byte[] changed = body.clone();
      changed[at] ^= (byte) (1 + random.nextInt(255));

      V2Answer answer = read(changed, SignType.HMAC_SHA256);

      assertThat(answer).as("byte %d", at).isNotInstanceOf(Failed.class);
      if (answer instanceof Good good) {
        assertThat(good.fields().all()).as("byte %d", at).isEqualTo(before);
      }
    }
  }

  @Test
  @DisplayName("Fields are taken by type: text, amounts in digits, both forms of Beijing time")
  void types() {
    V2AnswerFields fields =
        ((Good)
                read(
                    signed(
                        fields(
                            "total_fee", "8800",
                            "cash_fee", "",
                            "time_end", "20260105093012",
                            "refund_success_time_0", "2026-01-05 09:30:12",
                            "other_time", "2026-01-05T09:30:12+08:00"),
                        SignType.MD5,
                        KEY),
                    SignType.MD5))
            .fields();

    assertThat(fields.neededAmount("total_fee")).isEqualTo(8800);
    assertThat(fields.amount("cash_fee")).isNull();
    assertThat(fields.time("time_end")).isEqualTo(Instant.parse("2026-01-05T01:30:12Z"));
    assertThat(fields.time("refund_success_time_0"))
        .isEqualTo(Instant.parse("2026-01-05T01:30:12Z"));
    assertThat(fields.time("other_time")).isNull();
    assertThat(fields.time("absent")).isNull();
    assertThatThrownBy(() -> fields.neededText("absent")).hasMessage("absent is missing");
    assertThatThrownBy(() -> fields.neededAmount("cash_fee")).hasMessage("cash_fee is missing");
  }

  @ParameterizedTest
  @CsvSource({"88.00", "-1", "+1", "1e3", "１", "' 1'", "1234567890123456789"})
  @DisplayName("AMOUNT_GUARD: an amount that is not 1 to 18 digits is none, and is not repeated")
  void amounts(String amount) {
    V2AnswerFields fields =
        ((Good) read(signed(fields("total_fee", amount), SignType.MD5, KEY), SignType.MD5))
            .fields();

    assertThatThrownBy(() -> fields.amount("total_fee"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("total_fee is not a whole number");
  }

  @Test
  @DisplayName("SILENT_SECRETS: no text of an answer shows what it says")
  void silent() {
    V2Answer good = read(signed(fields("openid", "oTEST"), SignType.MD5, KEY), SignType.MD5);
    V2Answer malformed = read("<xml><a>hidden</a>");
    V2Answer unproved = read("<xml><return_code>SUCCESS</return_code><a>hidden</a></xml>");

    assertThat(good.toString()).doesNotContain("oTEST");
    assertThat(malformed.toString()).doesNotContain("hidden");
    assertThat(unproved.toString()).doesNotContain("hidden");
  }

  @Test
  @DisplayName("match calls the one function that fits")
  void match() {
    for (byte[] body :
        List.of(
            signed(fields(), SignType.MD5, KEY),
            signed(fields("result_code", "FAIL"), SignType.MD5, KEY),
            V2Messages.payment(fields("return_code", "FAIL"), FORM),
            V2Messages.payment(fields(), FORM),
            new byte[0])) {
      V2Answer answer = read(body, SignType.MD5);

      Class<?> called =
          answer.match(
              good -> Good.class,
              failed -> Failed.class,
              notTaken -> NotTaken.class,
              unproved -> Unproved.class,
              malformed -> Malformed.class);

      assertThat(called).isEqualTo(answer.getClass());
    }
  }
}
