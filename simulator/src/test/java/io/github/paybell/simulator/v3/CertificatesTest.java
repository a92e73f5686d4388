package io.github.paybell.simulator.v3;

import static io.github.paybell.simulator.v3.Till.assertRefused;
import static io.github.paybell.simulator.v3.Till.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.simulator.platform.Merchant;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("Platform certificates")
class CertificatesTest {
  private static final String PATH = "/v3/certificates";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  @Test
  @DisplayName("the APIv3 key decrypts a certificate that has the serial_no and signed the answer")
  void one() throws Exception {
    JsonNode data = till.ok(till.get(PATH)).path("data");

    assertThat(data).hasSize(1);
    JsonNode one = data.get(0);
    assertThat(one.propertyNames())
        .containsExactlyInAnyOrder(
            "serial_no", "effective_time", "expire_time", "encrypt_certificate");
    assertThat(one.path("effective_time").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+08:00");
    assertThat(one.path("encrypt_certificate").propertyNames())
        .containsExactlyInAnyOrder("algorithm", "nonce", "associated_data", "ciphertext");
    assertThat(one.path("encrypt_certificate").path("algorithm").stringValue())
        .isEqualTo("AEAD_AES_256_GCM");
    assertThat(one.path("encrypt_certificate").path("associated_data").stringValue())
        .isEqualTo("certificate");
    assertThat(V3Pem.serial(V3Pem.certificate(decrypted(one))))
        .isEqualTo(one.path("serial_no").stringValue())
        .isEqualTo(till.platform.merchants().certificate().serial());
  }

  private String decrypted(JsonNode one) throws Exception {
    JsonNode encrypted = one.path("encrypt_certificate");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(till.merchant.apiV3Key().getBytes(StandardCharsets.US_ASCII), "AES"),
        new GCMParameterSpec(
            128, encrypted.path("nonce").stringValue().getBytes(StandardCharsets.US_ASCII)));
    cipher.updateAAD(
        encrypted.path("associated_data").stringValue().getBytes(StandardCharsets.US_ASCII));
    return new String(
        cipher.doFinal(Base64.getDecoder().decode(encrypted.path("ciphertext").stringValue())),
        StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("during a rotation both are listed, encrypted with different nonces")
  void two() throws Exception {
    till.change(Merchant.Certificates.TWO, List.of());
    JsonNode data = till.ok(till.get(PATH + "?algorithm_type=RSA")).path("data");

    assertThat(data).hasSize(2);
    assertThat(V3Pem.serial(V3Pem.certificate(decrypted(data.get(1)))))
        .isEqualTo(till.platform.merchants().nextCertificate().serial());
    assertThat(data.get(0).path("encrypt_certificate").path("nonce"))
        .isNotEqualTo(data.get(1).path("encrypt_certificate").path("nonce"));
  }

  @Test
  @DisplayName("a merchant in public-key mode gets 404; the code is a setting")
  void none() {
    till.change(Merchant.Certificates.NONE, List.of());
    var answer = till.get(PATH);
    assertRefused(answer, 404, "RESOURCE_NOT_EXISTS");
    assertThat(json(answer).path("message").stringValue()).startsWith("无可用的平台证书");

    till.platform.rules(RulesChange.with("certificatesMissingCode", "NOT_FOUND"));
    assertRefused(till.get(PATH), 404, "NOT_FOUND");
  }

  @Test
  @DisplayName("there are no SM2 certificates here, and other algorithms do not exist")
  void algorithms() {
    assertRefused(till.get(PATH + "?algorithm_type=SM2"), 404, "RESOURCE_NOT_EXISTS");
    assertRefused(till.get(PATH + "?algorithm_type=DSA"), 400, "PARAM_ERROR");
    till.ok(till.get(PATH + "?algorithm_type=ALL"));
  }
}
