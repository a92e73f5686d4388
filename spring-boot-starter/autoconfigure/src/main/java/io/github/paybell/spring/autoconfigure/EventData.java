package io.github.paybell.spring.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The {@code data} of an event, or an object in it, read once: its texts, numbers and flags by
 * their path, such as {@code amount.total}. Immutable.
 */
final class EventData {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Object> members;

  private EventData(Map<String, Object> members) {
    this.members = members;
  }

  /** Reads a JSON object of the ledger's. Names that are not asked for do no harm. */
  static EventData of(String json) {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      return new EventData(object(parser));
    }
  }

  private static Map<String, Object> object(JsonParser parser) {
    var members = new LinkedHashMap<String, Object>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      var value = value(parser);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        var elements = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          var element = value(parser);
          if (element != null) {
            elements.add(element);
          }
        }
        yield elements;
      }
      case VALUE_NULL -> null;
      default -> parser.getString();
    };
  }

  /**
   * @return the member's own members; null: it is not there, or no object
   */
  @Nullable EventData object(String name) {
    return members.get(name) instanceof Map<?, ?> map ? new EventData(typed(map)) : null;
  }

  /** The objects of an array; none where it is not there. */
  List<EventData> objects(String name) {
    var objects = new ArrayList<EventData>();
    if (members.get(name) instanceof List<?> list) {
      for (var each : list) {
        if (each instanceof Map<?, ?> map) {
          objects.add(new EventData(typed(map)));
        }
      }
    }
    return objects;
  }

  private static Map<String, Object> typed(Map<?, ?> map) {
    var typed = new LinkedHashMap<String, Object>();
    map.forEach((name, value) -> typed.put((String) name, value));
    return typed;
  }

  @Nullable String text(String path) {
    return at(path) instanceof String text ? text : null;
  }

  /** The texts of an array; none where it is not there. */
  List<String> texts(String path) {
    return at(path) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  private @Nullable Object at(String path) {
    Object at = members;
    for (var name : path.split("\\.")) {
      at = at instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return at;
  }

  /**
   * @throws IllegalStateException if it is not there: a defect of the ledger's writing
   */
  String must(String path) {
    var value = text(path);
    if (value == null) {
      throw new IllegalStateException("an event without " + path);
    }
    return value;
  }

  @Nullable Long number(String path) {
    var value = text(path);
    return value == null ? null : Long.valueOf(value);
  }

  boolean flag(String path) {
    return Boolean.parseBoolean(text(path));
  }
}
