package io.github.paybell.spring.test;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The shop's configuration, turned towards the simulator. */
final class TestSettings {
  private static final String HOST = "127.0.0.1";

  private final ConfigurableEnvironment environment;
  private final TestAccounts accounts;
  private final Path folder;
  private final String wechat;
  private final int port;

  /**
   * @param folder for files that the test leaves behind
   * @param wechat address of the simulator
   */
  TestSettings(
      ConfigurableEnvironment environment, TestAccounts accounts, Path folder, String wechat) {
    this.environment = environment;
    this.accounts = accounts;
    this.folder = folder;
    this.wechat = wechat;
    port = freePort();
  }

  private static int freePort() {
    try {
      return FreePort.on(InetAddress.getByName(HOST), new SecureRandom());
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String address() {
    return "http://" + HOST + ":" + port;
  }

  /** Below which the shop's notify_urls are. */
  String notifyAddress() {
    return address()
        + environment.getProperty("server.servlet.context-path", "")
        + environment.getProperty("paybell.endpoint.path", "/notify");
  }

  /**
   * Puts it into the environment, before all that is there.
   *
   * @param database the shop's DataSource is to be this one; null: it stays as it is
   */
  void take(@Nullable TemporaryDatabase database) {
    var sources = environment.getPropertySources();
    HiddenKeys.hide(sources);
    var properties = whateverIsConfigured();
    if (database != null) {
      properties.putAll(database.properties());
    }
    sources.addFirst(new MapPropertySource("paybellTest", properties));
  }

  private Map<String, Object> whateverIsConfigured() {
    Map<String, Object> properties = new HashMap<>(accounts.properties());
    properties.put("server.port", port);
    properties.put("server.ssl.enabled", false);
    properties.put("paybell.base-url", address());
    properties.put("paybell.wechat.base-url", wechat);
    properties.put("paybell.data-dir", folder.toString());
    properties.put("paybell.acknowledge", "handled");
    properties.put("paybell.healing.enabled", false);
    return properties;
  }
}
