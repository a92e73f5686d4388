package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rows dead that no attempt will end: those that waited too long behind an open circuit, and
 * those of a subscriber that is no longer configured. Nothing is dropped: they stay, say why, and
 * can be told again. Thread-safe.
 */
final class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  // As in the statement.
  private static final int BATCH = 500;

  /** No due time is so far ahead. */
  private static final Duration EVER = Duration.ofDays(400);

  private final Store store;
  private final Ledger ledger;
  private final Claims claims;
  private final Sql hopeless;
  private final Sql bury;
  private final Sql accountsOf;
  private final Sql nextWaiting;
  private final Sql subscribers;

  DeadLetters(Store store, Ledger ledger, Claims claims) {
    this.store = store;
    this.ledger = ledger;
    this.claims = claims;
    hopeless = Sql.load(DeadLetters.class, store, "hopeless");
    bury = Sql.load(DeadLetters.class, store, "bury");
    accountsOf = Sql.load(DeadLetters.class, store, "accounts_of");
    nextWaiting = Sql.load(DeadLetters.class, store, "next_waiting");
    subscribers = Sql.load(DeadLetters.class, store, "subscribers");
  }

  /**
   * Buries what a subscriber was not told since then.
   *
   * @param past due since then or longer
   * @param why for people, at most 256 characters
   */
  long bury(String subscriber, Instant past, String why, Instant now) throws SQLException {
    long all = 0;
    for (int batch = BATCH; batch == BATCH; ) {
      // Looks before it writes: mostly there is nothing.
      if (!claims.anyDue(subscriber, past, now)) {
        break;
      }
      batch = store.write(connection -> batch(connection, subscriber, past, why, now));
      all += batch;
    }
    if (all > 0) {
      log.warn("{} events are dead for subscriber {}: {}", all, subscriber, why);
    }
    return all;
  }

  private int batch(Connection connection, String subscriber, Instant past, String why, Instant now)
      throws SQLException {
    var found =
        hopeless
            .rows()
            .set("subscriber", subscriber)
            .set("past", past)
            .set("now", now)
            .query(connection, row -> row.mustUuid("event_id"));
    var rows = bury.rows();
    var events = accountsOf.rows();
    for (var event : found) {
      rows.add().set("event_id", event).set("subscriber", subscriber).set("error", why);
      events.add().set("event_id", event);
    }
    rows.execute(connection);
    DeadLetterProblems.open(
        ledger,
        connection,
        subscriber,
        events.query(connection, row -> row.mustText("account")).stream().sorted().toList());
    return found.size();
  }

  /**
   * Buries what waits for subscribers that the configuration started last does not name.
   *
   * @throws SQLException if the store cannot be asked; the next time goes on
   */
  long buryOfNobody(Instant now) throws SQLException {
    long all = 0;
    for (String name = next(""); !name.isEmpty(); name = next(name)) {
      // Asked again for each: a configuration that starts meanwhile may name it.
      if (!configured().contains(name)) {
        var why = "subscriber " + name + " is not configured any more";
        all += bury(name, now.plus(EVER), why, now);
      }
    }
    return all;
  }

  private Set<String> configured() throws SQLException {
    return store.read(
        connection ->
            new HashSet<>(subscribers.rows().query(connection, row -> row.mustText("subscriber"))));
  }

  private String next(String after) throws SQLException {
    var rows = nextWaiting.rows().set("after", after);
    return store
        .read(connection -> rows.first(connection, row -> row.mustText("subscriber")))
        .orElse("");
  }
}
