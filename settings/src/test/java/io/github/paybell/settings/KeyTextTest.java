package io.github.paybell.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.account.Secret;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys as other libraries' settings have them. */
class KeyTextTest {
  private static final Merchant MERCHANT = new Merchants().require(Merchants.DEFAULT);
  private static final String KEY = MERCHANT.merchantPrivateKey();

  private static String bare(String pem) {
    return pem.replaceAll("-----[^-]+-----|\\s", "");
  }

  @Test
  @DisplayName("a key in one line of base64 is the same key, whatever it is one of")
  void oneLine() {
    var certificate = new Merchants().certificate().pem();
    var publicKey = MERCHANT.publicKey().pem();
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
    var name = "classpath:a-resource.txt";
    assertThat(KeyText.platformKey("key", name)).contains("a key, for this test");
    assertThat(new String(Base64.getDecoder().decode(KeyText.binary("key", name)), UTF_8))
        .contains("a key, for this test");
    assertThatThrownBy(() -> KeyText.privateKey("paybell.accounts.shop.key", "classpath:no.pem"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("paybell.accounts.shop.key names no.pem");
  }

  @Test
  @DisplayName("an account of the settings may have them so")
  void account() {
    var keys =
        new MerchantSettings.V3(
            null,
            null,
            null,
            SecretText.of(bare(KEY)),
            Map.of("7e57c0de", bare(new Merchants().certificate().pem())));
    var v3 =
        new MerchantSettings("1", List.of(), List.of(), null, null, keys, null, null)
            .settings("shop")
            .v3();
    assertThat(v3.merchantPrivateKey()).isEqualTo(Secret.of(KeyText.privateKey("key", bare(KEY))));
    assertThat(v3.platformKeys().get("7E57C0DE")).startsWith("-----BEGIN CERTIFICATE");
  }
}
