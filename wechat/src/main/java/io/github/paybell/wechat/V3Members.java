package io.github.paybell.wechat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of an answer, read by WeChat Pay's own names. A member of another type than asked for
 * makes the answer unreadable; {@code toString} tells no values.
 */
final class V3Members {
  private final String path;
  private final Map<String, Object> members;

  V3Members(String path, Map<String, Object> members) {
    this.path = path;
    this.members = members;
  }

  /**
   * @throws V3UnreadableException if it is missing, empty or no text
   */
  String text(String name) {
    String text = textIf(name);
    if (text == null) {
      throw missing(name);
    }
    return text;
  }

  /** The text, or null if it is missing or empty: WeChat Pay writes both for "none". */
  @Nullable String textIf(String name) {
    Object value = members.get(name);
    if (value != null && !(value instanceof String)) {
      throw new V3UnreadableException(path + name + " is not a text");
    }
    return value == null || value.equals("") ? null : (String) value;
  }

  /**
   * @throws V3UnreadableException if it is missing or no whole number
   */
  long number(String name) {
    Long number = numberIf(name);
    if (number == null) {
      throw missing(name);
    }
    return number;
  }

  @Nullable Long numberIf(String name) {
    Object value = members.get(name);
    if (value != null && !(value instanceof Long)) {
      throw new V3UnreadableException(path + name + " is not a whole number");
    }
    return (Long) value;
  }

  /**
   * @throws V3UnreadableException if it is missing or no object
   */
  V3Members object(String name) {
    return objectOf(path + name, members.get(name));
  }

  /**
   * @throws V3UnreadableException if it is missing or no list of objects
   */
  List<V3Members> objects(String name) {
    if (!(members.get(name) instanceof List<?> list)) {
      throw new V3UnreadableException(path + name + " is missing or not a list");
    }
    List<V3Members> objects = new ArrayList<>();
    list.forEach(one -> objects.add(objectOf(path + name, one)));
    return objects;
  }

  @SuppressWarnings("unchecked")
  private static V3Members objectOf(String path, @Nullable Object value) {
    if (!(value instanceof Map<?, ?>)) {
      throw new V3UnreadableException(path + " is missing or not an object");
    }
    return new V3Members(path + ".", (Map<String, Object>) value);
  }

  private V3UnreadableException missing(String name) {
    return new V3UnreadableException(path + name + " is missing");
  }

  @Override
  public String toString() {
    return "V3Members" + members.keySet();
  }
}
