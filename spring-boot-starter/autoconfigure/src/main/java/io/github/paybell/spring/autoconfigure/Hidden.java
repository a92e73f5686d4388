package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A setting that must not be seen: the text itself, or {@code file:} and a path. Immutable; its
 * {@code toString} says nothing.
 */
public final class Hidden {
  private static final String FILE_PREFIX = "file:";

  private final String text;

  private Hidden(String text) {
    this.text = text;
  }

  /** Wraps a text as it was written. */
  public static Hidden of(String text) {
    return new Hidden(text);
  }

  /** The text as it was written, {@code file:} unread. */
  String written() {
    return text;
  }

  /**
   * The value itself; white space at a file's end is no part of it.
   *
   * @param key what an error calls it
   * @throws PaybellConfigurationException if the file that it names cannot be read
   */
  String value(String key) {
    if (!text.startsWith(FILE_PREFIX)) {
      return text;
    }
    var name = text.substring(FILE_PREFIX.length());
    try {
      var file = Path.of(name);
      OwnerOnly.warnOfReaders(key, file);
      return Files.readString(file).stripTrailing();
    } catch (IOException | InvalidPathException e) {
      throw new PaybellConfigurationException(
          key + " names file " + name + ", which cannot be read.",
          "Let it name a text file that the user of this process may read.",
          e);
    }
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return "Hidden";
  }
}
