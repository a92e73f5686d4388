package io.github.paybell.engine.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyReaderTest {
  @Test
  @DisplayName("a platform certificate is known by its serial and expires")
  void certificate() {
    var key = KeyReader.platformKey(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1);

    assertThat(key.serial()).isEqualTo(TestKeys.SERIAL_1);
    assertThat(key.expiresAt()).isAfter(Instant.parse("2040-01-01T00:00:00Z"));
  }

  @Test
  @DisplayName("a public key is known by its whole id and does not expire")
  void publicKey() {
    var key = KeyReader.platformKey(TestKeys.PUBLIC_KEY_ID, TestKeys.PUBLIC_KEY);

    assertThat(key.serial()).isEqualTo(TestKeys.PUBLIC_KEY_ID);
    assertThat(key.expiresAt()).isNull();
  }

  @Test
  @DisplayName("FORGERY_INERT: a certificate under another serial is refused, naming its own")
  void foreignSerial() {
    assertThatThrownBy(() -> KeyReader.platformKey(TestKeys.SERIAL_2, TestKeys.CERTIFICATE_1))
        .hasMessageContaining("with serial " + TestKeys.SERIAL_1);
  }

  @Test
  @DisplayName(
      "a serial in lower case is refused: Wechatpay-Serial is upper case and compared as text")
  void lowerCaseSerial() {
    assertThatThrownBy(
            () -> KeyReader.platformKey(TestKeys.SERIAL_1.toLowerCase(), TestKeys.CERTIFICATE_1))
        .hasMessageContaining("upper case");
  }

  @Test
  @DisplayName("a public key id without PUB_KEY_ID_ is refused, saying so")
  void idWithoutPrefix() {
    assertThatThrownBy(
            () -> KeyReader.platformKey("01190000010920260101000000000001", TestKeys.PUBLIC_KEY))
        .hasMessageContaining("PUB_KEY_ID_");
  }

  @Test
  @DisplayName("a certificate under the id of a public key is refused")
  void certificateAsPublicKey() {
    assertThatThrownBy(() -> KeyReader.platformKey(TestKeys.PUBLIC_KEY_ID, TestKeys.CERTIFICATE_1))
        .hasMessageContaining("This is a certificate");
  }

  @Test
  @DisplayName("SILENT_SECRETS: a private key given as platform key is refused and not repeated")
  void privateKeyByMistake() {
    assertThatThrownBy(() -> KeyReader.platformKey(TestKeys.PUBLIC_KEY_ID, TestKeys.PRIVATE_KEY))
        .hasMessageContaining("pub_key.pem")
        .hasMessageNotContaining(TestKeys.PRIVATE_KEY.substring(40, 80));
  }

  @Test
  @DisplayName("FORGERY_INERT: an RSA key too short to be WeChat Pay's is refused")
  void shortKey() {
    var pem = TestKeys.pem("PUBLIC KEY", TestKeys.pair(1024).getPublic().getEncoded());

    assertThatThrownBy(() -> KeyReader.platformKey(TestKeys.PUBLIC_KEY_ID, pem))
        .hasMessageContaining("2048");
  }

  @Test
  @DisplayName("the merchant's PKCS#12 opens with its password and tells when it ends")
  void clientCertificate() throws Exception {
    var p12 = TestKeys.pkcs12("1900000109", 1);

    var certificate = KeyReader.clientCertificate(p12, "1900000109".toCharArray());

    assertThat(certificate.expiresAt()).isAfter(Instant.parse("2040-01-01T00:00:00Z"));
    assertThat(certificate.keyStore().getKey("key0", certificate.password())).isNotNull();
    assertThat(certificate.toString()).doesNotContain("1900000109");
  }

  @Test
  @DisplayName("a PKCS#12 that is none, holds no key or two, or has another password is refused")
  void badClientCertificate() {
    var password = "1900000109".toCharArray();
    assertThatThrownBy(
            () -> KeyReader.clientCertificate(TestKeys.pkcs12("1900000110", 1), password))
        .hasMessageContaining("does not open with its password")
        .hasMessageContaining("mchid");
    assertThatThrownBy(
            () -> KeyReader.clientCertificate(TestKeys.pkcs12("1900000109", 0), password))
        .hasMessageContaining("0 keys");
    assertThatThrownBy(
            () -> KeyReader.clientCertificate(TestKeys.pkcs12("1900000109", 2), password))
        .hasMessageContaining("2 keys");
    assertThatThrownBy(
            () -> KeyReader.clientCertificate(TestKeys.PRIVATE_KEY.getBytes(UTF_8), password))
        .hasMessageContaining("no PKCS#12")
        .hasMessageNotContaining("MII");
  }

  @Test
  @DisplayName("text that is no PEM, or cut off, is refused")
  void notPem() {
    assertThatThrownBy(() -> KeyReader.platformKey(TestKeys.SERIAL_1, "hello"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                KeyReader.platformKey(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1.substring(0, 300)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KeyReader.privateKey(TestKeys.PUBLIC_KEY))
        .hasMessageContaining("apiclient_key.pem");
  }
}
