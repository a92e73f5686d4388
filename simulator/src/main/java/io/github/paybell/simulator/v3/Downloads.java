package io.github.paybell.simulator.v3;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files that wait for their download, each for five minutes. Thread-safe. */
final class Downloads {
  private static final Duration LIFE = Duration.ofMinutes(5);

  /**
   * A file.
   *
   * @param mchid who may have it
   * @param content as the hash was made of it
   * @param expires simulated time
   */
  record File(String mchid, byte[] content, Instant expires) {}

  private final Map<String, File> files = new HashMap<>();

  /** Keeps a file under a token. */
  synchronized void keep(String token, String mchid, byte[] content, Instant now) {
    files.values().removeIf(file -> file.expires().isBefore(now));
    files.put(token, new File(mchid, content, now.plus(LIFE)));
  }

  /** The file of a token, or null if there is none or it is too late. */
  synchronized @Nullable File find(String token, Instant now) {
    File file = files.get(token);
    return file == null || file.expires().isBefore(now) ? null : file;
  }
}
