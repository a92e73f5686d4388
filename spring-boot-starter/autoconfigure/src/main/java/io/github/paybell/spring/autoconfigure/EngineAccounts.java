package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.AccountView;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.settings.KeyText;
import io.github.paybell.settings.SettingsException;
import io.github.paybell.spring.AccountInfo;
import io.github.paybell.spring.AccountRefusedException;
import io.github.paybell.spring.MerchantAccount;
import io.github.paybell.spring.MerchantAccounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@link MerchantAccounts} over an engine. Thread-safe. */
final class EngineAccounts implements MerchantAccounts {
  /** The engine spells keys as its API does, the configuration with hyphens. */
  private static final Pattern UNDERSCORE = Pattern.compile("_(?=[a-z])");

  private static final String PRIVATE_KEY = "v3.merchant-private-key";

  private final Engine engine;
  private final String actor;

  /**
   * @param actor who asks, in the audit
   */
  EngineAccounts(Engine engine, String actor) {
    this.engine = engine;
    this.actor = actor;
  }

  @Override
  public MerchantAccounts as(String other) {
    return new EngineAccounts(engine, other);
  }

  @Override
  public AccountInfo put(MerchantAccount account) {
    ShopTransactions.requireOutside("Paybell.accounts().put");
    return engine
        .accountAdmin()
        .put(settings(account), actor)
        .match(
            stored -> info(stored.view()),
            held -> {
              throw configured(held.account());
            },
            invalid -> {
              throw new AccountRefusedException(
                  account.name(),
                  invalid.errors().stream().map(EngineAccounts::asConfigured).toList());
            });
  }

  @Override
  public Optional<AccountInfo> find(String name) {
    return engine
        .accounts()
        .find(name)
        .flatMap(account -> engine.accounts().view(name))
        .map(EngineAccounts::info);
  }

  @Override
  public List<AccountInfo> list() {
    return engine.accounts().views().stream().map(EngineAccounts::info).toList();
  }

  @Override
  public AccountInfo retire(String name) {
    ShopTransactions.requireOutside("Paybell.accounts().retire");
    return engine
        .accountAdmin()
        .retire(name, actor)
        .match(
            retired -> info(retired.view()),
            held -> {
              throw configured(held.account());
            },
            unknown -> {
              throw unknown(unknown.account());
            });
  }

  @Override
  public void remove(String name) {
    ShopTransactions.requireOutside("Paybell.accounts().remove");
    var unused =
        engine
            .accountAdmin()
            .remove(name, actor)
            .match(
                removed -> true,
                held -> {
                  throw configured(held.account());
                },
                unknown -> {
                  throw unknown(unknown.account());
                },
                tooEarly -> {
                  throw new AccountRefusedException(name, tooEarly.reasons());
                });
  }

  private static AccountRefusedException configured(String name) {
    return new AccountRefusedException(
        name, List.of("The configuration holds it: change it there, paybell.accounts." + name));
  }

  private static AccountRefusedException unknown(String name) {
    return new AccountRefusedException(name, List.of("There is no such account"));
  }

  private static String asConfigured(String error) {
    int end = error.indexOf(": ");
    return end < 0
        ? error
        : UNDERSCORE.matcher(error.substring(0, end)).replaceAll("-") + error.substring(end);
  }

  private static AccountInfo info(AccountView view) {
    return new AccountInfo(
        view.account(),
        view.mchid(),
        view.appids(),
        view.subMchids(),
        view.origin() == AccountView.Origin.FILE,
        view.keys().stream().map(AccountView.Key::serial).toList(),
        view.retiredAt());
  }

  private static AccountSettings settings(MerchantAccount account) {
    var errors = new ArrayList<String>();
    var settings =
        new AccountSettings(
            account.name(),
            account.mchid(),
            account.appids(),
            account.subMchids(),
            account.notifyToken(),
            v2(account),
            v3(account, errors),
            account.latePayment(),
            account.duplicatePayment());
    if (!errors.isEmpty()) {
      throw new AccountRefusedException(account.name(), errors);
    }
    return settings;
  }

  private static AccountSettings.@Nullable V2 v2(MerchantAccount account) {
    return account.v2Key() == null
            && account.v2PreviousKeys() == null
            && account.v2Certificate() == null
        ? null
        : new AccountSettings.V2(
            secret(account.v2Key()),
            secrets(account.v2PreviousKeys()),
            secret(account.v2Certificate()),
            secret(account.v2CertificatePassword()));
  }

  private static AccountSettings.@Nullable V3 v3(MerchantAccount account, List<String> errors) {
    return account.apiV3Key() == null
            && account.previousApiV3Keys() == null
            && account.merchantSerial() == null
            && account.platformKeys() == null
        ? null
        : new AccountSettings.V3(
            secret(account.apiV3Key()),
            secrets(account.previousApiV3Keys()),
            account.merchantSerial(),
            secret(privateKey(account, errors)),
            platformKeys(account.platformKeys(), errors));
  }

  private static @Nullable String privateKey(MerchantAccount account, List<String> errors) {
    var location = account.merchantPrivateKeyAt();
    if (location == null) {
      var text = account.merchantPrivateKey();
      return text == null ? null : text(PRIVATE_KEY, text, KeyText::privateKey, errors);
    }
    try {
      return KeyText.privateKeyAt(PRIVATE_KEY, location);
    } catch (SettingsException e) {
      errors.add(PRIVATE_KEY + ": " + e.getMessage());
      return null;
    }
  }

  private static @Nullable Map<String, String> platformKeys(
      @Nullable Map<String, String> given, List<String> errors) {
    if (given == null) {
      return null;
    }
    var keys = new HashMap<String, String>();
    given.forEach(
        (serial, text) ->
            keys.put(
                serial, text("v3.platform-keys." + serial, text, KeyText::platformKey, errors)));
    return keys;
  }

  /** What a merchant typed in may not make the shop read what lies on its class path. */
  private static String text(
      String key, String given, BinaryOperator<String> read, List<String> errors) {
    if (given.startsWith("classpath:") || given.startsWith("file:")) {
      errors.add(
          key
              + ": must be the text itself; a merchant's private key that is a file of the shop is"
              + " named by merchantPrivateKeyAt");
      return given;
    }
    return read.apply(key, given);
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null ? null : Secret.of(text);
  }

  private static @Nullable List<Secret> secrets(@Nullable List<String> texts) {
    return texts == null ? null : texts.stream().map(Secret::of).toList();
  }
}
