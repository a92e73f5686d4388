package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V3PlaintextTest {

  private static final String DIRECT =
      """
      {"appid":"wx1","mchid":"19","out_trade_no":"T1","transaction_id":"42","trade_state":"SUCCESS",\
      "amount":{"total":100}}\
      """;

  @Test
  @DisplayName("AMOUNT_GUARD: the least a payment must say is enough, and no currency means CNY")
  void least() {
    V3Transaction it = payment(DIRECT);
    assertThat(it.amount()).isEqualTo(new V3Amount(100, "CNY", null, null));
    assertThat(it.payer()).isEqualTo(new V3Payer(null, null, null));
    assertThat(it.successInstant()).isNull();
    assertThat(it.promotionDetail()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"total\":100}|\"total\":100.0}|amount.total|is not a whole number of fen",
        "\"total\":100}|\"total\":1e2}|amount.total|is not a whole number of fen",
        "\"total\":100}|\"total\":\"100\"}|amount.total|is not a whole number of fen",
        "\"total\":100}|\"total\":9223372036854775808}|amount.total|is not a whole number of fen",
        "\"total\":100}|\"total\":-1}|amount.total|is not a whole number of fen",
        "\"total\":100}|\"total\":null}|amount.total|is absent",
        "\"total\":100}|\"total\":100,\"total\":100}|amount.total|stands there twice",
        "\"total\":100}|\"payer_total\":100}|amount.total|is absent",
        "\"total\":100}|\"total\":100,\"currency\":1}|amount.currency|is not a text",
        "{\"total\":100}|[]|amount|is not an object",
        "\"out_trade_no\":\"T1\",|\"\":1,|out_trade_no|is absent",
        "\"out_trade_no\":\"T1\"|\"out_trade_no\":\"\"|out_trade_no|is absent",
        "\"out_trade_no\":\"T1\"|\"out_trade_no\":7|out_trade_no|is not a text",
        "\"out_trade_no\":\"T1\"|\"out_trade_no\":null|out_trade_no|is absent",
        "\"out_trade_no\":\"T1\"|\"out_trade_no\":\"T\\u0000\"|out_trade_no|is not 1 to 64",
        "\"transaction_id\":\"42\",|\"\":1,|transaction_id|is absent",
        "\"mchid\":\"19\",|\"\":1,|mchid|is absent",
        "\"mchid\":\"19\"|\"sp_mchid\":\"19\"|sub_mchid|is absent",
        "\"mchid\":\"19\"|\"mchid\":\"19\",\"sub_mchid\":\"2\"|sp_mchid|is absent",
        "\"mchid\":\"19\"|\"mchid\":\"19\",\"sub_orders\":[{}]|sub_orders.mchid|is absent",
        "\"mchid\":\"19\"|\"mchid\":\"19\",\"sub_orders\":7|sub_orders|is not a list",
        "\"mchid\":\"19\"|\"combine_mchid\":\"19\"|combine_mchid|stands beside",
        "\"total\":100}}|\"total\":100}} x||after the end",
        "\"total\":100}}|\"total\":100}||too early",
        "{\"appid\"|[{\"appid\"||no JSON object",
      })
  @DisplayName(
      "AMOUNT_GUARD: a payment that is not quite one is NotUnderstood, and says which member")
  void notQuite(String part, String instead, String member, String defect) {
    assertThat(DIRECT).contains(part);
    V3Result result = read("TRANSACTION.SUCCESS", "transaction", DIRECT.replace(part, instead));
    assertThat(result).isInstanceOf(V3Result.NotUnderstood.class);
    V3Result.NotUnderstood it = (V3Result.NotUnderstood) result;
    assertThat(it.member()).isEqualTo(member);
    assertThat(it.reason()).contains(defect).doesNotContainPattern("byte|[0-9]{3}");
    assertThat(it.envelope().id()).isEqualTo("ID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACCEPT", "NOTPAY", "PAY_FAIL"})
  @DisplayName("NO_LOST_ACK: what claims no payment may name no transaction and no amount")
  void claimsNothing(String state) {
    String said = "{\"mchid\":\"19\",\"out_trade_no\":\"T1\",\"trade_state\":\"" + state + "\"}";
    assertThat(read("TRANSACTION.SUCCESS", "transaction", said))
        .isInstanceOfSatisfying(
            V3Result.Other.class, it -> assertThat(it.plaintext()).isEqualTo(said));
  }

  @Test
  @DisplayName(
      "NO_LOST_ACK: members we do not know are kept as they are, nested ones by their path")
  void unknownMembers() {
    V3Transaction it =
        payment(
            DIRECT.replace(
                "\"total\":100}",
                """
                "total":100,"exchange_rate":{"type":"X", "rate":1.5}},"installment_info": [1, 2 ],\
                "payer":{"new":null},"scene_info":{"s":"\\u4e2d"},"trade_scene":"PARKING","z":-0.5e3\
                """));
    assertThat(it.unknownMembers())
        .isEqualTo(
            Map.of(
                "amount.exchange_rate", "{\"type\":\"X\", \"rate\":1.5}",
                "installment_info", "[1, 2 ]",
                "payer.new", "null",
                "scene_info.s", "\"\\u4e2d\"",
                "z", "-0.5e3"));
    assertThat(it.tradeScene()).isEqualTo("PARKING");
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a partner's payment with stray mchid keeps it apart, as unknown")
  void stray() {
    V3Transaction it =
        payment(
            DIRECT.replace(
                "\"mchid\":\"19\"", "\"mchid\":\"19\",\"sp_mchid\":\"8\",\"sub_mchid\":\"9\""));
    assertThat(it.mchid()).isEqualTo("8");
    assertThat(it.subMchid()).isEqualTo("9");
    assertThat(it.unknownMembers()).isEqualTo(Map.of("mchid", "\"19\""));
  }

  @Test
  @DisplayName("AMOUNT_GUARD: parking names its merchant sp_mchid even without a partner")
  void parking() {
    V3Transaction it =
        payment(DIRECT.replace("\"mchid\"", "\"trade_scene\":\"PARKING\",\"sp_mchid\""));
    assertThat(it.mchid()).isEqualTo("19");
    assertThat(it.appid()).isEqualTo("wx1");
    assertThat(it.isPartner()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSACTION.SUCCESS, profitsharing",
    "TRANSACTION.FAIL, transaction",
    "TRANSACTION.PAY_BACK, ''",
    "MALL_REFUND.SUCCESS, mall_refund",
    "REFUND.SUCCESS, mall_refund",
    "REFUND, refund",
    "SECURITY_ECHO.SUCCESS, security",
    "transaction.success, transaction",
  })
  @DisplayName("AMOUNT_GUARD: what only looks like a payment passes through as Other")
  void other(String eventType, String originalType) {
    assertThat(read(eventType, originalType, DIRECT))
        .isInstanceOfSatisfying(
            V3Result.Other.class, it -> assertThat(it.plaintext()).isEqualTo(DIRECT));
    assertThat(read(eventType, originalType, "not JSON")).isInstanceOf(V3Result.Other.class);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: of event_type and original_type the one that is there decides")
  void oneOfTwoTypes() {
    assertThat(read("TRANSACTION.SUCCESS", "", DIRECT)).isInstanceOf(V3Result.Payment.class);
    assertThat(read("", "transaction", DIRECT)).isInstanceOf(V3Result.Payment.class);
    assertThat(read("", "", DIRECT)).isInstanceOf(V3Result.Other.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "x",
        "{\"id\":\"1\"}",
        "{\"id\":\"1\",\"event_type\":\"E\"}",
        "{\"id\":\"1\",\"event_type\":\"E\",\"resource\":null}",
        "{\"id\":\"1\",\"event_type\":\"E\",\"resource\":{}}",
        "{\"id\":\"1\",\"event_type\":\"E\",\"resource\":{\"nonce\":\"\",\"nonce\":\"\"}}",
        "{\"resource\":{\"algorithm\":\"A\",\"ciphertext\":\"no"
            + " Base64!\",\"nonce\":\"123456789012\"}}",
      })
  @DisplayName(
      "NO_LOST_ACK: a signed body that is no envelope is NotUnderstood, never an exception")
  void noEnvelope(String body) {
    assertThat(signed(body))
        .isInstanceOfSatisfying(
            V3Result.NotUnderstood.class, it -> assertThat(it.envelope()).isNull());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AEAD_SM4_GCM|AAAA|123456789012|resource.algorithm",
        "AEAD_AES_256_GCM|AAAA|123456789012|resource.ciphertext is shorter",
        "AEAD_AES_256_GCM|AAAAAAAAAAAAAAAAAAAAAAAAAAAA||AEAD_AES_256_GCM",
      })
  @DisplayName("NO_LOST_ACK: a resource we can not even try is NotUnderstood, with its envelope")
  void noResource(String algorithm, String ciphertext, String nonce, String reason) {
    V3Result result =
        signed(
            "{\"id\":\"1\",\"event_type\":\"E\",\"resource\":{\"algorithm\":\"%s\",\"ciphertext\":\"%s\",\"nonce\":\"%s\"}}"
                .formatted(algorithm, ciphertext, nonce == null ? "" : nonce));
    assertThat(result)
        .isInstanceOfSatisfying(
            V3Result.NotUnderstood.class,
            it -> {
              assertThat(it.envelope().id()).isEqualTo("1");
              assertThat(it.reason()).contains(reason);
            });
  }

  @Test
  @DisplayName(
      "NO_LOST_ACK: escaped slashes in the ciphertext, members in any order, and white space")
  void looseEnvelope() {
    byte[] body =
        V3NotificationWriter.body(
            envelope("TRANSACTION.SUCCESS", "transaction"),
            DIRECT,
            MadeUp.API_V3_KEY,
            "abcdefghijkl",
            null);
    String text = new String(body, StandardCharsets.UTF_8).replace("/", "\\/");
    assertThat(signed(" \n" + text + "\t")).isInstanceOf(V3Result.Payment.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T08:00:00+08:00, 2026-01-01T00:00:00Z",
    "2026-01-01T08:00:00.120+08:00, 2026-01-01T00:00:00.120Z",
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "20260101080000, 2026-01-01T00:00:00Z",
  })
  @DisplayName("HEALED: times are read with and without fractional seconds, and in the old form")
  void times(String text, Instant instant) {
    assertThat(WechatTime.parse(text)).isEqualTo(instant);
    assertThat(WechatTime.parse(text + "x")).isNull();
    assertThat(WechatTime.parse("")).isNull();
  }

  @Test
  @DisplayName("SILENT_SECRETS: no openid, attach, plaintext or key in any toString")
  void silent() {
    String text =
        Sample.all().map(Sample::read).map(String::valueOf).reduce("", String::concat)
            + Sample.API_V3_KEY
            + MadeUp.SIGNER
            + ((V3Result.Payment) Sample.named("02-partner-jsapi").read()).transaction().payer();
    assertThat(text)
        .doesNotContain("oUpF8uMuAJO", "oSpSpSp", "oSubSub", "门店", "深圳", "招商银行", "complaint_id")
        .doesNotContain("TestOnlyApiV3Key");
  }

  @Test
  @DisplayName("SILENT_SECRETS: reasons of NotUnderstood do not quote the message")
  void silentReasons() {
    V3Result result =
        read("TRANSACTION.SUCCESS", "transaction", DIRECT.replace("\"T1\"", "\"secret\"secret"));
    assertThat(result.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "TestOnlyApiV3Key0123456789ABCDEFG",
        "TestOnlyApiV3Key0123456789ABCDE中"
      })
  @DisplayName("SILENT_SECRETS: a key that is none is refused without being quoted")
  void noKey(String key) {
    assertThatThrownBy(() -> ApiV3Key.of(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("APIv3 key")
        .hasMessageNotContaining("TestOnly");
  }

  @Test
  @DisplayName(
      "IN_TIME: a failure answer is JSON whatever it says, and no longer than 64 characters")
  void reply() {
    assertThat(new String(V3Reply.failure("验签\"失败\""), StandardCharsets.UTF_8))
        .isEqualTo("{\"code\":\"FAIL\",\"message\":\"验签\\\"失败\\\"\"}");
    String cut =
        Sample.JSON.readTree(V3Reply.failure("x".repeat(63) + "😀")).get("message").asString();
    assertThat(cut).isEqualTo("x".repeat(63));
    assertThat(Sample.JSON.readTree(V3Reply.failure("中".repeat(100))).get("message").asString())
        .hasSize(64);
  }

  @Test
  @DisplayName(
      "FORGERY_INERT: PEM is read with the serial as the header spells it, errors say what to give")
  void pem() {
    String certificate = Sample.text("keys/platform1_cert.pem");
    String publicKey = Sample.text("keys/platform1_public_key.pem");
    String privateKey = Sample.text("keys/platform1_private_key.TEST-ONLY.pem");
    assertThat(V3Pem.serial(V3Pem.certificate(certificate))).isEqualTo(Sample.PLATFORM_1);
    assertThat(V3Pem.publicKey(publicKey)).isEqualTo(V3Pem.certificate(certificate).getPublicKey());
    assertThat(V3Pem.privateKey("Bag Attributes\n" + privateKey.replace("\n", "\r\n")).getModulus())
        .isEqualTo(V3Pem.publicKey(publicKey).getModulus());
    assertThatThrownBy(() -> V3Pem.publicKey(certificate))
        .hasMessageContaining("found \"-----BEGIN CERTIFICATE-----\"")
        .hasMessageContaining("WeChat Pay public key");
    assertThatThrownBy(() -> V3Pem.certificate("nonsense")).hasMessageContaining("not PEM");
    assertThatThrownBy(() -> V3Pem.certificate(certificate + certificate))
        .hasMessageContaining("More than one");
    assertThatThrownBy(() -> V3Pem.privateKey(privateKey.replace("PRIVATE", "RSA PRIVATE")))
        .hasMessageContaining("openssl pkcs8");
    assertThatThrownBy(() -> V3Pem.privateKey(publicKey.replace("PUBLIC", "PRIVATE")))
        .hasMessageContaining("PKCS#8")
        .hasNoCause();
    assertThatThrownBy(() -> V3Pem.publicKey(publicKey.replace("M", "!")))
        .hasMessageContaining("not Base64");
  }

  static V3Envelope envelope(String eventType, String originalType) {
    return new V3Envelope("ID", "", eventType, null, null, originalType, Map.of());
  }

  private static V3Transaction payment(String plaintext) {
    V3Result result = read("TRANSACTION.SUCCESS", "transaction", plaintext);
    assertThat(result).isInstanceOf(V3Result.Payment.class);
    return ((V3Result.Payment) result).transaction();
  }

  static V3Result read(String eventType, String originalType, String plaintext) {
    byte[] body =
        V3NotificationWriter.body(
            envelope(eventType, originalType), plaintext, MadeUp.API_V3_KEY, "abcdefghijkl", null);
    return signed(new String(body, StandardCharsets.UTF_8));
  }

  private static V3Result signed(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    V3Headers headers = MadeUp.SIGNER.headers(body, MadeUp.NOW, "nonce", null);
    return new V3Notifications().read(headers, body, MadeUp.KEYS, MadeUp.NOW);
  }
}
