package io.github.paybell.engine.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JDBC URL says of the database's nodes, where it names several. */
final class Nodes {
  // The drivers' own ways to choose among hosts (sequential:, loadbalance:, replication:) are left
  // out: none of them asks a host whether it takes writes.
  private static final Pattern MARIADB_OR_MYSQL =
      Pattern.compile("(jdbc:(?:mariadb|mysql):)(?:[\\w-]+:)?(//)([^/?]*)(.*)");

  private static final Pattern POSTGRESQL =
      Pattern.compile("(jdbc:postgresql://)([^/?]*,[^/?]*)(.*)");

  private Nodes() {}

  /**
   * The URL of each node; the URL itself where it names one, or belongs to a driver that finds the
   * node that takes writes.
   */
  static List<String> each(String url) {
    var parts = MARIADB_OR_MYSQL.matcher(url);
    if (!parts.matches()) {
      return List.of(url);
    }
    var hosts = hosts(parts.group(3));
    return hosts.size() == 1
        ? List.of(url)
        : hosts.stream()
            .map(host -> parts.group(1) + parts.group(2) + host + parts.group(4))
            .toList();
  }

  /** The URL such that PostgreSQL's driver takes the node that takes writes. */
  static String writing(String url) {
    if (!POSTGRESQL.matcher(url).matches() || url.contains("targetServerType=")) {
      return url;
    }
    return url + (url.contains("?") ? "&" : "?") + "targetServerType=primary";
  }

  /**
   * The URLs to try in this order for a connection that may be refused: of PostgreSQL its own, by
   * which the driver chooses, and then each host, because the driver stays with the first primary.
   */
  static List<String> alternatives(String url) {
    var writing = writing(url);
    var parts = POSTGRESQL.matcher(writing);
    if (!parts.matches()) {
      return each(writing);
    }
    return Stream.concat(
            Stream.of(writing),
            hosts(parts.group(2)).stream().map(host -> parts.group(1) + host + parts.group(3)))
        .toList();
  }

  // A host may be written as address=(host=…)(port=…) or (host=…,port=…), or be an IPv6 address.
  private static List<String> hosts(String all) {
    var hosts = new ArrayList<String>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < all.length(); i++) {
      switch (all.charAt(i)) {
        case '(', '[' -> depth++;
        case ')', ']' -> depth--;
        case ',' -> {
          if (depth == 0) {
            hosts.add(all.substring(begin, i));
            begin = i + 1;
          }
        }
        default -> {}
      }
    }
    hosts.add(all.substring(begin));
    return hosts;
  }
}
