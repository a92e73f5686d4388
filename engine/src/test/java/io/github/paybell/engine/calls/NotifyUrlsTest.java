package io.github.paybell.engine.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyUrlsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pay.example.com/notify/t",
        "HTTPS://PAY.EXAMPLE.COM/notify/t",
        "https://pay.example.com:8443/notify/t",
        "https://203.0.113.7/notify/t",
        "https://[2001:db8::7]/notify/t",
        "https://shop.wxpay.localnet.example/notify/t"
      })
  @DisplayName("What WeChat Pay takes breaks no rule")
  void taken(String url) {
    assertThat(NotifyUrls.broken(url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://pay.example.com/notify/t | begin with https",
        "https://pay.example.com/notify/t?x=1 | no query",
        "https://pay.example.com/notify/t# | no fragment",
        "https://localhost/notify/t | from the internet",
        "https://shop/notify/t | from the internet",
        "https://shop.local/notify/t | from the internet",
        "https://SHOP.LOCAL/notify/t | from the internet",
        "https://shop.internal/notify/t | from the internet",
        "https://a.localhost/notify/t | from the internet",
        "https://127.0.0.1/notify/t | from the internet",
        "https://127.9.9.9/notify/t | from the internet",
        "https://0.0.0.0/notify/t | from the internet",
        "https://10.1.2.3/notify/t | from the internet",
        "https://172.16.0.1/notify/t | from the internet",
        "https://192.168.0.7/notify/t | from the internet",
        "https://169.254.1.1/notify/t | from the internet",
        "https://[::1]/notify/t | from the internet",
        "https://[::]/notify/t | from the internet",
        "https://[fe80::1]/notify/t | from the internet",
        "https://[fd00::1]/notify/t | from the internet",
        "https://[fcff::1]/notify/t | from the internet",
        "https://[::ffff:192.168.0.7]/notify/t | from the internet"
      })
  @DisplayName("What WeChat Pay does not take breaks one rule, which is named")
  void broken(String url, String rule) {
    assertThat(NotifyUrls.broken(url)).singleElement().asString().contains(rule);
  }

  @Test
  @DisplayName("255 characters are taken, one more is not")
  void length() {
    var base = "https://pay.example.com/";
    assertThat(NotifyUrls.broken(base + "x".repeat(255 - base.length()))).isEmpty();
    assertThat(NotifyUrls.broken(base + "x".repeat(256 - base.length())))
        .singleElement()
        .asString()
        .contains("255");
  }

  @Test
  @DisplayName("Placing is refused without an address, and with one that WeChat Pay does not take")
  void refusal() {
    assertThat(new NotifyUrls(null, true).refusal("t")).contains("paybell.notify.base-url");
    assertThat(new NotifyUrls(null, false).refusal("t")).contains("paybell.notify.base-url");
    assertThat(new NotifyUrls("http://10.0.0.1", true).refusal("t"))
        .contains("begin with https")
        .contains("from the internet");
    assertThat(new NotifyUrls("http://10.0.0.1", false).refusal("t")).isNull();
    assertThat(new NotifyUrls("https://pay.example.com", true).refusal("t")).isNull();
  }

  @Test
  @DisplayName("A port is named")
  void port() {
    assertThat(NotifyUrls.namesPort("https://pay.example.com:8443/notify/t")).isTrue();
    assertThat(NotifyUrls.namesPort("https://pay.example.com/notify/t")).isFalse();
  }
}
