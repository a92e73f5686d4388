package io.github.paybell.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("/sim/merchants")
class MerchantEndpointsTest {
  private final ControlBench bench = new ControlBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  @DisplayName("The merchant that is always there is given with all it has to know")
  void always() {
    JsonNode merchant = bench.get("/sim/merchants/default");

    assertThat(merchant.propertyNames())
        .contains(
            "mchid",
            "appid",
            "openid",
            "v2_key",
            "api_v3_key",
            "merchant_serial",
            "merchant_private_key",
            "platform_certificates",
            "public_key_id",
            "public_key");
    assertThat(merchant.path("mchid").stringValue()).isEqualTo("1900000109");
    JsonNode certificate = merchant.path("platform_certificates").path(0);
    assertThat(V3Pem.serial(V3Pem.certificate(certificate.path("certificate").stringValue())))
        .isEqualTo(certificate.path("serial").stringValue());
    assertThat(bench.get("/sim/merchants").path(0)).isEqualTo(merchant);
    assertThat(bench.get("/sim/merchants/1900000109")).isEqualTo(merchant);
  }

  @Test
  @DisplayName("A new merchant's credentials are made up, fit each other, and are kept")
  void madeUp() {
    Response answer = bench.ask("PUT", "/sim/merchants/1234567890", "{\"appid\":\"wxShop\"}");

    assertThat(answer.status()).isEqualTo(201);
    JsonNode merchant = ControlBench.json(answer);
    assertThat(merchant.path("appids").toString()).isEqualTo("[\"wxShop\"]");
    assertThat(merchant.path("merchant_serial").stringValue()).matches("[0-9A-F]{40}");
    var certificate = V3Pem.certificate(merchant.path("merchant_certificate").stringValue());
    assertThat(V3Pem.serial(certificate)).isEqualTo(merchant.path("merchant_serial").stringValue());
    byte[] message = "GET\n".getBytes(StandardCharsets.UTF_8);
    V3Signer signer =
        V3Signer.of(
            V3Pem.privateKey(merchant.path("merchant_private_key").stringValue()), "serial");
    assertThat(V3Signer.verifies(certificate.getPublicKey(), message, signer.sign(message)))
        .isTrue();
    assertThat(
            V3Signer.verifies(
                V3Pem.publicKey(merchant.path("public_key").stringValue()),
                message,
                bench
                    .platform
                    .merchants()
                    .require("1234567890")
                    .publicKey()
                    .signer()
                    .sign(message)))
        .isTrue();
    assertThat(bench.get("/sim/merchants/1234567890")).isEqualTo(merchant);
    assertThat(bench.put("/sim/merchants/1234567890", merchant.toString())).isEqualTo(merchant);
  }

  @Test
  @DisplayName("The same seed makes up the same merchant, another seed another one")
  void repeats() {
    JsonNode said = JsonMapper.shared().readTree("{\"mchid\":\"1234567890\"}");
    Merchants platform = new Merchants();

    ObjectNode first = MerchantJson.of(MerchantJson.read(said, platform, new Dice(1)), platform);
    ObjectNode again = MerchantJson.of(MerchantJson.read(said, platform, new Dice(1)), platform);
    ObjectNode other = MerchantJson.of(MerchantJson.read(said, platform, new Dice(2)), platform);

    assertThat(again).isEqualTo(first);
    assertThat(other.get("merchant_private_key")).isNotEqualTo(first.get("merchant_private_key"));
    assertThat(other.get("v2_key")).isNotEqualTo(first.get("v2_key"));
  }

  @Test
  @DisplayName("A change keeps what it does not name")
  void change() {
    JsonNode before = bench.get("/sim/merchants/default");

    JsonNode after =
        bench.put(
            "/sim/merchants/default",
            "{\"v2_key\":\"TestKeyForSimulatorOnly000000002\",\"certificates\":\"NONE\","
                + "\"sub_mchids\":[\"1900000110\"],\"pay_directories\":[\"http://localhost:3000/\"]}");

    assertThat(after.path("v2_key").stringValue()).endsWith("2");
    assertThat(after.path("merchant_private_key")).isEqualTo(before.path("merchant_private_key"));
    assertThat(after.path("public_key")).isEqualTo(before.path("public_key"));
    assertThat(after.path("platform_certificates").size()).isZero();
    assertThat(after.path("callback_key").stringValue()).isEqualTo("PUBLIC_KEY");
    Merchant merchant = bench.merchant();
    assertThat(merchant.subMchids()).containsExactly("1900000110");
    assertThat(merchant.payDirectories()).containsExactly("http://localhost:3000/");
  }

