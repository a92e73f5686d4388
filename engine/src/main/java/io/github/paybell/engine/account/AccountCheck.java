package io.github.paybell.engine.account;

import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v3.ApiV3Key;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  private AccountCheck(AccountSettings written, boolean fromFile, SecretSource source) {
    this.written = written;
    this.fromFile = fromFile;
    this.source = source;
  }

  /** Checks settings of the configuration file; what is wrong goes to {@code errors}. */
  static @Nullable CheckedAccount ofFile(
      AccountSettings written, SettingsFiles files, List<String> errors) {
    return new AccountCheck(written, true, files).run(errors);
  }

  /** Checks settings of the office or the database; what is wrong goes to {@code errors}. */
  static @Nullable CheckedAccount ofDatabase(AccountSettings written, List<String> errors) {
    return new AccountCheck(written, false, SecretSource.LITERAL).run(errors);
  }

  static boolean isName(String name) {
    return name.matches("[a-z0-9]{1,32}");
  }

  private @Nullable CheckedAccount run(List<String> sink) {
    if (!isName(written.name())) {
      error("name", "must be 1–32 of a-z and 0-9");
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
    var ring = new LinkedHashMap<String, PublicKey>();
    platformKeys.forEach(key -> ring.put(key.serial(), key.key()));
    return new CheckedAccount(
        new AccountSettings(
            written.name(),
            written.mchid(),
            written.appids(),
            written.subMchids(),
            token,
            checked2,
            checked3),
        keys2,
        checked3 == null ? null : new KeyRing(ring, keys3),
        List.copyOf(platformKeys),
        List.copyOf(publishedTestKeys));
  }

  private AccountSettings.V2 v2(AccountSettings.V2 v2, List<V2Key> keys) {
    var key = key(Fields.V2_KEY, v2.key());
    var previous = previous(Fields.V2_PREVIOUS_KEYS, v2.previousKeys());
    if (key != null) {
      keys.add(V2Key.of(key.reveal()));
      previous.forEach(each -> keys.add(V2Key.of(each.reveal())));
    }
    return new AccountSettings.V2(key, previous, v2.certificate());
  }

  private AccountSettings.V3 v3(AccountSettings.V3 v3, List<ApiV3Key> keys) {
    var key = key(Fields.API_V3_KEY, v3.apiV3Key());
    var previous = previous(Fields.PREVIOUS_API_V3_KEYS, v3.previousApiV3Keys());
    if (key != null) {
      keys.add(ApiV3Key.of(key.reveal()));
      previous.forEach(each -> keys.add(ApiV3Key.of(each.reveal())));
    }
    var privateKey = read(Fields.MERCHANT_PRIVATE_KEY, v3.merchantPrivateKey());
    if (privateKey != null) {
      try {
        KeyReader.requirePrivateKey(privateKey.reveal());
      } catch (IllegalArgumentException e) {
        error(Fields.MERCHANT_PRIVATE_KEY, e.getMessage());
      }
    }
    var serial = v3.merchantSerial();
    if (serial != null && !serial.matches("[0-9A-Fa-f]{8,64}")) {
      error(
          "v3.merchant_serial",
          "must be hexadecimal: the serial of the merchant's own API certificate");
    }
    return new AccountSettings.V3(
        key, previous, serial, privateKey, platformKeys(v3.platformKeys()));
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
