package io.github.paybell.simulator.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The members of a JSON object that was sent; each error names the member. */
final class JsonMembers {
  private final JsonNode json;

  /**
   * An object of which all members are known.
   *
   * @param what it describes, for the errors
   * @param known every member that there may be, at least one
   * @throws IllegalArgumentException if it is no object or has another member
   */
  JsonMembers(String what, JsonNode json, List<String> known) {
    if (!json.isObject()) {
      throw new IllegalArgumentException(
          what + " is a JSON object with members of " + String.join(", ", known) + ", not " + json);
    }
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw Nearest.refuse("member of " + what, name, known);
      }
    }
    this.json = json;
  }

  /** The member as it stands, or null; what is JSON null is absent. */
  @Nullable JsonNode node(String name) {
    JsonNode node = json.get(name);
    return node == null || node.isNull() ? null : node;
  }

  /** A text that is not empty, or null if absent. */
  @Nullable String text(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return null;
    }
    if (!node.isString() || node.stringValue().isEmpty()) {
      throw refuse(name, "a text that is not empty", node);
    }
    return node.stringValue();
  }

  /** A text that has to be there. */
  String must(String name) {
    String text = text(name);
    if (text == null) {
      throw refuse(name, "a text that is not empty", null);
    }
    return text;
  }

  /** A list of texts, or null if absent. */
  @Nullable List<String> texts(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : node) {
      if (element.isString()) {
        texts.add(element.stringValue());
      }
    }
    if (!node.isArray() || texts.size() != node.size()) {
      throw refuse(name, "a list of texts", node);
    }
    return texts;
  }

  /** True or false. */
  boolean flag(String name, boolean otherwise) {
    JsonNode node = node(name);
    if (node == null) {
      return otherwise;
    }
    if (!node.isBoolean()) {
      throw refuse(name, "true or false", node);
    }
    return node.booleanValue();
  }

  /** One of the constants, by name; null if absent. */
  <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    JsonNode node = node(name);
    if (node == null) {
      return null;
    }
    E[] all = type.getEnumConstants();
    for (E constant : all) {
      if (node.isString() && constant.name().equals(node.stringValue())) {
        return constant;
      }
    }
    throw refuse(
        name, "one of " + String.join(", ", Arrays.stream(all).map(Enum::name).toList()), node);
  }

  /** An amount in fen, 1 to 2147483647 as everywhere in WeChat Pay; it has to be there. */
  long fen(String name) {
    JsonNode node = node(name);
    if (node == null
        || !node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < 1) {
      throw refuse(name, "a whole number of fen, 1 to 2147483647", node);
    }
    return node.intValue();
  }

  private static IllegalArgumentException refuse(
      String name, String wanted, @Nullable JsonNode found) {
    return new IllegalArgumentException(
        name + " is " + wanted + (found == null ? "; it is missing" : ", not " + found));
  }
}
