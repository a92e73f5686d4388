package io.github.paybell.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files that must stay those that were opened. A file that was deleted, or lies in a folder that
 * was, takes every write until it is closed, and is gone then. The files are to be held open as
 * long as this is asked, because only then no other file is given their number.
 */
public final class SameFiles implements StoreGuard {
  // A file's device and number; null where the system has none, as Windows: there an open file
  // keeps its name.
  private final Map<Path, Optional<Object>> opened;

  private volatile @Nullable String lost;

  private SameFiles(Map<Path, Optional<Object>> opened) {
    this.opened = opened;
  }

  /**
   * Remembers which files these are.
   *
   * @throws IOException if one cannot be looked at
   */
  public static SameFiles of(Iterable<Path> files) throws IOException {
    var opened = new LinkedHashMap<Path, Optional<Object>>();
    for (var file : files) {
      opened.put(file, key(file));
    }
    return new SameFiles(opened);
  }

  private static Optional<Object> key(Path file) throws IOException {
    @Nullable Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return Optional.ofNullable(key);
  }

  /** Once a file was removed or replaced this stays so: a restart decides which one counts. */
  @Override
  public Optional<String> objection() {
    if (lost == null) {
      for (var file : opened.entrySet()) {
        try {
          if (!Objects.equals(key(file.getKey()), file.getValue())) {
            lost = lost(file.getKey(), "replaced");
            break;
          }
        } catch (NoSuchFileException e) {
          lost = lost(file.getKey(), "removed");
          break;
        } catch (IOException e) {
          return Optional.of(
              file.getKey()
                  + " cannot be looked at ("
                  + e.getClass().getSimpleName()
                  + "): nothing is acknowledged until it can");
        }
      }
    }
    return Optional.ofNullable(lost);
  }

  private static String lost(Path file, String what) {
    return file
        + " was "
        + what
        + " while Paybell ran: what is stored now would be gone, so nothing is acknowledged."
        + " Stop Paybell, put the data directory in place that is to count, and start it again";
  }
}
