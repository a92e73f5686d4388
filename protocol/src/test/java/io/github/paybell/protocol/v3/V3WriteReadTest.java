package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class V3WriteReadTest {

  @Test
  @DisplayName("AMOUNT_GUARD: 3000 made-up notifications are read back as exactly what was written")
  void writeAndRead() {
    V3Notifications notifications = new V3Notifications();
    for (long seed = 0; seed < 3000; seed++) {
      MadeUp.Delivery it = new MadeUp(seed).delivery();
      assertThat(notifications.read(it.headers(), it.body(), MadeUp.KEYS, MadeUp.NOW))
          .describedAs("seed %d", seed)
          .isEqualTo(it.expected());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-direct-jsapi-promotion",
        "02-partner-jsapi",
        "03-combine-jsapi",
        "04-refund-success",
        "05-refund-abnormal",
        "06-partner-refund-closed",
        "08-after-probe-genuine",
        "09-pubkey-mode-app",
        "10-rotated-cert-h5",
        "11-empty-associated-data",
        "12-absent-associated-data",
        "13-complaint-create",
      })
  @DisplayName("FORGERY_INERT: the samples decrypt to their plaintexts, byte for byte")
  void plaintexts(String name) throws Exception {
    Sample sample = Sample.named(name);
    JsonReader json = new JsonReader();
    json.open(sample.body(), sample.body().length);
    EnvelopeReader.Resource resource = EnvelopeReader.read(json).resource();
    assertThat(
            new ResourceCipher()
                .decrypt(
                    Sample.API_V3_KEY,
                    resource.nonce,
                    resource.associatedData,
                    resource.ciphertext))
        .isEqualTo(sample.plaintext());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-direct-jsapi-promotion",
        "02-partner-jsapi",
        "03-combine-jsapi",
        "04-refund-success",
        "05-refund-abnormal",
        "06-partner-refund-closed",
      })
  @DisplayName("AMOUNT_GUARD: what is written of a sample is the sample's own JSON value")
  void writtenLikeTheSample(String name) {
    Sample sample = Sample.named(name);
    String written =
        sample
            .read()
            .match(
                it -> V3Plaintext.of(it.transaction()),
                it -> V3Plaintext.of(it.transaction()),
                it -> V3Plaintext.of(it.refund()),
                V3Result.Other::plaintext,
                it -> "",
                it -> "",
                it -> "",
                it -> "",
                it -> "");
    assertThat(Sample.JSON.readTree(written)).isEqualTo(Sample.JSON.readTree(sample.plaintext()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificates-200", "close-order-204", "jsapi-prepay-200"})
  @DisplayName("FORGERY_INERT: signed answers come out as published, the empty 204 included")
  void answers(String name) {
    V3Signer platform =
        V3Signer.of(
            V3Pem.privateKey(Sample.text("keys/platform1_private_key.TEST-ONLY.pem")),
            Sample.PLATFORM_1);
    JsonNode headers =
        Sample.JSON.readTree(Sample.bytes("responses/" + name + ".headers.json")).get("headers");
    V3Headers signed =
        platform.headers(
            Sample.bytes("responses/" + name + ".body.json"),
            Instant.ofEpochSecond(Long.parseLong(headers.get("Wechatpay-Timestamp").asString())),
            headers.get("Wechatpay-Nonce").asString(),
            headers.get("Request-ID").asString());
    signed
        .asMap()
        .forEach((header, value) -> assertThat(headers.get(header).asString()).isEqualTo(value));
    assertThat(signed.asMap()).hasSize(6);
  }

  @Test
  @DisplayName("ONE_EFFECT: the second signature of JSAPI and APP is the published one")
  void clientPay() {
    V3Signer merchant = merchant();
    JsonNode jsapi = Sample.JSON.readTree(Sample.bytes("requests/jsapi-paysign.json"));
    V3ClientPay.Jsapi signed =
        V3ClientPay.jsapi(
            merchant,
            jsapi.get("appId").asString(),
            jsapi.get("fourth_line").asString().substring("prepay_id=".length()),
            Instant.ofEpochSecond(jsapi.get("timeStamp").asLong()),
            jsapi.get("nonceStr").asString());
    assertThat(signed.paySign()).isEqualTo(jsapi.get("signature").asString());
    assertThat(signed.packageValue()).isEqualTo(jsapi.get("fourth_line").asString());
    assertThat(signed.signType()).isEqualTo("RSA");

    JsonNode app = Sample.JSON.readTree(Sample.bytes("requests/app-sign.json"));
    assertThat(
            V3ClientPay.app(
                    merchant,
                    app.get("appId").asString(),
                    "1900000109",
                    app.get("fourth_line").asString(),
                    Instant.ofEpochSecond(app.get("timeStamp").asLong()),
                    app.get("nonceStr").asString())
                .sign())
        .isEqualTo(app.get("signature").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"get-certificates", "jsapi-prepay", "query-by-out-trade-no"})
  @DisplayName("FORGERY_INERT: request signatures are the published ones, and verify")
  void requests(String name) {
    JsonNode request = Sample.JSON.readTree(Sample.bytes("requests/" + name + ".json"));
    byte[] body = request.get("body").asString().getBytes(StandardCharsets.UTF_8);
    byte[] message =
        V3Request.message(
            request.get("method").asString(),
            request.get("canonical_url").asString(),
            request.get("timestamp").asString(),
            request.get("nonce_str").asString(),
            body);
    assertThat(new String(message, StandardCharsets.UTF_8))
        .isEqualTo(request.get("message_to_sign").asString());
    String authorization =
        V3Request.authorization(
            merchant(),
            "1900000109",
            request.get("method").asString(),
            request.get("canonical_url").asString(),
            Instant.ofEpochSecond(Long.parseLong(request.get("timestamp").asString())),
            request.get("nonce_str").asString(),
            body);
    assertThat(authorization).isEqualTo(request.get("authorization").asString());
    String signature =
        authorization.substring(
            authorization.indexOf("signature=\"") + 11, authorization.length() - 1);
    var key = V3Pem.publicKey(Sample.text("keys/merchant_public_key.pem"));
    assertThat(V3Signer.verifies(key, message, signature)).isTrue();
    message[0]++;
    assertThat(V3Signer.verifies(key, message, signature)).isFalse();
  }

  private static V3Signer merchant() {
    return V3Signer.of(
        V3Pem.privateKey(Sample.text("keys/merchant_private_key.TEST-ONLY.pem")),
        Sample.MANIFEST.get("merchant_serial").asString());
  }
}