  @Test
  @DisplayName("Another serial brings another certificate of the same key")
  void serial() {
    JsonNode before = bench.get("/sim/merchants/default");

    JsonNode after =
        bench.put(
            "/sim/merchants/default",
            "{\"merchant_serial\":\"5157f09efdc096de15ebe81a47057a7232f1b8e1\"}");

    assertThat(after.path("merchant_serial").stringValue())
        .isEqualTo("5157F09EFDC096DE15EBE81A47057A7232F1B8E1");
    assertThat(after.path("merchant_private_key")).isEqualTo(before.path("merchant_private_key"));
    assertThat(V3Pem.serial(V3Pem.certificate(after.path("merchant_certificate").stringValue())))
        .isEqualTo("5157F09EFDC096DE15EBE81A47057A7232F1B8E1");
  }

  @Test
  @DisplayName("Another public_key_id brings another key with it")
  void publicKeyId() {
    JsonNode before = bench.get("/sim/merchants/default");

    JsonNode after = bench.put("/sim/merchants/default", "{\"public_key_id\":\"PUB_KEY_ID_02\"}");

    assertThat(after.path("public_key_id").stringValue()).isEqualTo("PUB_KEY_ID_02");
    assertThat(after.path("public_key")).isNotEqualTo(before.path("public_key"));
    assertThat(bench.merchant().publicKey().serial()).isEqualTo("PUB_KEY_ID_02");
  }

  @Test
  @DisplayName("Key files are given under the names that the merchant platform gives them")
  void files() {
    JsonNode merchant = bench.get("/sim/merchants/default");

    assertThat(file("apiclient_key.pem"))
        .isEqualTo(merchant.path("merchant_private_key").stringValue());
    assertThat(file("apiclient_cert.pem"))
        .isEqualTo(merchant.path("merchant_certificate").stringValue());
    assertThat(file("pub_key.pem")).isEqualTo(merchant.path("public_key").stringValue());
    JsonNode certificate = merchant.path("platform_certificates").path(0);
    assertThat(file("wechatpay_" + certificate.path("serial").stringValue() + ".pem"))
        .isEqualTo(certificate.path("certificate").stringValue());
    assertThat(bench.ask("GET", "/sim/merchants/default/key.pem", null).status()).isEqualTo(404);
  }

  private String file(String name) {
    return ControlBench.text(bench.ask("GET", "/sim/merchants/default/" + name, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "12345      | {}                                  | 8 to 10 digits",
        "1234567890 | {\"mchid\":\"1234567891\"}          | in the path 1234567890",
        "1234567890 | {\"v2key\":\"\"}                    | nearest is \\\"v2_key\\\"",
        "1900000109 | {\"v2_key\":\"short\"}              | 32",
        "1900000109 | {\"api_v3_key\":\"short\"}          | 32",
        "1900000109 | {\"appids\":[]}                     | at least one appid",
        "1900000109 | {\"appids\":[\"a\"],\"appid\":\"b\"} | appid is the first of appids",
        "1900000109 | {\"appids\":\"wx\"}                 | appids is a list of texts",
        "1900000109 | {\"certificates\":\"THREE\"}        | one of ONE, TWO, NONE",
        "1900000109 | {\"merchant_serial\":\"00AB\"}      | up to 40 hex digits",
        "1900000109 | {\"merchant_private_key\":\"x\"}    | merchant_private_key: No",
        "1900000109 | {\"merchant_certificate\":\"x\"}    | merchant_certificate: No",
        "1900000109 | {\"public_key\":\"x\"}              | public_key is made up here",
        "1900000109 | {\"public_key_id\":\"01\"}          | PUB_KEY_ID_ and digits",
        "1900000109 | []                                  | JSON object",
      })
  @DisplayName("What cannot be is 400 with the member's name, and nothing is changed")
  void bad(String mchid, String body, String sentence) {
    JsonNode before = bench.get("/sim/merchants");

    Response answer = bench.ask("PUT", "/sim/merchants/" + mchid, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(ControlBench.text(answer)).startsWith("{\"error\":\"").contains(sentence);
    assertThat(bench.get("/sim/merchants")).isEqualTo(before);
  }

  @Test
  @DisplayName("An unknown merchant is 404, and the sentence says how to add it")
  void unknown() {
    Response answer = bench.ask("GET", "/sim/merchants/1234567890", null);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(ControlBench.text(answer)).contains("PUT /sim/merchants/1234567890");
  }
}
