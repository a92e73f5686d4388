package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.inbox.ProcessingOptions.Acknowledge;
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
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything under {@code paybell}. Immutable; an empty text counts as absent, and a key that is
 * none stops the start.
 *
 * @param enabled whether Paybell is there at all; false leaves no bean of it
 * @param endpoint where WeChat Pay's notifications are taken
 * @param baseUrl how WeChat Pay reaches this shop, such as https://shop.example.com, without
 *     context path; absent: no order can be placed
 * @param wechat where WeChat Pay is
 * @param masterKey encrypts what is kept of merchant keys: 64 hex digits, base64 of 32 bytes, or
 *     file:; absent: made once in data-dir
 * @param dataDir folder for the master key and for bills while they are compared
 * @param acknowledge when WeChat Pay is answered with success: recorded, as soon as the
 *     notification is stored, or handled, when the listener is through
 * @param accounts merchant accounts by name, 1 to 32 of a-z, 0-9 and -
 * @param healing queries for what no notification said
 * @param listener how PaymentListener beans are called
 * @param delivery how events are delivered to subscribers and listeners
 * @param retention how long what names a person is kept
 * @param subscribers the systems that receive events, by name, 1 to 32 of a-z, 0-9 and -
 * @param schema whether Paybell brings its tables up to date: migrate, or none where a DBA has run
 *     the SQL
 */
@ConfigurationProperties(prefix = PaybellProperties.PREFIX, ignoreUnknownFields = false)
public record PaybellProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Endpoint endpoint,
    @Nullable String baseUrl,
    @DefaultValue Wechat wechat,
    @Nullable SecretText masterKey,
    @DefaultValue("./paybell-data") String dataDir,
    @DefaultValue("recorded") Acknowledge acknowledge,
    @Nullable Map<String, MerchantSettings> accounts,
    @DefaultValue @NestedConfigurationProperty HealingSettings healing,
    @DefaultValue Listener listener,
    @DefaultValue @NestedConfigurationProperty DeliverySettings delivery,
    @DefaultValue @NestedConfigurationProperty RetentionSettings retention,
    @Nullable Map<String, SubscriberSettings> subscribers,
    @DefaultValue("migrate") Schema schema) {

  static final String PREFIX = "paybell";

  public PaybellProperties {
    masterKey = masterKey == null || masterKey.isEmpty() ? null : masterKey;
    baseUrl = baseUrl == null || baseUrl.isBlank() ? null : withoutSlash(baseUrl.strip());
    if (baseUrl != null) {
      requireAddress("paybell.base-url", baseUrl);
    }
    if (dataDir.isBlank()) {
      throw new IllegalArgumentException("paybell.data-dir must name a folder");
    }
    accounts = accounts == null ? Map.of() : Map.copyOf(accounts);
    subscribers = subscribers == null ? Map.of() : Map.copyOf(subscribers);
    Subscribers.check(subscribers);
  }

  @Override
  public Map<String, MerchantSettings> accounts() {
    return Objects.requireNonNull(accounts);
  }

  @Override
  public Map<String, SubscriberSettings> subscribers() {
    return Objects.requireNonNull(subscribers);
  }

  /** The data directory, absolute. */
  Path dataDirectory() {
    return Path.of(dataDir).toAbsolutePath().normalize();
  }

  /** Says nothing of the values: most of them are private. */
  @Override
  public String toString() {
    return "PaybellProperties[accounts=" + accounts().keySet() + "]";
  }

  /**
   * The notify endpoint.
   *
   * @param path under the context path; WeChat Pay calls {path}/{notify-token}
   * @param maxBody the largest body that is taken, 64KB to 1MB; v2 messages 64KB in any case
   */
  public record Endpoint(
      @DefaultValue("/notify") String path, @DefaultValue("1MB") DataSize maxBody) {
    private static final Pattern PATH = Pattern.compile("(/[0-9A-Za-z_~-][0-9A-Za-z._~-]*)+");

    public Endpoint {
      if (!PATH.matcher(path).matches()) {
        throw new IllegalArgumentException(
            "paybell.endpoint.path must be a path such as /notify or /pay/wechat, without a slash"
                + " at its end, was "
                + path);
      }
      try {
        MaxBody.of(maxBody.toBytes());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("paybell.endpoint." + e.getMessage(), e);
      }
    }

    MaxBody bound() {
      return MaxBody.of(maxBody.toBytes());
    }
  }

  /**
   * Where WeChat Pay is.
   *
   * @param baseUrl in development the simulator's address
   */
  public record Wechat(@DefaultValue("https://api.mch.weixin.qq.com") String baseUrl) {
    public Wechat {
      baseUrl = withoutSlash(baseUrl.strip());
      requireAddress("paybell.wechat.base-url", baseUrl);
    }

    URI uri() {
      return URI.create(baseUrl);
    }

    /** Whether this is WeChat Pay itself and not a stand-in on this machine. */
    boolean isWechat() {
      var host = Objects.requireNonNullElse(uri().getHost(), "");
      return host.endsWith(".weixin.qq.com") || host.endsWith(".wechatpay.cn");
    }
  }

  /**
   * How PaymentListener beans are called.
   *
   * @param enabled false: no method of a listener is called, because other code of the shop acts on
   *     payments; they are recorded, and payment.succeeded is not told
   * @param mode together: in the transaction that applies the payment; after-commit: later, outside
   *     of any transaction, at least once
   * @param threads orders that are handled at once in this process, 1 to 64; absent: a part of half
   *     the pool, at most 8, and 1 on SQLite
   */
  public record Listener(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("together") Mode mode,
      @Nullable Integer threads) {
    public Listener {
      if (threads != null && (threads < 1 || threads > 64)) {
        throw new IllegalArgumentException(
            "paybell.listener.threads must be 1 to 64, was " + threads);
      }
    }

    /** When listeners run. */
    public enum Mode {
      /** In the transaction that applies the payment. */
      TOGETHER,
      /** After it, outside of any transaction, at least once. */
      AFTER_COMMIT
    }
  }

  /** Who makes Paybell's tables. */
  public enum Schema {
    /** Paybell itself, at start. */
    MIGRATE,
    /** A person, beforehand. */
    NONE
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private static void requireAddress(String key, String address) {
    try {
      var uri = new URI(address);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new IllegalArgumentException(
        key + " must be an address such as https://shop.example.com, was " + address);
  }
}
