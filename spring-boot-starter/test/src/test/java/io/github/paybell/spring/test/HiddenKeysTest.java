package io.github.paybell.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class HiddenKeysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "paybell.accounts.shop.v2.key",
        "paybell.accounts.shop.v3.platform-keys[PUB_KEY_ID_01]",
        "paybell.accounts.shop.v3.platform-keys.AB01",
        "paybell.accounts.shop.v2.previous-keys[0]",
        "paybell.accounts.shop.notify-token",
        "paybell.accounts.shop.notifyToken"
      })
  @DisplayName("A key or token of an account is hidden, however it is spelled")
  void hidden(String name) {
    var sources = new MutablePropertySources();
    sources.addLast(new MapPropertySource("file", Map.of(name, "x", "server.port", "1")));
    HiddenKeys.hide(sources);
    var source = sources.get("file");
    assertThat(source).isNotNull();
    assertThat(source.getProperty(name)).isNull();
    assertThat(source.containsProperty(name)).isFalse();
    assertThat(source.getProperty("server.port")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paybell.accounts.shop.mchid",
        "paybell.accounts.shop.appids[0]",
        "paybell.accounts.shop.late-payment",
        "paybell.healing.ladder",
        "paybell.subscribers.v2.url",
        "shop.accounts.x.v2.key"
      })
  @DisplayName("Everything else stays")
  void kept(String name) {
    var sources = new MutablePropertySources();
    var file = new MapPropertySource("file", Map.of(name, "x"));
    sources.addLast(file);
    HiddenKeys.hide(sources);
    assertThat(sources.get("file")).isSameAs(file);
  }

  @Test
  @DisplayName("Environment variables are hidden too, and the rest keeps its relaxed spelling")
  void variables() {
    var sources = new MutablePropertySources();
    sources.addLast(
        new SystemEnvironmentPropertySource(
            "systemEnvironment",
            Map.of("PAYBELL_ACCOUNTS_SHOP_V3_APIV3KEY", "x", "PAYBELL_ACCOUNTS_SHOP_MCHID", "1")));
    HiddenKeys.hide(sources);
    var source = sources.get("systemEnvironment");
    assertThat(source).isInstanceOf(SystemEnvironmentPropertySource.class);
    assertThat(source.getProperty("paybell.accounts.shop.v3.apiv3key")).isNull();
    assertThat(source.getProperty("paybell.accounts.shop.mchid")).isEqualTo("1");
  }
}
