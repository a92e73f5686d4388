package io.github.paybell.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.account.Secret;
import io.github.paybell.simulator.platform.Merchants;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Keys as other libraries' settings have them. */
class KeyTextTest {
  private static final String KEY = RunningShop.MERCHANT.merchantPrivateKey();

  private static String bare(String pem) {
    return pem.replaceAll("-----[^-]+-----|\\s", "");
  }

  @Test
  @DisplayName("a key in one line of base64 is the same key, whatever it is one of")
  void oneLine() {
    var certificate = new Merchants().certificate().pem();
    var publicKey = RunningShop.MERCHANT.publicKey().pem();
    var read = KeyText.privateKey("key", bare(KEY));
    assertThat(read).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(bare(read)).isEqualTo(bare(KEY));
    assertThat(KeyText.platformKey("key", bare(certificate)))
        .startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(KeyText.platformKey("key", bare(publicKey)))
        .startsWith("-----BEGIN PUBLIC KEY-----\n");
  }

  @Test
  @DisplayName("a bare key of the old form is called that, so that the engine says how to turn it")
  void oldForm() {
    // What PKCS#8 puts around a PKCS#1 key of 2048 bits has 26 bytes.
    var der = Base64.getDecoder().decode(bare(KEY));
    var inner = Base64.getEncoder().encodeToString(Arrays.copyOfRange(der, 26, der.length));
    assertThat(KeyText.privateKey("key", inner)).startsWith("-----BEGIN RSA PRIVATE KEY-----");
  }

  @Test
  @DisplayName("what is PEM, a file, or no key at all stays as it was written")
  void others() {
    for (var written : new String[] {KEY, "file:/etc/shop/key.pem", "short", ""}) {
      assertThat(KeyText.privateKey("key", written)).isEqualTo(written);
      assertThat(KeyText.platformKey("key", written)).isEqualTo(written);
      assertThat(KeyText.binary("key", written)).isEqualTo(written);
    }
  }

  @Test
  @DisplayName("classpath: is read; what is not there is named with its key")
  void classPath() {
    var name = "classpath:META-INF/spring.factories";
    assertThat(KeyText.platformKey("key", name)).contains("FailureAnalyzer");
    assertThat(new String(Base64.getDecoder().decode(KeyText.binary("key", name)), UTF_8))
        .contains("FailureAnalyzer");
    assertThatThrownBy(() -> KeyText.privateKey("paybell.accounts.shop.key", "classpath:no.pem"))
        .isInstanceOf(PaybellConfigurationException.class)
        .hasMessageContaining("paybell.accounts.shop.key names no.pem");
  }

  @Test
  @DisplayName("an account of the properties may have them so")
  void account() {
    new ApplicationContextRunner()
        .withUserConfiguration(AutoConfigurationTest.OnlyProperties.class)
        .withPropertyValues(
            "paybell.accounts.shop.mchid=1",
            "paybell.accounts.shop.v3.merchant-private-key=" + bare(KEY),
            "paybell.accounts.shop.v3.platform-keys.7e57c0de="
                + bare(new Merchants().certificate().pem()))
        .run(
            context -> {
              var v3 =
                  context
                      .getBean(PaybellProperties.class)
                      .accounts()
                      .get("shop")
                      .settings("shop")
                      .v3();
              assertThat(v3.merchantPrivateKey())
                  .isEqualTo(Secret.of(KeyText.privateKey("key", bare(KEY))));
              assertThat(v3.platformKeys().get("7E57C0DE")).startsWith("-----BEGIN CERTIFICATE");
            });
  }
}
