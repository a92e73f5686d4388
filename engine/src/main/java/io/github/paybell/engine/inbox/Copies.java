package io.github.paybell.engine.inbox;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Writes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The copies of notifications in one group: each is counted, and the last 16 of a notification are
 * kept, whatever a crowd of them costs (BOUNDED). Not thread-safe.
 */
final class Copies {
  private static final int KEPT = 16;

  private final Sql count;
  private final Sql insert;
  private final Map<UUID, List<Copy>> copies = new LinkedHashMap<>();

  private record Copy(Arrival arrival, Verdict verdict) {}

  Copies(Sql count, Sql insert) {
    this.count = count;
    this.insert = insert;
  }

  /**
   * @param id of the notification that it is a copy of
   * @param verdict how that stands
   */
  void add(UUID id, Arrival arrival, Verdict verdict) {
    copies.computeIfAbsent(id, first -> new ArrayList<>()).add(new Copy(arrival, verdict));
  }

  void write(Writes writes, Instant now) {
    var counts = count.rows();
    var arrivals = insert.rows();
    copies.forEach(
        (id, all) -> {
          counts.add().set("id", id).set("times", all.size()).set("now", now);
          for (int i = Math.max(0, all.size() - KEPT); i < all.size(); i++) {
            var copy = all.get(i);
            if (copy.arrival().receipt() != null) {
              arrivals.add().set("id", id).set("later", all.size() - 1 - i);
              var said = Replies.saidOfStored(copy.arrival(), copy.verdict());
              copy.arrival().write(arrivals, id, true, said);
            }
          }
        });
    writes.add(counts).add(arrivals);
  }
}
