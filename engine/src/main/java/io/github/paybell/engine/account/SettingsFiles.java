package io.github.paybell.engine.account;

import io.github.paybell.engine.store.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values that a configuration file gives as {@code file:path}, and remembers the files,
 * so that a key rotated in place is noticed.
 */
final class SettingsFiles implements SecretSource {
  private static final String PREFIX = "file:";

  /** What tells that a file was replaced; absent files have a stamp too. */
  private record Stamp(@Nullable FileTime modified, long size) {}

  private final Map<Path, Stamp> stamps = new LinkedHashMap<>();

  @Override
  public @Nullable String read(String key, String value, List<String> errors) {
    return read(
        key,
        value,
        errors,
        bytes ->
            withoutNewline(
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
  }

  @Override
  public @Nullable String readBytes(String key, String value, List<String> errors) {
    return read(key, value, errors, Base64.getEncoder()::encodeToString);
  }

  private interface Reading {
    String read(byte[] bytes) throws IOException;
  }

  private @Nullable String read(String key, String value, List<String> errors, Reading reading) {
    if (!value.startsWith(PREFIX)) {
      return value;
    }
    var name = value.substring(PREFIX.length());
    try {
      var path = Path.of(name).toAbsolutePath();
      stamps.put(path, stamp(path));
      // Platform keys are public.
      if (!key.contains("platform-keys")) {
        OwnerOnly.warnOfReaders(key, path);
      }
      return reading.read(KeyFile.read(path));
    } catch (KeyFile.NoKeyException e) {
      errors.add(key + ": file " + name + " " + e.getMessage());
    } catch (InvalidPathException e) {
      errors.add(key + ": not a path of this system: " + name);
    } catch (IOException e) {
      errors.add(
          key
              + ": cannot read file "
              + name
              + " ("
              + e.getClass().getSimpleName()
              + "): it must exist, be readable by this user, and hold the right kind of text");
    }
    return null;
  }

  /** Whether a file that was read, or should have been, is another one now. */
  boolean changed() {
    return stamps.entrySet().stream().anyMatch(e -> !e.getValue().equals(stamp(e.getKey())));
  }

  private static Stamp stamp(Path path) {
    try {
      return new Stamp(Files.getLastModifiedTime(path), Files.size(path));
    } catch (IOException e) {
      return new Stamp(null, -1);
    }
  }

  /** Editors and {@code echo} end a file with one; it is never part of a key. */
  static String withoutNewline(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
