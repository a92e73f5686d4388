package io.github.paybell.engine.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that runs on the database's time, so that replicas agree on what is due and whose lease
 * has ended, whatever their own clocks say. Between two measurements it goes on as the local clock
 * does. Thread-safe.
 */
public final class DatabaseClock extends Clock {
  private final Store store;
  private final Sql time;
  private final Clock local;
  private volatile Duration ahead = Duration.ZERO;

  /**
   * @param local a clock that was set, as tests do, is used as it is
   * @throws SQLException if the database does not tell its time
   */
  public static Clock over(Store store, Clock local) throws SQLException {
    // SQLite has no other clock than this machine's.
    if (store.dialect() == Dialect.SQLITE || !local.equals(Clock.systemUTC())) {
      return local;
    }
    return measured(store, local);
  }

  /** As above, beside any local clock. */
  static DatabaseClock measured(Store store, Clock local) throws SQLException {
    var clock = new DatabaseClock(store, local);
    clock.measure();
    return clock;
  }

  private DatabaseClock(Store store, Clock local) {
    this.store = store;
    this.local = local;
    time = Sql.load(DatabaseClock.class, store, "database_time");
  }

  /**
   * Asks the database what time it is; to be done every minute or so.
   *
   * @throws SQLException if it does not say; the clock goes on as before
   */
  public void measure() throws SQLException {
    var there =
        store.read(
            connection -> {
              var before = local.instant();
              var now = time.rows().first(connection, row -> row.mustInstant("now")).orElseThrow();
              // It was read about half way between question and answer.
              return Duration.between(
                  before.plus(Duration.between(before, local.instant()).dividedBy(2)), now);
            });
    ahead = there;
  }

  /** How far the database's clock is ahead of this machine's; negative: behind. */
  public Duration ahead() {
    return ahead;
  }

  @Override
  public Instant instant() {
    return local.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return local.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("instants only");
  }
}
