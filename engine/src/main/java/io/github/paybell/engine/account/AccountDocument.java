package io.github.paybell.engine.account;

import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An account as the database keeps it: JSON with WeChat Pay's names, each secret sealed and with
 * the time it was last changed. Members it does not know are passed over, so that a newer replica
 * may add some.
 *
 * @param changed when each secret was last changed, by field
 */
record AccountDocument(AccountSettings settings, Map<String, Instant> changed) {
  private static final JsonFactory JSON = new JsonFactory();

  AccountDocument {
    changed = Map.copyOf(changed);
  }

  /** This account's secrets at {@code now}: unchanged ones keep their time. */
  static AccountDocument of(
      AccountSettings settings, @Nullable AccountDocument before, Instant now) {
    var changed = new LinkedHashMap<String, Instant>();
    Fields.secrets(settings).keySet().forEach(field -> changed.put(field, now));
    if (before != null) {
      var old = Fields.secrets(before.settings);
      Fields.secrets(settings)
          .forEach(
              (field, secret) -> {
                if (Objects.equals(secret, old.get(field))) {
                  changed.put(field, before.changed.getOrDefault(field, now));
                }
              });
    }
    return new AccountDocument(settings, changed);
  }

  String write(MasterKey key) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("mchid", settings.mchid());
      texts(json, "appids", settings.appids());
      texts(json, "sub_mchids", settings.subMchids());
      text(json, "late_payment", settings.latePayment());
      text(json, "duplicate_payment", settings.duplicatePayment());
      var v2 = settings.v2();
      if (v2 != null) {
        json.writeObjectPropertyStart("v2");
        secret(json, key, "key", Fields.V2_KEY, v2.key());
        secrets(json, key, "previous_keys", Fields.V2_PREVIOUS_KEYS, v2.previousKeys());
        secret(json, key, "certificate", Fields.V2_CERTIFICATE, v2.certificate());
        secret(
            json,
            key,
            "certificate_password",
            Fields.V2_CERTIFICATE_PASSWORD,
            v2.certificatePassword());
        json.writeEndObject();
      }
      var v3 = settings.v3();
      if (v3 != null) {
        json.writeObjectPropertyStart("v3");
        secret(json, key, "api_v3_key", Fields.API_V3_KEY, v3.apiV3Key());
        secrets(
            json, key, "previous_api_v3_keys", Fields.PREVIOUS_API_V3_KEYS, v3.previousApiV3Keys());
        text(json, "merchant_serial", v3.merchantSerial());
        secret(
            json,
            key,
            "merchant_private_key",
            Fields.MERCHANT_PRIVATE_KEY,
            v3.merchantPrivateKey());
        json.writeObjectPropertyStart("platform_keys");
        var platformKeys = v3.platformKeys();
        if (platformKeys != null) {
          new TreeMap<>(platformKeys).forEach(json::writeStringProperty);
        }
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalStateException if a secret does not open, naming account and field
   */
  static AccountDocument read(String account, String notifyToken, String document, MasterKey key) {
    try (var json = JSON.createParser(ObjectReadContext.empty(), document)) {
      json.nextToken();
      return new Reader(account, key).read(notifyToken, object(json));
    }
  }

  /** Takes the members of a document and opens its secrets. */
  private static final class Reader {
    private final String account;
    private final MasterKey key;
    private final Map<String, Instant> changed = new LinkedHashMap<>();

    Reader(String account, MasterKey key) {
      this.account = account;
      this.key = key;
    }

    AccountDocument read(String notifyToken, Map<String, Object> root) {
      var v2 = root.get("v2");
      var v3 = root.get("v3");
      var settings =
          new AccountSettings(
              account,
              String.valueOf(root.get("mchid")),
              texts(root.get("appids")),
              texts(root.get("sub_mchids")),
              notifyToken,
              v2 instanceof Map<?, ?> map ? v2(map) : null,
              v3 instanceof Map<?, ?> map ? v3(map) : null,
              text(root.get("late_payment")),
              text(root.get("duplicate_payment")));
      return new AccountDocument(settings, changed);
    }

    private AccountSettings.V2 v2(Map<?, ?> v2) {
      return new AccountSettings.V2(
          secret(Fields.V2_KEY, v2.get("key")),
          secrets(Fields.V2_PREVIOUS_KEYS, v2.get("previous_keys")),
          // Before it could be used it was kept as written: a text, which is passed over.
          secret(Fields.V2_CERTIFICATE, v2.get("certificate")),
          secret(Fields.V2_CERTIFICATE_PASSWORD, v2.get("certificate_password")));
    }

    private AccountSettings.V3 v3(Map<?, ?> v3) {
      var platformKeys = new TreeMap<String, String>();
      if (v3.get("platform_keys") instanceof Map<?, ?> map) {
        map.forEach((serial, pem) -> platformKeys.put(serial.toString(), pem.toString()));
      }
      return new AccountSettings.V3(
          secret(Fields.API_V3_KEY, v3.get("api_v3_key")),
          secrets(Fields.PREVIOUS_API_V3_KEYS, v3.get("previous_api_v3_keys")),
          text(v3.get("merchant_serial")),
          secret(Fields.MERCHANT_PRIVATE_KEY, v3.get("merchant_private_key")),
          platformKeys);
    }

    private @Nullable Secret secret(String field, @Nullable Object member) {
      if (!(member instanceof Map<?, ?> map)) {
        return null;
      }
      if (map.get("changed_at") instanceof String time) {
        changed.put(field, Instant.parse(time));
      }
      return key.open(account, field, String.valueOf(map.get("sealed")));
    }

    private List<Secret> secrets(String field, @Nullable Object member) {
      var secrets = new ArrayList<Secret>();
      if (member instanceof List<?> list) {
        for (var each : list) {
          var secret = secret(Fields.element(field, secrets.size()), each);
          if (secret != null) {
            secrets.add(secret);
          }
        }
      }
      return secrets;
    }

    private static @Nullable String text(@Nullable Object member) {
      return member == null ? null : member.toString();
    }

    private static List<String> texts(@Nullable Object member) {
      return member instanceof List<?> list
          ? list.stream().map(Object::toString).toList()
          : List.of();
    }
  }

  private void secret(
      JsonGenerator json, MasterKey key, String name, String field, @Nullable Secret secret) {
    if (secret != null) {
      json.writeName(name);
      sealed(json, key, field, secret);
    }
  }

  private void secrets(
      JsonGenerator json, MasterKey key, String name, String field, @Nullable List<Secret> list) {
    json.writeArrayPropertyStart(name);
    for (int i = 0; list != null && i < list.size(); i++) {
      sealed(json, key, Fields.element(field, i), list.get(i));
    }
    json.writeEndArray();
  }

  private void sealed(JsonGenerator json, MasterKey key, String field, Secret secret) {
    json.writeStartObject();
    json.writeStringProperty("sealed", key.seal(settings.name(), field, secret));
    text(json, "changed_at", String.valueOf(changed.get(field)));
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private static Map<String, Object> object(JsonParser json) {
    var members = new LinkedHashMap<String, Object>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      json.nextToken();
      var value = value(json);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static @Nullable Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> {
        var elements = new ArrayList<Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          var element = value(json);
          if (element != null) {
            elements.add(element);
          }
        }
        yield elements;
      }
      case VALUE_NULL -> null;
      default -> json.getString();
    };
  }

  @Override
  public String toString() {
    return "AccountDocument[" + settings.name() + "]";
  }
}
