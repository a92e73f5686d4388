package io.github.paybell.server.settings;

import io.github.paybell.settings.SettingsException;
import io.github.paybell.settings.SubscriberSettings;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Name;

/** The keys that exist, read off the settings' own records, so that the two cannot differ. */
final class KnownKeys {
  static final String ROOT = "paybell";

  /** How the names in a map of records are made. */
  private enum Names {
    ACCOUNT(
        "[a-z0-9][a-z0-9-]{0,31}",
        "the name of an account is 1 to 32 of a-z, 0-9 and -, and does not begin with -"),
    SUBSCRIBER("[a-z0-9-]{1,32}", "the name of a subscriber is 1 to 32 of a-z, 0-9 and -");

    private final String pattern;
    private final String rule;

    Names(String pattern, String rule) {
      this.pattern = pattern;
      this.rule = rule;
    }

    static Names of(Type values) {
      return values == SubscriberSettings.class ? SUBSCRIBER : ACCOUNT;
    }
  }

  /** What stands at a key that exists. */
  enum Place {
    VALUE,
    GROUP
  }

  private KnownKeys() {}

  /**
   * Looks a key up.
   *
   * @param key as written, such as {@code paybell.notify.port} or {@code
   *     paybell.notify.trusted-proxies[0]}
   * @throws SettingsException if no such key exists, naming the nearest one that does
   */
  static Place find(String key) {
    FormerNames.refuse(key);
    var elements = elements(key);
    Type type = PaybellSettings.class;
    var path = new StringBuilder(ROOT);
    for (int i = 1; i < elements.size(); i++) {
      var element = elements.get(i);
      var kind = raw(type);
      if (kind.isRecord()) {
        type = component(kind, element, path).getGenericType();
        path.append('.').append(element);
      } else if (kind == Map.class) {
        var values = argument(type, 1);
        if (!raw(values).isRecord()) {
          // Serials and a client's own properties are free text: whatever follows is one name.
          return Place.VALUE;
        }
        var names = Names.of(values);
        if (!element.matches(names.pattern)) {
          throw new SettingsException(path + "." + element + ": " + names.rule);
        }
        path.append('.').append(element);
        type = values;
      } else if (kind == List.class && element.matches("\\d+")) {
        return Place.VALUE;
      } else {
        throw new SettingsException(path + " is a single value, it holds no key " + element);
      }
    }
    var kind = raw(type);
    return kind.isRecord() || kind == Map.class ? Place.GROUP : Place.VALUE;
  }

  /** The keys that a group holds, for people. */
  static String namesAt(String key) {
    var elements = elements(key);
    Type type = PaybellSettings.class;
    for (int i = 1; i < elements.size(); i++) {
      type =
          raw(type).isRecord()
              ? component(raw(type), elements.get(i), new StringBuilder(ROOT)).getGenericType()
              : argument(type, 1);
    }
    return raw(type).isRecord()
        ? Arrays.stream(raw(type).getRecordComponents())
            .map(c -> name(c))
            .collect(Collectors.joining(", "))
        : "names";
  }

  /** Every environment variable of a fixed name, such as {@code PAYBELL_NOTIFY_PORT}. */
  static List<String> variables() {
    var names = new ArrayList<String>();
    variables(PaybellSettings.class, "PAYBELL", names);
    return names;
  }

  private static void variables(Class<?> group, String prefix, List<String> names) {
    for (var component : group.getRecordComponents()) {
      var name = prefix + "_" + name(component).replace('-', '_').toUpperCase(Locale.ROOT);
      if (component.getType().isRecord()) {
        variables(component.getType(), name, names);
      } else if (component.getType() != Map.class) {
        names.add(name);
      }
    }
  }

  /** How many letters differ, at most: insert, delete, replace. */
  static int distance(String a, String b) {
    var above = new int[b.length() + 1];
    Arrays.setAll(above, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }

  private static RecordComponent component(Class<?> group, String element, StringBuilder path) {
    var components = group.getRecordComponents();
    for (var component : components) {
      if (canonical(name(component)).equals(canonical(element))) {
        return component;
      }
    }
    var nearest =
        Arrays.stream(components)
            .map(c -> name(c))
            .min(Comparator.comparingInt(name -> distance(name, element)))
            .orElseThrow();
    throw new SettingsException(
        path + "." + element + " is not a setting; the nearest one is " + path + "." + nearest);
  }

  private static List<String> elements(String key) {
    var elements = new ArrayList<String>();
    for (var part : key.split("[.\\[\\]]")) {
      if (!part.isEmpty()) {
        elements.add(part);
      }
    }
    return elements;
  }

  // The compiler leaves an annotation of a component on the constructor's parameter only.
  private static String name(RecordComponent component) {
    var group = component.getDeclaringRecord();
    int index =
        Arrays.stream(group.getRecordComponents())
            .map(RecordComponent::getName)
            .toList()
            .indexOf(component.getName());
    var given = group.getDeclaredConstructors()[0].getParameters()[index].getAnnotation(Name.class);
    return given == null ? dashed(component.getName()) : given.value();
  }

  private static String canonical(String name) {
    return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
