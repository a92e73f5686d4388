package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads notifications again that were genuine but could not be opened or understood, with the keys
 * of today: the copy that would have done it may never come. Thread-safe, on any number of
 * replicas.
 */
public final class Retries {
  private static final Logger log = LoggerFactory.getLogger(Retries.class);

  /** How soon after it was stored; then twice as long each time, up to {@link #LONGEST}. */
  static final Duration FIRST = Duration.ofMinutes(1);

  static final Duration LONGEST = Duration.ofHours(6);

  /** About five days; WeChat Pay itself gives up after one. */
  static final int TRIES = 30;

  // Not null, so that a change of the account's keys still finds those that were given up.
  static final Instant GIVEN_UP = Instant.parse("9999-01-01T00:00:00Z");

  // Few enough that a sweep is short, and enough for a day of a wrong key within the hour.
  private static final int PER_SWEEP = 200;

  private final Store store;
  private final Accounts accounts;
  private final Intake intake;
  private final Clock clock;
  private final Sql due;
  private final Sql claim;
  private final Sql byId;
  private final KeyChanges changes;

  private record Due(UUID id, String account, int tries) {}

  private record Raw(Api api, @Nullable String headers, byte[] bytes) {}

  public Retries(Store store, Accounts accounts, Intake intake, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.intake = intake;
    this.clock = clock;
    due = Sql.load(Retries.class, store, "due_notifications");
    claim = Sql.load(Retries.class, store, "claim_notification");
    byId = Sql.load(Retries.class, store, "notification_by_id");
    changes = new KeyChanges(store, accounts, "wake_notifications", clock);
  }

  /**
   * Reads what is due, and all of an account whose settings changed since the last sweep here. A
   * notification that still cannot be read stays as it was. To be run every 30 s or so.
   *
   * @return how many could be read
   * @throws SQLException if the store cannot be asked; the next sweep goes on
   */
  public int sweep() throws SQLException {
    changes.wake();
    var now = clock.instant();
    var rows =
        store.read(
            connection ->
                due.rows()
                    .set("now", now)
                    .set("limit", PER_SWEEP)
                    .query(
                        connection,
                        row ->
                            new Due(
                                row.mustUuid("id"),
                                row.mustText("account"),
                                (int) row.number("tries"))));
    int read = 0;
    for (var each : rows) {
      if (claim(each, now) && readAgain(each)) {
        read++;
      }
    }
    return read;
  }

  private boolean claim(Due each, Instant now) throws SQLException {
    int tries = each.tries() + 1;
    var rows =
        claim
            .rows()
            .set("id", each.id())
            .set("tries", each.tries())
            .set("now", now)
            .set("next_try_at", tries >= TRIES ? GIVEN_UP : now.plus(gap(tries)));
    return store.write(rows::execute) == 1;
  }

  /** How long after so many tries the next one is due. */
  static Duration gap(int tries) {
    // 1 min << 9 is above 6 h, and a larger shift would overflow.
    var gap = FIRST.multipliedBy(1L << Math.min(tries, 9));
    return gap.compareTo(LONGEST) < 0 ? gap : LONGEST;
  }

  private boolean readAgain(Due each) throws SQLException {
    var account = accounts.byName(each.account());
    if (account == null) {
      return false;
    }
    try {
      boolean read = store.write(connection -> readAgain(connection, each.id(), account));
      if (read) {
        log.info("notification id={} account={} could be read at last", each.id(), each.account());
      }
      return read;
    } catch (RuntimeException e) {
      // A defect of ours in one of them must not keep the others waiting.
      log.error("reading notification id={} again failed", each.id(), e);
      return false;
    }
  }

  private boolean readAgain(Connection connection, UUID id, Account account) throws SQLException {
    var stored =
        byId.rows()
            .set("id", id)
            .first(
                connection,
                row ->
                    new Raw(
                        row.mustText("api").equals("v2") ? Api.V2 : Api.V3,
                        row.text("headers"),
                        row.bytes("raw")));
    if (stored.isEmpty()) {
      return false;
    }
    var raw = stored.get();
    var reading =
        intake.reader().again(account, raw.api(), raw.headers(), raw.bytes(), clock.instant());
    if (!(reading instanceof Reading.Genuine genuine) || genuine.arrival().unread() != null) {
      return false;
    }
    return intake.recorder().readAtLast(connection, id, genuine.arrival());
  }
}
