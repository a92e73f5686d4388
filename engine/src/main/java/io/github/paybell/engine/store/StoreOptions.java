package io.github.paybell.engine.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the records are kept.
 *
 * @param url a JDBC URL; {@link #embedded} makes the one of the embedded SQLite. User and password
 *     of a PostgreSQL URL are taken out of it
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
    if (PostgresConnections.takes(url)) {
      // The driver writes the URL into its log, and lets it win over what is said beside it.
      var user = parameter(url, "user");
      username = user == null ? username : user;
      var secret = parameter(url, "password");
      password = secret == null ? password : secret;
      url = without(url);
    }
  }

  /** The embedded default: one SQLite file in the data directory. */
  public static StoreOptions embedded(Path dataDir) {
    return new StoreOptions(
        "jdbc:sqlite:" + dataDir.resolve("paybell.sqlite"), null, null, DEFAULT_MAX_CONNECTIONS);
  }

  private static @Nullable String parameter(String url, String name) {
    var found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url);
    return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : null;
  }

  private static String without(String url) {
    int query = url.indexOf('?');
    if (query < 0) {
      return url;
    }
    var rest =
        Arrays.stream(url.substring(query + 1).split("&", -1))
            .filter(each -> !each.startsWith("user=") && !each.startsWith("password="))
            .collect(Collectors.joining("&"));
    return url.substring(0, query) + (rest.isEmpty() ? "" : "?" + rest);
  }

  StoreOptions withUrl(String other) {
    return new StoreOptions(other, username, password, maxConnections);
  }

  @Override
  public String toString() {
    return "StoreOptions[" + url.replaceAll("\\?.*", "") + "]";
  }
}
