package io.github.paybell.engine.store;

import java.util.regex.Pattern;

/**
 * Which database it is, as it says itself.
 *
 * @param system PostgreSQL's system_identifier, MySQL's replication group or server_uuid, Galera's
 *     cluster: the same on all nodes that hold the same data
 * @param timeline rises by one whenever a standby or a restored backup of PostgreSQL becomes the
 *     primary; 0: there is none
 */
record StoreIdentity(String system, long timeline) {
  private static final Pattern ID = Pattern.compile("([0-9A-Za-z-]+)(?:\\.([0-9]+))?");

  /** What {@link #id} wrote. */
  static StoreIdentity of(String id) {
    var parts = ID.matcher(id.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("\"" + id.strip() + "\" is not the identity of a store");
    }
    return new StoreIdentity(
        parts.group(1), parts.group(2) == null ? 0 : Long.parseLong(parts.group(2)));
  }

  /** For people and files. */
  String id() {
    return timeline == 0 ? system : system + "." + timeline;
  }

  /** Whether it holds what was committed to the other one, as far as its timeline tells. */
  boolean follows(StoreIdentity other) {
    return system.equals(other.system) && timeline >= other.timeline;
  }
}
