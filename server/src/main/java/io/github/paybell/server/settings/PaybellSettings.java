package io.github.paybell.server.settings;

import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.settings.DeliverySettings;
import io.github.paybell.settings.HealingSettings;
import io.github.paybell.settings.MerchantSettings;
import io.github.paybell.settings.RetentionSettings;
import io.github.paybell.settings.SecretText;
import io.github.paybell.settings.SubscriberSettings;
import io.github.paybell.settings.Subscribers;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * Everything under {@code paybell} in the configuration. An empty value counts as absent.
 *
 * @param notifyListener the public listener; a record cannot have a member called {@code notify}
 * @param admin the private listener
 * @param dataDir of the caller's directory; default {@code ./paybell-data}
 * @param masterKey encrypts secrets at rest; absent: made in {@code dataDir}
 * @param store where the records are kept; without a URL the embedded SQLite in {@code dataDir}
 * @param wechat where WeChat Pay is
 * @param acknowledge {@code recorded}: WeChat Pay is answered when the notification is committed
 * @param accounts merchant accounts by name
 * @param healing queries for what no notification said
 * @param delivery how events are delivered
 * @param retention how long what names a person is kept
 * @param subscribers the systems that receive events, by name (1–32 of {@code a-z 0-9 -})
 */
@ConfigurationProperties("paybell")
public record PaybellSettings(
    @Name("notify") @DefaultValue Notify notifyListener,
    @DefaultValue Admin admin,
    @DefaultValue("./paybell-data") String dataDir,
    @Nullable SecretText masterKey,
    @DefaultValue Store store,
    @DefaultValue Wechat wechat,
    @DefaultValue("recorded") String acknowledge,
    @Nullable Map<String, MerchantSettings> accounts,
    @DefaultValue HealingSettings healing,
    @DefaultValue DeliverySettings delivery,
    @DefaultValue RetentionSettings retention,
    @Nullable Map<String, SubscriberSettings> subscribers) {

  public PaybellSettings {
    masterKey = masterKey == null || masterKey.isEmpty() ? null : masterKey;
    accounts = accounts == null ? Map.of() : Map.copyOf(accounts);
    subscribers = subscribers == null ? Map.of() : Map.copyOf(subscribers);
    Subscribers.check(subscribers);
    if (dataDir.isBlank()) {
      throw new IllegalArgumentException("data-dir must name a folder");
    }
    if (acknowledge.equals("handled")) {
      throw new IllegalArgumentException(
          "acknowledge: handled needs a listener, which only a shop with the starter has; the"
              + " server acknowledges what is recorded");
    }
    if (!acknowledge.equals("recorded")) {
      throw new IllegalArgumentException("acknowledge must be recorded");
    }
  }

  /** The data directory, absolute. */
  public Path dataDirectory() {
    return Path.of(dataDir).toAbsolutePath().normalize();
  }

  @Override
  public Map<String, MerchantSettings> accounts() {
    return Objects.requireNonNull(accounts);
  }

  @Override
  public Map<String, SubscriberSettings> subscribers() {
    return Objects.requireNonNull(subscribers);
  }

  /**
   * The public listener.
   *
   * @param port 1–65535; 0 takes a free one
   * @param baseUrl how WeChat Pay reaches it, without a slash at the end; null: not known
   * @param trustedProxies addresses or CIDR ranges whose X-Forwarded-For is believed
   * @param maxBody the largest body that is taken, 64KB to 1MB; v2 messages 64KB in any case
   */
  public record Notify(
      @DefaultValue("0.0.0.0") String host,
      @DefaultValue("8080") int port,
      @Nullable String baseUrl,
      @DefaultValue List<String> trustedProxies,
      @DefaultValue("1MB") DataSize maxBody) {
    public Notify {
      requirePort("notify.port", port);
      baseUrl = baseUrl == null || baseUrl.isBlank() ? null : withoutSlash(baseUrl.strip());
      if (baseUrl != null) {
        requireAddress("notify.base-url", baseUrl);
      }
      trustedProxies = List.copyOf(trustedProxies);
      requireBody(maxBody);
    }

    private static void requireBody(DataSize size) {
      try {
        MaxBody.of(size.toBytes());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("notify." + e.getMessage(), e);
      }
    }

    /** The engine's view of {@code max-body}. */
    public MaxBody bound() {
      return MaxBody.of(maxBody.toBytes());
    }
  }

  /**
   * The private listener.
   *
   * @param port 1–65535; 0 takes a free one
   * @param token the bearer token, at least 16 characters; null: generated once into {@code
   *     dataDir/admin-token}
   */
  public record Admin(
      @DefaultValue("127.0.0.1") String host,
      @DefaultValue("8081") int port,
      @Nullable SecretText token) {
    public Admin {
      requirePort("admin.port", port);
      token = token == null || token.isEmpty() ? null : token;
    }
  }

  /**
   * The database; without a URL the embedded SQLite.
   *
   * @param accept the identity of the database to go on with in place of the one that was used
   *     before; for one start, on the command line
   */
  public record Store(
      @Nullable String url,
      @Nullable String username,
      @Nullable SecretText password,
      @Nullable String accept) {
    public Store {
      accept = accept == null || accept.isBlank() ? null : accept.strip();
      url = url == null || url.isBlank() ? null : url;
      username = username == null || username.isEmpty() ? null : username;
      if (url != null && url.startsWith("jdbc:h2:")) {
        throw new IllegalArgumentException(
            "store.url: H2 does not keep its word on power loss and is never a server's store; use"
                + " jdbc:postgresql:, jdbc:mariadb:, or leave store out for the embedded SQLite");
      }
    }

    /** The engine's view of it. */
    public StoreOptions options(Path dataDirectory) {
      return url == null
          ? StoreOptions.embedded(dataDirectory)
          : new StoreOptions(
              url,
              username,
              password == null ? null : password.value("paybell.store.password"),
              StoreOptions.DEFAULT_MAX_CONNECTIONS);
    }

    /** Says where, never with what password. */
    @Override
    public String toString() {
      return url == null ? "embedded" : url.replaceAll("\\?.*", "");
    }
  }

  /** Where WeChat Pay is; in development the simulator's address. */
  public record Wechat(@DefaultValue("https://api.mch.weixin.qq.com") String baseUrl) {
    public Wechat {
      baseUrl = withoutSlash(baseUrl.strip());
      requireAddress("wechat.base-url", baseUrl);
    }

    /** Where calls go. */
    public URI uri() {
      return URI.create(baseUrl);
    }

    /** Whether this is WeChat Pay itself and not a stand-in on this machine. */
    public boolean isWechat() {
      var host = Objects.requireNonNullElse(URI.create(baseUrl).getHost(), "");
      return host.endsWith(".weixin.qq.com") || host.endsWith(".wechatpay.cn");
    }
  }

  private static void requirePort(String key, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(key + " must be 0 to 65535, was " + port);
    }
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private static void requireAddress(String key, String address) {
    try {
      var uri = new URI(address);
      if (uri.getHost() == null
          || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        throw new IllegalArgumentException(
            key + " must be an address such as https://pay.example.com, was " + address);
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(key + " is not an address: " + address);
    }
  }
}
