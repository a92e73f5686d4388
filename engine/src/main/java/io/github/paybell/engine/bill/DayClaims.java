package io.github.paybell.engine.bill;

import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code paybell_reconciliation}: which days are to be run, and who runs them. Any
 * number of replicas may try; one has a day at a time. Thread-safe.
 */
final class DayClaims {
  /** Longer than any pause of a runner that lives; a dead one holds its day up for so long. */
  static final Duration LEASE = Duration.ofMinutes(10);

  private final Sql claim;
  private final Sql renew;
  private final Sql finish;
  private final Sql postpone;
  private final Sql request;
  private final Sql insertDue;
  private final Sql due;
  private final Sql byKey;
  private final Sql expects;

  DayClaims(Store store) {
    claim = load(store, "claim");
    renew = load(store, "renew");
    finish = load(store, "finish");
    postpone = load(store, "postpone");
    request = load(store, "request");
    insertDue = load(store, "insert_due");
    due = load(store, "due");
    byKey = load(store, "by_key");
    expects = load(store, "expects");
  }

  private static Sql load(Store store, String name) {
    return Sql.load(DayClaims.class, store, name);
  }

  /** Notes days that are to be run; those that are noted already stay as they are. */
  void note(Connection connection, Collection<BillDay> days, Instant now) throws SQLException {
    var rows = insertDue.rows();
    for (var day : days) {
      key(rows.add(), day).set("now", now);
    }
    rows.execute(connection);
  }

  /** Whether the account had an order before the day was over. */
  boolean expects(Connection connection, BillDay day) throws SQLException {
    return !expects
        .rows()
        .set("account", day.account())
        .set("end", day.day().plusDays(1).atStartOfDay().toInstant(NextTry.BEIJING))
        .query(connection, row -> row.number("found"))
        .isEmpty();
  }

  List<BillDay> due(Connection connection, Instant now, int limit) throws SQLException {
    return due.rows()
        .set("now", now)
        .set("limit", limit)
        .query(
            connection,
            row ->
                new BillDay(row.mustText("account"), LocalDate.parse(row.mustText("bill_date"))));
  }

  /**
   * @return empty: another runner has it
   */
  Optional<DayClaim> claim(Connection connection, BillDay day, Instant time) throws SQLException {
    // What the database keeps, or the claim would not know itself again.
    var now = time.truncatedTo(ChronoUnit.MICROS);
    int claimed =
        key(claim.rows().add(), day)
            .set("now", now)
            .set("lease_until", now.plus(LEASE))
            .execute(connection);
    return claimed == 0
        ? Optional.empty()
        : Optional.of(
            new DayClaim(
                day, now, read(connection, day, row -> (int) row.number("tries")).orElseThrow()));
  }

  boolean renew(Connection connection, DayClaim held, Instant now) throws SQLException {
    return held(renew.rows().add(), held).set("lease_until", now.plus(LEASE)).execute(connection)
        == 1;
  }

  boolean finish(
      Connection connection,
      DayClaim held,
      String state,
      @Nullable String reason,
      @Nullable Instant nextTryAt,
      @Nullable String report,
      Instant now)
      throws SQLException {
    return held(finish.rows().add(), held)
            .set("state", state)
            .set("reason", shortened(reason))
            .set("next_try_at", nextTryAt)
            .set("report", report)
            .set("now", now)
            .execute(connection)
        == 1;
  }

  boolean postpone(Connection connection, DayClaim held, String reason, Instant nextTryAt)
      throws SQLException {
    return held(postpone.rows().add(), held)
            .set("reason", shortened(reason))
            .set("next_try_at", nextTryAt)
            .execute(connection)
        == 1;
  }

  void request(Connection connection, BillDay day, Instant now) throws SQLException {
    key(request.rows().add(), day).set("now", now).execute(connection);
  }

  <T> Optional<T> read(Connection connection, BillDay day, Rows.Mapper<T> mapper)
      throws SQLException {
    return key(byKey.rows().add(), day).first(connection, mapper);
  }

  private static Rows key(Rows row, BillDay day) {
    return row.set("account", day.account()).set("bill_date", day.day().toString());
  }

  private static Rows held(Rows row, DayClaim claim) {
    return key(row, claim.day()).set("started_at", claim.startedAt());
  }

  private static @Nullable String shortened(@Nullable String text) {
    return text == null || text.length() <= 256 ? text : text.substring(0, 255) + "…";
  }
}
