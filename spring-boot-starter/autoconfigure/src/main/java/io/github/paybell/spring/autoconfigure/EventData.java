package io.github.paybell.spring.autoconfigure;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The {@code data} of an event, read once: its texts, numbers and flags by their path, such as
 * {@code amount.total}. Immutable.
 */
final class EventData {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, String> values;

  private EventData(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a JSON object of the ledger's. Names that nobody asks for do no harm. */
  static EventData of(String json) {
    var values = new HashMap<String, String>();
    try (var parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      read(parser, "", values);
    }
    return new EventData(values);
  }

  private static void read(JsonParser parser, String at, Map<String, String> values) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = at + parser.currentName();
      var token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        read(parser, name + ".", values);
      } else if (token == JsonToken.START_ARRAY) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        values.put(name, parser.getString());
      }
    }
  }

  boolean has(String object) {
    return values.keySet().stream().anyMatch(name -> name.startsWith(object + "."));
  }

  @Nullable String text(String name) {
    return values.get(name);
  }

  /**
   * @throws IllegalStateException if it is not there: a defect of the ledger's writing
   */
  String must(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("an event without " + name);
    }
    return value;
  }

  @Nullable Long number(String name) {
    var value = values.get(name);
    return value == null ? null : Long.valueOf(value);
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(values.get(name));
  }
}
