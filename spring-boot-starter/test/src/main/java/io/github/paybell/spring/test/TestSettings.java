package io.github.paybell.spring.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/** The shop's configuration, turned towards the simulator. */
final class TestSettings {
  private static final String HOST = "127.0.0.1";
  private static final String STORE = "spring.datasource.url";

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

  // Somebody else may take it before the shop does. Then the start says so, and the test is run
  // again.
  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
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

  /** Puts it into the environment, before all that is there. */
  void take() {
    var sources = environment.getPropertySources();
    HiddenKeys.hide(sources);
    sources.addFirst(new MapPropertySource("paybellTest", whateverIsConfigured()));
    if (!environment.containsProperty(STORE)
        && ClassUtils.isPresent("org.sqlite.JDBC", TestSettings.class.getClassLoader())) {
      sources.addLast(new MapPropertySource("paybellTestStore", Map.of(STORE, sqlite())));
    }
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

  private String sqlite() {
    return "jdbc:sqlite:"
        + folder.resolve("shop.db")
        + "?transaction_mode=IMMEDIATE&journal_mode=WAL&synchronous=FULL&busy_timeout=5000";
  }
}
