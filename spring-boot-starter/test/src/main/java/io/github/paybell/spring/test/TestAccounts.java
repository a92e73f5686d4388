package io.github.paybell.spring.test;

import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * The shop's merchant accounts with the simulator's keys instead of their own. Immutable.
 *
 * @param byName never empty
 */
record TestAccounts(Map<String, TestAccount> byName) {
  private static final String KEY = "paybell.accounts";

  /**
   * One of them.
   *
   * @param merchant what the simulator knows it as
   * @param v2 whether it uses API v2
   * @param v3 whether it uses API v3
   */
  record TestAccount(String name, Merchant merchant, boolean v2, boolean v3) {
    private static final String TOKEN = "notify-token-of-the-tests-";

    String notifyToken() {
      return TOKEN + name;
    }

    /** Whether it is an account of a test's. */
    static boolean isToken(String notifyToken) {
      return notifyToken.startsWith(TOKEN);
    }
  }

  /** What an account keeps of its configuration. */
  record Kept(
      @DefaultValue(Merchants.DEFAULT_MCHID) String mchid, @DefaultValue List<String> appids) {}

  /** Those that are configured, or {@code shop}. */
  static TestAccounts in(Environment environment) {
    var kept =
        Binder.get(environment)
            .bind(KEY, Bindable.mapOf(String.class, Kept.class))
            .orElseGet(Map::of);
    Map<String, TestAccount> accounts = new LinkedHashMap<>();
    kept.forEach((name, account) -> accounts.put(name, account(environment, name, account)));
    if (accounts.isEmpty()) {
      accounts.put("shop", new TestAccount("shop", usual(), true, true));
    }
    return new TestAccounts(accounts);
  }

  private static TestAccount account(Environment environment, String name, Kept kept) {
    boolean v2 = says(environment, name, "v2");
    boolean v3 = says(environment, name, "v3");
    return new TestAccount(name, merchant(kept), v2 || !v3, v3 || !v2);
  }

  private static boolean says(Environment environment, String account, String key) {
    var name = ConfigurationPropertyName.of(KEY).append(account).append(key);
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }

  private static Merchant usual() {
    return new Merchants().require(Merchants.DEFAULT);
  }

  private static Merchant merchant(Kept kept) {
    var usual = usual();
    return new Merchant(
        kept.mchid(),
        kept.appids().isEmpty() ? usual.appids() : kept.appids(),
        usual.openid(),
        usual.appSecret(),
        usual.v2Key(),
        usual.apiV3Key(),
        usual.merchantSerial(),
        usual.merchantPrivateKey(),
        usual.merchantPublicKey(),
        usual.merchantCertificate(),
        usual.publicKey(),
        usual.certificates(),
        usual.callbackKey(),
        usual.subMchids(),
        usual.payDirectories());
  }

  List<Merchant> merchants() {
    return byName.values().stream().map(TestAccount::merchant).toList();
  }

  /** The first that is configured. */
  TestAccount first() {
    return byName.values().iterator().next();
  }

  /**
   * By its name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  TestAccount require(String name) {
    var account = byName.get(name);
    if (account == null) {
      throw new IllegalArgumentException(
          "no account \"" + name + "\"; there are " + String.join(", ", byName.keySet()));
    }
    return account;
  }

  /** Their configuration, with the simulator's keys. */
  Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    byName.values().forEach(account -> put(properties, account));
    return properties;
  }

  private static void put(Map<String, Object> properties, TestAccount account) {
    var merchant = account.merchant();
    String key = KEY + "." + account.name() + ".";
    properties.put(key + "mchid", merchant.mchid());
    for (int i = 0; i < merchant.appids().size(); i++) {
      properties.put(key + "appids[" + i + "]", merchant.appids().get(i));
    }
    properties.put(key + "notify-token", account.notifyToken());
    if (account.v2()) {
      properties.put(key + "v2.key", merchant.v2Key());
    }
    if (account.v3()) {
      properties.put(key + "v3.api-v3-key", merchant.apiV3Key());
      properties.put(key + "v3.merchant-serial", merchant.merchantSerial());
      properties.put(key + "v3.merchant-private-key", merchant.merchantPrivateKey());
      var merchants = new Merchants();
      for (PlatformSigningKey platform :
          List.of(merchant.publicKey(), merchants.certificate(), merchants.nextCertificate())) {
        properties.put(key + "v3.platform-keys[" + platform.serial() + "]", platform.pem());
      }
    }
  }
}
