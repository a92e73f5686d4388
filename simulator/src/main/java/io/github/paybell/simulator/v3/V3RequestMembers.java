package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.Rules;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the members of one object of a request. Every method that ends in {@code If} gives null if
 * the member is not there; all throw {@link V3Failure} PARAM_ERROR, which names the member, if it
 * is there and breaks the rule.
 */
final class V3RequestMembers {
  private final Source source;
  private final ObjectNode object;
  private final Set<String> read = new HashSet<>();
  private final List<V3RequestMembers> inner = new ArrayList<>();

  private V3RequestMembers(Source source, ObjectNode object) {
    this.source = source;
    this.object = object;
  }

  static V3RequestMembers ofBody(byte[] body) {
    return new V3RequestMembers(new Source("body", ""), BodyText.read(body));
  }

  static V3RequestMembers ofQuery(Map<String, String> query) {
    ObjectNode object = Json.object();
    query.forEach(object::put);
    return new V3RequestMembers(new Source("query", ""), object);
  }

  static V3RequestMembers ofPath(String name, String value) {
    return new V3RequestMembers(new Source("path", ""), Json.object().put(name, value));
  }

  /** The object itself. */
  ObjectNode object() {
    return object;
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** Text of 1 to max characters. */
  String text(String name, int max) {
    return required(name, textIf(name, 1, max));
  }

  /** Text of min to max characters, or null. */
  @Nullable String textIf(String name, int min, int max) {
    return textIf(name, min, max, Rules.Unit.CHARACTERS);
  }

  /** Text of min to max of some unit, or null. */
  @Nullable String textIf(String name, int min, int max, Rules.Unit unit) {
    JsonNode node = get(name);
    if (node == null) {
      return null;
    }
    Source at = source.at(name);
    if (!node.isString()) {
      throw at.wrong(node, "must be a string", at.needs("字符串"));
    }
    String text = node.stringValue();
    int length = unit.length(text);
    if (length < min || length > max) {
      String bound = length < min ? "，小于最小值 " + min : "，大于最大值 " + max;
      throw at.wrong(
              node,
              "must have "
                  + min
                  + " to "
                  + max
                  + " "
                  + unit.name().toLowerCase(Locale.ROOT)
                  + ", has "
                  + length,
              at.mapped("值字段") + "字符串规则校验失败，" + unit.chinese() + " " + length + bound)
          .internally(InternalCode.OUT_OF_RANGE);
    }
    return text;
  }

  /** A number of the merchant's making. */
  String text(String name, Numbers shape) {
    return required(name, textIf(name, shape));
  }

  /** A number of the merchant's making, or null. */
  @Nullable String textIf(String name, Numbers shape) {
    String text = textIf(name, shape.min(), shape.max());
    if (text != null) {
      requireMatch(name, text, shape.pattern());
    }
    return text;
  }

  void requireMatch(String name, String text, Pattern pattern) {
    if (!pattern.matcher(text).matches()) {
      throw wrong(
          name,
          "must match " + pattern,
          source.at(name).mapped("值字段") + "字符串规则校验失败，字符串必须匹配正则表达式“" + pattern + "”");
    }
  }

  /** One of these words. */
  String oneOf(String name, String... words) {
    return required(name, oneOfIf(name, words));
  }

  /** One of these words, or null. */
  @Nullable String oneOfIf(String name, String... words) {
    String text = textIf(name, 1, 64);
    if (text != null && !List.of(words).contains(text)) {
      String all = String.join(", ", words);
      throw wrong(
          name,
          "must be one of " + all,
          source.at(name).mapped("值字段") + "枚举规则校验失败，值必须是其中之一：" + all);
    }
    return text;
  }

  /** A whole number of at least min and at most 2 147 483 647. */
  long number(String name, long min) {
    return required(name, numberIf(name, min));
  }

  /** As {@link #number}, or null. */
  @Nullable Long numberIf(String name, long min) {
    JsonNode node = get(name);
    if (node == null) {
      return null;
    }
    Source at = source.at(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw at.wrong(node, "must be an integer", at.needs(" 64 位有符号整数"));
    }
    long value = node.longValue();
    if (value < min || value > Integer.MAX_VALUE) {
      String bound = value < min ? "值低于最小值 " + min : "值高于最大值 " + Integer.MAX_VALUE;
      throw at.wrong(
              node,
              "must be " + min + " to " + Integer.MAX_VALUE,
              at.mapped("数值字段") + "规则校验失败，" + bound)
          .internally(InternalCode.OUT_OF_RANGE);
    }
    return value;
  }

  /** true, false or null. */
  @Nullable Boolean flagIf(String name) {
    JsonNode node = get(name);
    if (node != null && !node.isBoolean()) {
      throw source.at(name).wrong(node, "must be true or false", source.at(name).needs("布尔值"));
    }
    return node == null ? null : node.booleanValue();
  }

  /** A moment as RFC 3339 writes it, or null. */
  @Nullable Instant timeIf(String name) {
    String text = textIf(name, 1, 64);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw wrong(
          name,
          "must be a time of RFC 3339, such as 2026-01-01T08:00:00+08:00",
          source.at(name).mapped("值字段") + "规则校验失败，值必须符合rfc3339标准格式");
    }
  }

  /** An object. */
  V3RequestMembers object(String name) {
    return required(name, objectIf(name));
  }

  /** An object, or null. */
  @Nullable V3RequestMembers objectIf(String name) {
    JsonNode node = get(name);
    return node == null ? null : inner(source.at(name), node);
  }

  /** Objects; an array that is not there is empty. */
  List<V3RequestMembers> objects(String name) {
    JsonNode node = get(name);
    List<V3RequestMembers> all = new ArrayList<>();
    if (node != null) {
      Source at = source.at(name);
      if (!node.isArray()) {
        throw at.wrong(node, "must be an array", at.needs("数组"));
      }
      for (int i = 0; i < node.size(); i++) {
        all.add(inner(at.at(i), node.get(i)));
      }
    }
    return all;
  }

  private V3RequestMembers inner(Source at, JsonNode node) {
    if (!(node instanceof ObjectNode found)) {
      throw at.wrong(node, "must be an object", at.needs("对象"));
    }
    V3RequestMembers members = new V3RequestMembers(at, found);
    inner.add(members);
    return members;
  }

  /** Counts a member as known whose content does not matter here. */
  void skip(String... names) {
    read.addAll(List.of(names));
  }

  /** Members that no field takes, as JSON pointers. */
  List<String> unread() {
    List<String> unread = new ArrayList<>();
    object.propertyNames().stream()
        .filter(name -> !read.contains(name))
        .forEach(name -> unread.add(source.at(name).pointer()));
    inner.forEach(it -> unread.addAll(it.unread()));
    return unread;
  }

  /** A complaint about a member, there or not. */
  V3Failure wrong(String name, String issue, String message) {
    return source.at(name).wrong(get(name), issue, message);
  }

  /** The complaint that a member is not there. */
  V3Failure missing(String name) {
    Source at = source.at(name);
    return at.wrong(null, "is required", at.mapped("字段") + "必填性规则校验失败，此字段为必填项");
  }

  private <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private @Nullable JsonNode get(String name) {
    read.add(name);
    return object.get(name);
  }
}
