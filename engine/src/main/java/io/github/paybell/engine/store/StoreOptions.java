package io.github.paybell.engine.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the records are kept.
 *
 * @param url a JDBC URL; {@link #embedded} makes the one of the embedded SQLite
 * @param maxConnections upper bound of connections to a database server; SQLite has one writer and
 *     as many readers
 */
public record StoreOptions(
    String url, @Nullable String username, @Nullable String password, int maxConnections) {
  /**
   * Two writers and room for the admin API; more connections do not commit faster
   * (docs/BENCHMARKS.md).
   */
  public static final int DEFAULT_MAX_CONNECTIONS = 10;

  public StoreOptions {
    if (maxConnections < 4) {
      throw new IllegalArgumentException(
          "maxConnections must be at least 4, was " + maxConnections);
    }
  }

  /** The embedded default: one SQLite file in the data directory. */
  public static StoreOptions embedded(Path dataDir) {
    return new StoreOptions(
        "jdbc:sqlite:" + dataDir.resolve("paybell.sqlite"), null, null, DEFAULT_MAX_CONNECTIONS);
  }

  StoreOptions withUrl(String other) {
    return new StoreOptions(other, username, password, maxConnections);
  }

  @Override
  public String toString() {
    return "StoreOptions[" + url.replaceAll("\\?.*", "") + "]";
  }
}
