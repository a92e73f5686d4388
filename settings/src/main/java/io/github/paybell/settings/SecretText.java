package io.github.paybell.settings;

import io.github.paybell.engine.account.KeyFile;
import io.github.paybell.engine.store.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A setting that must not be seen: the text itself, or {@code file:} and a path. Immutable; its
 * {@code toString} says nothing.
 */
public final class SecretText {
  private static final String FILE_PREFIX = "file:";

  private final String text;

  private SecretText(String text) {
    this.text = text;
  }

  /** Wraps a text as it was written; the binder calls it. */
  public static SecretText of(String text) {
    return new SecretText(text);
  }

  /** The text as it was written, {@code file:} unread. */
  public String written() {
    return text;
  }

  /**
   * The value itself; white space at a file's end is no part of it.
   *
   * @param key what an error calls it
   * @throws SettingsException if the file that it names cannot be read
   */
  public String value(String key) {
    if (!isFile()) {
      return text;
    }
    var name = text.substring(FILE_PREFIX.length());
    try {
      var file = Path.of(name);
      OwnerOnly.warnOfReaders(key, file);
      return new String(KeyFile.read(file), StandardCharsets.UTF_8).stripTrailing();
    } catch (KeyFile.NoKeyException e) {
      throw unreadable(key + ": file " + name + " " + e.getMessage(), e);
    } catch (IOException | InvalidPathException e) {
      throw unreadable(
          key + ": cannot read file " + name + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static SettingsException unreadable(String description, Exception cause) {
    return new SettingsException(
        description + ".",
        "Let it name a text file that the user of this process may read.",
        cause);
  }

  /** Whether the value stands in a file. */
  boolean isFile() {
    return text.startsWith(FILE_PREFIX);
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return "SecretText";
  }
}
