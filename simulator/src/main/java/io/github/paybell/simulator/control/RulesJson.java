package io.github.paybell.simulator.control;

import io.github.paybell.simulator.platform.Rules;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The platform's rules as JSON, the same in {@code /sim/rules} and in the settings file: the names
 * of {@link Rules}' components in kebab-case, read off the record itself, so that a new rule is
 * here at once. Durations are seconds, or a number with a unit; choices are written in upper case.
 */
public final class RulesJson {
  private static final Map<String, RecordComponent> BY_KEY = byKey();

  private RulesJson() {}

  private static Map<String, RecordComponent> byKey() {
    Map<String, RecordComponent> byKey = new LinkedHashMap<>();
    for (RecordComponent component : Rules.class.getRecordComponents()) {
      String key = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      byKey.put(key, component);
    }
    return Collections.unmodifiableMap(byKey);
  }

  /** The names of all rules, in the order of the record. */
  public static List<String> names() {
    return List.copyOf(BY_KEY.keySet());
  }

  /**
   * Rules with some of them changed.
   *
   * @param base what stays where nothing is said
   * @param changes an object with the rules to change
   * @throws IllegalArgumentException naming the key that does not exist and the nearest that does,
   *     or the one whose value cannot be
   */
  public static Rules apply(Rules base, JsonNode changes) {
    if (!changes.isObject()) {
      throw new IllegalArgumentException(
          "rules are an object such as {\"query-lag\":\"2s\"}, not " + changes);
    }
    for (String key : changes.propertyNames()) {
      if (!BY_KEY.containsKey(key)) {
        throw Nearest.refuse("rule", key, BY_KEY.keySet());
      }
    }
    List<Object> values = new ArrayList<>();
    BY_KEY.forEach(
        (key, component) -> {
          JsonNode change = changes.get(key);
          values.add(change == null ? valueOf(base, component) : read(key, change, component));
        });
    return build(values);
  }

  /** All rules. */
  public static ObjectNode of(Rules rules) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    BY_KEY.forEach((key, component) -> json.set(key, write(valueOf(rules, component))));
    return json;
  }

  private static Object valueOf(Rules rules, RecordComponent component) {
    try {
      return component.getAccessor().invoke(rules);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Rules cannot be read", e);
    }
  }

  private static Rules build(List<Object> values) {
    Class<?>[] types =
        BY_KEY.values().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return Rules.class.getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("Rules cannot be made", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Rules cannot be made", e);
    }
  }

  private static JsonNode write(Object value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value instanceof Duration it) {
      return SecondsJson.of(it);
    } else if (value instanceof Boolean it) {
      return json.booleanNode(it);
    } else if (value instanceof Integer it) {
      return json.numberNode(it);
    } else if (value instanceof List<?> gaps) {
      ArrayNode array = json.arrayNode();
      gaps.forEach(gap -> array.add(SecondsJson.of((Duration) gap)));
      return array;
    }
    return json.stringNode(value.toString());
  }

  private static Object read(String key, JsonNode json, RecordComponent component) {
    Class<?> type = component.getType();
    if (type == Duration.class) {
      return SecondsJson.read(key, json);
    } else if (type == boolean.class) {
      require(json.isBoolean(), key, "true or false", json);
      return json.booleanValue();
    } else if (type == int.class) {
      require(json.isInt() && json.intValue() > 0, key, "a whole number above 0", json);
      return json.intValue();
    } else if (type == String.class) {
      require(json.isString() && !json.stringValue().isEmpty(), key, "a text", json);
      return json.stringValue();
    } else if (type == LocalTime.class) {
      return timeOfDay(key, json);
    } else if (type == List.class) {
      require(json.isArray(), key, "a list of times such as [\"15s\",\"3m\"]", json);
      return json.valueStream().map(gap -> SecondsJson.read(key, gap)).toList();
    }
    return choice(key, json, type);
  }

  private static void require(boolean good, String key, String wanted, JsonNode json) {
    if (!good) {
      throw new IllegalArgumentException(key + " is " + wanted + ", not " + json);
    }
  }

  private static LocalTime timeOfDay(String key, JsonNode json) {
    try {
      // YAML makes the number 600 of 10:00 without quotation marks.
      require(json.isString(), key, "a time of day in quotation marks, \"10:00\"", json);
      return LocalTime.parse(json.stringValue());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(key + " is a time of day, \"10:00\", not " + json, e);
    }
  }

  private static Object choice(String key, JsonNode json, Class<?> type) {
    List<Object> choices = Arrays.asList(type.getEnumConstants());
    return choices.stream()
        .filter(it -> json.isString() && it.toString().equalsIgnoreCase(json.stringValue()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    key
                        + " is one of "
                        + String.join(
                            ", ", Stream.of(type.getEnumConstants()).map(Object::toString).toList())
                        + ", not "
                        + json));
  }
}
