package io.github.paybell.engine.account;

import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v3.ApiV3Key;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks one account's settings and collects everything that is wrong with them. */
final class AccountCheck {
  private static final int KEY_LENGTH = 32;

  private final AccountSettings written;
  private final boolean fromFile;
  private final SecretSource source;
  private final List<String> errors = new ArrayList<>();
  private final List<String> publishedTestKeys = new ArrayList<>();
  private final List<PlatformKey> platformKeys = new ArrayList<>();
  private @Nullable MerchantKey merchantKey;
  private @Nullable ClientCertificate certificate;

  private AccountCheck(AccountSettings written, boolean fromFile, SecretSource source) {
    this.written = written;
    this.fromFile = fromFile;
    this.source = source;
  }

  /**
   * Checks all accounts of a configuration file.
   *
   * @throws InvalidAccountsException if anything is wrong, listing all of it
   */
  static List<CheckedAccount> ofFile(List<AccountSettings> written, SettingsFiles files) {
    var errors = new ArrayList<String>();
    var checked = new ArrayList<CheckedAccount>();
    var names = new HashMap<String, String>();
    var tokens = new HashMap<String, String>();
    var mchids = new HashMap<String, String>();
    for (var settings : written) {
      var name = settings.name();
      var account = new AccountCheck(settings, true, files).run(errors);
      if (account != null) {
        checked.add(account);
      }
      var sameName = names.put(bare(name), name);
      if (sameName != null) {
        errors.add("accounts." + name + ": " + alike(name, sameName));
      }
      var sameMchid = mchids.put(settings.mchid(), name);
      if (sameMchid != null) {
        errors.add("accounts." + name + ".mchid: account " + sameMchid + " has it already");
      }
      var token = settings.notifyToken();
      var sameToken = token == null ? null : tokens.put(token, name);
      if (sameToken != null) {
        errors.add("accounts." + name + ".notify-token: account " + sameToken + " has it already");
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidAccountsException(errors);
    }
    return checked;
  }

  /** Checks settings of the admin API or the database; what is wrong goes to {@code errors}. */
  static @Nullable CheckedAccount ofDatabase(AccountSettings written, List<String> errors) {
    return new AccountCheck(written, false, SecretSource.LITERAL).run(errors);
  }

  /** What is left of a name where a configuration drops {@code -}, as variables do. */
  static String bare(String name) {
    return name.replace("-", "");
  }

  /** Why two names of one {@link #bare} form are refused. */
  static String alike(String name, String other) {
    return name.equals(other)
        ? "is there twice"
        : "differs from "
            + other
            + " by - only, so that the keys of one would be taken for the other's; name one of them"
            + " anew (environment variables have no -: PAYBELL_ACCOUNTS_MYSHOP_… is account"
            + " myshop)";
  }

  private @Nullable CheckedAccount run(List<String> sink) {
    if (!Account.isName(written.name())) {
      error("name", Account.NAME_RULE);
    }
    if (!written.mchid().matches("[0-9]{1,32}")) {
      error("mchid", "must be 1–32 digits: the merchant number (商户号)");
    }
    all("appids", written.appids(), "[0-9A-Za-z_-]{1,32}", "must be 1–32 letters and digits");
    all("sub_mchids", written.subMchids(), "[0-9]{1,32}", "must be 1–32 digits");
    var token = written.notifyToken();
    if (token != null && !token.matches("[0-9A-Za-z_-]{16,64}")) {
      error(
          "notify_token",
          "must be 16–64 of 0-9 A-Z a-z _ and -; leave it out and one is generated");
    }
    policy("late_payment", written.latePayment());
    policy("duplicate_payment", written.duplicatePayment());
    var v2 = written.v2();
    var v3 = written.v3();
    if (v2 == null && v3 == null) {
      error("v2", "and v3 are both absent: without a key no message of this account can be proved");
    }
    var keys2 = new ArrayList<V2Key>();
    var checked2 = v2 == null ? null : v2(v2, keys2);
    var keys3 = new ArrayList<ApiV3Key>();
    var checked3 = v3 == null ? null : v3(v3, keys3);
    if (!errors.isEmpty()) {
      sink.addAll(errors);
      return null;
    }
    return new CheckedAccount(
        new AccountSettings(
            written.name(),
            written.mchid(),
            written.appids(),
            written.subMchids(),
            token,
            checked2,
            checked3,
            written.latePayment(),
            written.duplicatePayment()),
        keys2,
        checked3 == null ? null : List.copyOf(keys3),
        List.copyOf(platformKeys),
        List.copyOf(publishedTestKeys),
        merchantKey,
        certificate);
  }

  private AccountSettings.V2 v2(AccountSettings.V2 v2, List<V2Key> keys) {
    var key = key(Fields.V2_KEY, v2.key());
    var previous = previous(Fields.V2_PREVIOUS_KEYS, v2.previousKeys());
    if (key != null) {
      keys.add(V2Key.of(key.reveal()));
      previous.forEach(each -> keys.add(V2Key.of(each.reveal())));
    }
    var password = read(Fields.V2_CERTIFICATE_PASSWORD, v2.certificatePassword());
    return new AccountSettings.V2(key, previous, certificate(v2.certificate(), password), password);
  }

  private @Nullable Secret certificate(@Nullable Secret written, @Nullable Secret password) {
    if (written == null) {
      return null;
    }
    var base64 = source.readBytes(key(Fields.V2_CERTIFICATE), written.reveal(), errors);
    if (base64 == null) {
      return null;
    }
    try {
      // WeChat Pay makes the file with the mchid as its password.
      var opens = password == null ? this.written.mchid() : password.reveal();
      certificate = KeyReader.clientCertificate(base64(base64), opens.toCharArray());
    } catch (IllegalArgumentException e) {
      error(Fields.V2_CERTIFICATE, e.getMessage());
    }
    return Secret.of(base64);
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "This is not base64: send the bytes of apiclient_cert.p12 in base64", e);
    }
  }

  private AccountSettings.V3 v3(AccountSettings.V3 v3, List<ApiV3Key> keys) {
    var key = key(Fields.API_V3_KEY, v3.apiV3Key());
    var previous = previous(Fields.PREVIOUS_API_V3_KEYS, v3.previousApiV3Keys());
    if (key != null) {
      keys.add(ApiV3Key.of(key.reveal()));
      previous.forEach(each -> keys.add(ApiV3Key.of(each.reveal())));
    }
    var privateKey = read(Fields.MERCHANT_PRIVATE_KEY, v3.merchantPrivateKey());
    merchantKey(v3.merchantSerial(), v3.merchantPrivateKey() != null, privateKey);
    return new AccountSettings.V3(
        key, previous, v3.merchantSerial(), privateKey, platformKeys(v3.platformKeys()));
  }

  private void merchantKey(@Nullable String serial, boolean written, @Nullable Secret privateKey) {
    if (serial != null && !serial.matches("[0-9A-Fa-f]{8,64}")) {
      error(
          Fields.MERCHANT_SERIAL,
          "must be hexadecimal: the serial of the merchant's own API certificate");
    }
    if (serial == null && written) {
      error(
          Fields.MERCHANT_SERIAL,
          "is missing, but the private key is there: WeChat Pay knows the key by the serial of its"
              + " certificate (API安全 shows it)");
    }
    if (serial != null && !written) {
      error(
          Fields.MERCHANT_PRIVATE_KEY,
          "is missing, but the serial is there: give apiclient_key.pem, which signs the calls");
    }
    if (privateKey == null) {
      return;
    }
    try {
      var key = KeyReader.privateKey(privateKey.reveal());
      merchantKey = serial == null ? null : new MerchantKey(serial, key);
    } catch (IllegalArgumentException e) {
      error(Fields.MERCHANT_PRIVATE_KEY, e.getMessage());
    }
  }

  private Map<String, String> platformKeys(@Nullable Map<String, String> written) {
    var read = new TreeMap<String, String>();
    if (written == null) {
      return read;
    }
    for (var each : new TreeMap<>(written).entrySet()) {
      var name = key("v3.platform_keys") + "." + each.getKey();
      var pem = source.read(name, each.getValue(), errors);
      if (pem != null) {
        try {
          platformKeys.add(KeyReader.platformKey(each.getKey(), pem));
          read.put(each.getKey(), pem);
        } catch (IllegalArgumentException e) {
          errors.add(name + ": " + e.getMessage());
        }
      }
    }
    return read;
  }

  private List<Secret> previous(String field, @Nullable List<Secret> written) {
    var read = new ArrayList<Secret>();
    if (written != null) {
      for (int i = 0; i < written.size(); i++) {
        var key = key(Fields.element(field, i), written.get(i));
        if (key != null) {
          read.add(key);
        }
      }
    }
    return read;
  }

  private @Nullable Secret key(String field, @Nullable Secret written) {
    if (written == null) {
      error(field, "is missing");
      return null;
    }
    var secret = read(field, written);
    if (secret == null) {
      return null;
    }
    var text = secret.reveal();
    if (text.length() != KEY_LENGTH || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      error(
          field,
          "must be exactly 32 ASCII characters, has "
              + text.length()
              + ": copy it whole from the merchant platform (API安全)");
      return null;
    }
    if (PublishedTestKeys.contains(secret)) {
      publishedTestKeys.add(key(field));
    }
    return secret;
  }

  private @Nullable Secret read(String field, @Nullable Secret written) {
    if (written == null) {
      return null;
    }
    var text = source.read(key(field), written.reveal(), errors);
    return text == null ? null : Secret.of(text);
  }

  private void policy(String field, @Nullable String policy) {
    if (policy != null && !policy.matches("accept|refund|hold")) {
      error(field, "must be accept, refund or hold");
    }
  }

  private void all(String field, List<String> values, String pattern, String rule) {
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).matches(pattern)) {
        error(Fields.element(field, i), rule);
      }
    }
  }

  private void error(String field, @Nullable String what) {
    errors.add(key(field) + ": " + what);
  }

  /** What the person who wrote it calls the field: YAML spells it with hyphens. */
  private String key(String field) {
    return fromFile ? "accounts." + written.name() + "." + field.replace('_', '-') : field;
  }
}
