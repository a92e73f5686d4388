package io.github.paybell.spring.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Asks an object of a library that may not be there. */
final class Getter {
  private Getter() {}

  /**
   * @return null also if it has no such public method, or that throws
   */
  static @Nullable Object of(Object asked, String name) {
    try {
      return asked.getClass().getMethod(name).invoke(asked);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return null;
    }
  }
}
