package io.github.paybell.engine.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook may be told to do. */
class WebhookOptionsTest {
  private static final SigningSecret SECRET =
      SigningSecret.of("whsec_" + Base64.getEncoder().encodeToString(new byte[32]));

  @ParameterizedTest
  @DisplayName("https to a name or to a public address may be, also with port, path and query")
  @ValueSource(
      strings = {
        "https://shop.example/hook",
        "https://shop.example:8443/hook?token=1",
        "https://coffee_shop/hook",
        "https://8.8.8.8/",
        "https://[2400:3200::1]/",
        "HTTPS://SHOP.EXAMPLE",
      })
  void good(String url) {
    assertThatNoException().isThrownBy(() -> options(url, false));
  }

  @ParameterizedTest
  @DisplayName("what cannot work is refused when it is set, with the reason")
  @CsvSource({
    "http://shop.example/, must begin with https://",
    "ftp://shop.example/, must begin with https://",
    "shop.example/hook, must begin with https://",
    "mailto:shop@example, must begin with https://",
    "https:///hook, has no host",
    "https:hook, has no host",
    "https://shop.example:0/, has no host",
    "https://shop.example:65536/, has no host",
    "https://me:sesame@shop.example/, must not have a user",
    "https://me@coffee_shop/, must not have a user",
    "https://shop.example/#top, must not have a fragment",
    "https://127.0.0.1/, 127.0.0.1 is a loopback address",
    "https://2130706433/, 127.0.0.1 is a loopback address",
    "https://127.1/, 127.0.0.1 is a loopback address",
    "https://10.0.0.8/, 10.0.0.8 is a private address",
    "https://169.254.169.254/latest, 169.254.169.254 is a link-local address",
    "https://[::1]/, 0:0:0:0:0:0:0:1 is a loopback address",
    "https://[::ffff:10.0.0.8]/, 10.0.0.8 is a private address",
    "https://[64:ff9b::7f00:1]/, is a loopback address",
    "https://[fd00:ec2::254]/, is a private address",
  })
  void refused(String url, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(url, false))
        .withMessageContaining(reason)
        .withMessageNotContaining("sesame");
  }

  @Test
  @DisplayName("http may be where private addresses may, and not to a public one")
  void plain() {
    assertThatNoException().isThrownBy(() -> options("http://10.0.0.8:8080/hook", true));
    assertThatNoException().isThrownBy(() -> options("http://shop.internal/hook", true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options("http://8.8.8.8/hook", true))
        .withMessageContaining("in clear");
  }

  @Test
  @DisplayName("a secret and a time-out within bounds are needed")
  void secretAndTimeout() {
    var url = URI.create("https://shop.example/");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebhookOptions(url, List.of(), Duration.ofSeconds(1), false))
        .withMessageContaining("secret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebhookOptions(url, List.of(SECRET), Duration.ZERO, false))
        .withMessageContaining("1ms to 60s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebhookOptions(url, List.of(SECRET), Duration.ofSeconds(61), false))
        .withMessageContaining("1ms to 60s");
  }

  @Test
  @DisplayName("SILENT_SECRETS: neither the query nor a secret is in any text about it")
  void silent() {
    var options = options("https://shop.example:8443/hook?token=open-sesame", false);

    assertThat(options.target()).isEqualTo("shop.example:8443/hook");
    assertThat(options.toString()).doesNotContain("sesame", "whsec");
    assertThat(SECRET).hasToString("SigningSecret");
  }

  @ParameterizedTest
  @DisplayName("SILENT_SECRETS: a secret of the wrong form is refused without being repeated")
  @ValueSource(strings = {"whsec_", "whsec_c2hvcnQ=", "whsec_!open-sesame!", "open-sesame"})
  void secrets(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningSecret.of(text))
        .withMessageNotContaining("sesame")
        .withMessageContaining("24 to 64");
  }

  private static WebhookOptions options(String url, boolean allowPrivate) {
    return new WebhookOptions(
        URI.create(url), List.of(SECRET), WebhookOptions.TIMEOUT, allowPrivate);
  }
}
