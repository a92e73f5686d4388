package io.github.paybell.wechat;

import io.github.paybell.protocol.Deciding;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object of an answer, read by WeChat Pay's own names and by the rule of {@link Deciding}: a
 * member that decides and is doubled or of another type makes the answer unreadable, any other is
 * as good as absent then. {@code toString} tells no values.
 */
final class V3Members {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");

  private final String path;
  private final V3Object object;
  private final Deciding deciding;

  V3Members(String path, V3Object object, Deciding deciding) {
    this.path = path;
    this.object = object;
    this.deciding = deciding;
  }

  /**
   * @throws V3UnreadableException if it is missing, empty or no text
   */
  String text(String name) {
    return required(name, textIf(name));
  }

  /** The text, or null if it is missing or empty: WeChat Pay writes both for "none". */
  @Nullable String textIf(String name) {
    String text = valueIf(name, String.class, "a text");
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (deciding.has(name) && !KEY.matcher(text).matches()) {
      throw new V3UnreadableException(path + name + " is not 1 to 64 printable ASCII characters");
    }
    return text;
  }

  /**
   * @throws V3UnreadableException if it is missing or no whole number
   */
  long number(String name) {
    return required(name, numberIf(name));
  }

  @Nullable Long numberIf(String name) {
    return valueIf(name, Long.class, "a whole number");
  }

  /**
   * @throws V3UnreadableException if it is missing or no object
   */
  V3Members object(String name) {
    return required(name, objectIf(name));
  }

  /** The object, or null if it is missing. */
  @Nullable V3Members objectIf(String name) {
    V3Object value = valueIf(name, V3Object.class, "an object");
    return value == null ? null : of(name, value);
  }

  /**
   * @throws V3UnreadableException if it is missing or no list of objects
   */
  List<V3Members> objects(String name) {
    if (!(object.members().get(name) instanceof List<?> list)) {
      throw new V3UnreadableException(path + name + " is missing or not a list");
    }
    List<V3Members> objects = new ArrayList<>();
    for (Object one : list) {
      if (!(one instanceof V3Object each)) {
        throw new V3UnreadableException(path + name + " has something that is not an object");
      }
      objects.add(of(name, each));
    }
    return objects;
  }

  /** The objects of a list on which nothing hangs; whatever else is in its place is left out. */
  List<V3Members> objectsIf(String name) {
    List<V3Members> objects = new ArrayList<>();
    if (object.members().get(name) instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof V3Object each) {
          objects.add(of(name, each));
        }
      }
    }
    return objects;
  }

  private V3Members of(String name, V3Object value) {
    boolean amount = deciding == Deciding.V3 && name.equals("amount");
    return new V3Members(
        path + name + ".", value, amount ? Deciding.V3_AMOUNT : Deciding.V3_NOTHING);
  }

  private <T> @Nullable T valueIf(String name, Class<T> type, String wanted) {
    Object value = object.members().get(name);
    boolean fits = value == null || type.isInstance(value);
    if (deciding.has(name)) {
      if (object.doubled().contains(name)) {
        throw new V3UnreadableException(path + name + " stands there twice");
      }
      if (!fits) {
        throw new V3UnreadableException(path + name + " is not " + wanted);
      }
    }
    return fits ? type.cast(value) : null;
  }

  private <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new V3UnreadableException(path + name + " is missing");
    }
    return value;
  }

  @Override
  public String toString() {
    return "V3Members" + object.members().keySet();
  }
}
