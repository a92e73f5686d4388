package io.github.paybell.engine.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of the secret fields, in errors, views and sealed texts; WeChat Pay's spelling. */
final class Fields {
  static final String V2_KEY = "v2.key";
  static final String V2_PREVIOUS_KEYS = "v2.previous_keys";
  static final String V2_CERTIFICATE = "v2.certificate";
  static final String V2_CERTIFICATE_PASSWORD = "v2.certificate_password";
  static final String API_V3_KEY = "v3.api_v3_key";
  static final String PREVIOUS_API_V3_KEYS = "v3.previous_api_v3_keys";
  static final String MERCHANT_SERIAL = "v3.merchant_serial";
  static final String MERCHANT_PRIVATE_KEY = "v3.merchant_private_key";

  private Fields() {}

  static String element(String field, int index) {
    return field + "[" + index + "]";
  }

  /** Every secret that the settings hold, by field. */
  static Map<String, Secret> secrets(AccountSettings settings) {
    var secrets = new LinkedHashMap<String, Secret>();
    var v2 = settings.v2();
    if (v2 != null) {
      put(secrets, V2_KEY, v2.key());
      putAll(secrets, V2_PREVIOUS_KEYS, v2.previousKeys());
      put(secrets, V2_CERTIFICATE, v2.certificate());
      put(secrets, V2_CERTIFICATE_PASSWORD, v2.certificatePassword());
    }
    var v3 = settings.v3();
    if (v3 != null) {
      put(secrets, API_V3_KEY, v3.apiV3Key());
      putAll(secrets, PREVIOUS_API_V3_KEYS, v3.previousApiV3Keys());
      put(secrets, MERCHANT_PRIVATE_KEY, v3.merchantPrivateKey());
    }
    return secrets;
  }

  private static void put(Map<String, Secret> secrets, String field, @Nullable Secret secret) {
    if (secret != null) {
      secrets.put(field, secret);
    }
  }

  private static void putAll(
      Map<String, Secret> secrets, String field, @Nullable List<Secret> list) {
    if (list != null) {
      for (int i = 0; i < list.size(); i++) {
        secrets.put(element(field, i), list.get(i));
      }
    }
  }
}
