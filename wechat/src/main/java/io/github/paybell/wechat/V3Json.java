package io.github.paybell.wechat;

import io.github.paybell.protocol.Deciding;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * The bodies of v3 calls as trees of maps, lists, texts, whole numbers and truth values: members
 * keep WeChat Pay's names and their order, and amounts stay exact. What nothing hangs on may be
 * odd: a number of any size, nested as deep as the answer is long, a control character in a text.
 * Thread-safe.
 */
final class V3Json {
  /** What is nested deeper is stepped over: no member that is read is half as deep. */
  private static final int MAX_DEPTH = 32;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
              JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private V3Json() {}

  /** Writes an object; a member that is null is left out, as v3 wants it. */
  static String write(Map<String, ?> object) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, object);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) {
    if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      object.forEach(
          (name, member) -> {
            if (member != null) {
              json.writeName(String.valueOf(name));
              write(json, member);
            }
          });
      json.writeEndObject();
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  /**
   * Reads an object.
   *
   * @throws V3UnreadableException if the text is not one JSON object
   */
  static V3Members read(@Nullable String text) {
    if (text == null) {
      throw new V3UnreadableException("the answer is empty");
    }
    String whole = text.startsWith("\ufeff") ? text.substring(1) : text;
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), whole)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new V3UnreadableException("the answer is not a JSON object");
      }
      V3Object object = object(json, 1);
      if (json.nextToken() != null) {
        throw new V3UnreadableException("the answer goes on after its JSON object");
      }
      return new V3Members("", object, Deciding.V3);
    } catch (JacksonException e) {
      // Without the cause: it quotes the text.
      throw new V3UnreadableException("the answer is not JSON");
    }
  }

  private static V3Object object(JsonParser json, int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    Set<String> doubled = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      Object value = value(json, depth);
      if (value != null && members.putIfAbsent(name, value) != null) {
        doubled.add(name);
      }
    }
    return new V3Object(members, doubled);
  }

  private static @Nullable Object value(JsonParser json, int depth) {
    if (depth == MAX_DEPTH && json.currentToken().isStructStart()) {
      json.skipChildren();
      return V3Object.EMPTY;
    }
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json, depth + 1);
      case START_ARRAY -> array(json, depth + 1);
      case VALUE_NULL -> null;
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json.getString());
      default -> json.getString();
    };
  }

  /** A whole number of 64 bits, or the text of what is none. */
  private static Object number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return new V3Object.OddNumber(text);
    }
  }

  private static List<Object> array(JsonParser json, int depth) {
    List<Object> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(json, depth);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
