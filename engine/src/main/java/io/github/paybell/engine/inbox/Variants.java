package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.StoredNotifications.Raw;
import io.github.paybell.engine.ledger.Question.Seen;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row of each arrival: one of its key that says the same, or a new one. A notification is
 * one row (ONE_ROW_PER_ID), and what says something else under its key is kept as well
 * (NO_LOST_ACK): by what they say, or where that cannot be read, by their bytes. The ordinary
 * notification needs no question of its own to the store. Thread-safe.
 */
final class Variants {
  /** More rows than this has no key: what WeChat Pay sends under one is one notification. */
  static final int MOST = 8;

  private final Contents contents;
  private final Sql lock;
  private final Sql list;
  private final StoredNotifications notifications;
  private final Sql setFacts;

  /** Reads stored bytes again. */
  interface Contents {
    /** What they say; null if today's keys do not tell. */
    @Nullable String facts(String account, Raw raw);
  }

  Variants(Store store, Contents contents) {
    this.contents = contents;
    lock = Sql.load(Variants.class, store, "lock_notification");
    list = Sql.load(Variants.class, store, "variants");
    notifications = new StoredNotifications(store);
    setFacts = Sql.load(Variants.class, store, "set_facts");
  }

  /**
   * The rows of a group.
   *
   * @param rows for each arrival, in order; null: its key has as many rows as a key may have
   * @param read writes what rows say that was not known when they were stored
   */
  record Found(List<@Nullable Row> rows, Rows read) {}

  /**
   * @param stored by {@link #key}, the row whose key the arrivals have, if there is one
   */
  Found find(Connection connection, List<Arrival> arrivals, Map<String, Seen> stored)
      throws SQLException {
    var search = new Search(connection, stored);
    var rows = new ArrayList<@Nullable Row>(arrivals.size());
    for (var arrival : arrivals) {
      rows.add(search.rowOf(arrival));
    }
    return new Found(rows, search.read);
  }

  /** Keys belong to accounts. */
  static String key(Arrival arrival) {
    return arrival.account() + ' ' + arrival.dedupeKey();
  }

  /** The rows of one key. */
  private static final class OfKey {
    private final List<Row> rows = new ArrayList<>();
    private boolean complete;
  }

  private final class Search {
    private final Connection connection;
    private final Map<String, Seen> stored;
    private final Map<String, OfKey> keys = new HashMap<>();
    private final Rows read = setFacts.rows();

    Search(Connection connection, Map<String, Seen> stored) {
      this.connection = connection;
      this.stored = stored;
    }

    @Nullable Row rowOf(Arrival arrival) throws SQLException {
      var ofKey = keys.computeIfAbsent(key(arrival), key -> begin(arrival, stored.get(key)));
      var row = saying(ofKey, arrival);
      if (row == null && !ofKey.complete) {
        complete(ofKey, arrival);
        row = saying(ofKey, arrival);
      }
      if (row == null) {
        row = copied(ofKey, arrival);
      }
      return row == null && ofKey.rows.size() < MOST ? add(ofKey, arrival) : row;
    }

    private OfKey begin(Arrival arrival, @Nullable Seen seen) {
      var ofKey = new OfKey();
      if (seen == null) {
        // The first of a key has the key itself, and the oldest rows are deleted first.
        ofKey.complete = true;
      } else {
        ofKey.rows.add(Row.stored(arrival.dedupeKey(), seen));
      }
      return ofKey;
    }

    /** All rows of the key, none of which another transaction adds to meanwhile. */
    private void complete(OfKey ofKey, Arrival arrival) throws SQLException {
      // A statement of its own: the next one sees what was committed while this one waited.
      var locked =
          lock.rows()
              .set("id", ofKey.rows.get(0).id())
              .query(connection, row -> row.mustUuid("id"));
      if (!locked.isEmpty()) {
        ofKey.rows.clear();
        ofKey.rows.addAll(
            DedupeKey.range(list.rows(), arrival)
                .query(
                    connection,
                    row ->
                        Row.stored(
                            row.mustUuid("id"),
                            row.mustText("dedupe_key"),
                            Verdict.ofWire(row.mustText("verdict")),
                            row.text("facts"))));
      }
      ofKey.complete = true;
    }

    /** A row that says the same; if several do, one that has been judged. */
    private @Nullable Row saying(OfKey ofKey, Arrival arrival) {
      Row found = null;
      for (var row : ofKey.rows) {
        if (row.says(arrival.facts()) && (found == null || row.isFinal())) {
          found = row;
          if (row.isFinal()) {
            break;
          }
        }
      }
      return found;
    }

    /** A row with the same bytes, or whose bytes turn out to say the same. */
    private @Nullable Row copied(OfKey ofKey, Arrival arrival) throws SQLException {
      for (var row : ofKey.rows) {
        if ((row.facts() == null || arrival.facts() == null) && isCopy(row, arrival)) {
          return row;
        }
      }
      return null;
    }

    private boolean isCopy(Row row, Arrival arrival) throws SQLException {
      var first = row.first();
      if (first != null) {
        return Arrays.equals(first.raw(), arrival.raw());
      }
      var stored = notifications.raw(connection, row.id());
      if (stored.isEmpty()) {
        return false;
      }
      var raw = stored.get();
      boolean same = Arrays.equals(raw.bytes(), arrival.raw());
      if (row.facts() == null && arrival.facts() != null) {
        // Stored before facts were kept, or before its key was known.
        var facts = same ? arrival.facts() : contents.facts(arrival.account(), raw);
        if (facts != null) {
          row.read(facts);
          read.add().set("id", row.id()).set("facts", facts);
        }
        return row.says(arrival.facts());
      }
      return same;
    }

    private Row add(OfKey ofKey, Arrival arrival) {
      var facts = arrival.facts();
      boolean conflicting =
          facts != null && ofKey.rows.stream().anyMatch(row -> row.facts() != null);
      var key =
          ofKey.rows.isEmpty()
              ? arrival.dedupeKey()
              : DedupeKey.variant(
                  arrival.dedupeKey(), facts == null ? Columns.digest(arrival.raw()) : facts);
      var row = Row.added(key, arrival, conflicting);
      ofKey.rows.add(row);
      return row;
    }
  }
}
