package io.github.paybell.benchmarks.outbox;

import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Rows of {@code paybell_event} and {@code paybell_delivery} on PostgreSQL, as the ledger writes
 * them.
 */
public final class OutboxRows {
  /** Not due while a benchmark lasts. */
  public static final String LATER = "interval '1 day'";

  /** Due at once. */
  public static final String NOW = "interval '0 days'";

  /** How many rows wait. */
  public static final String UNSETTLED =
      "select count(*) from paybell_delivery where due_at is not null";

  // Version 7: the milliseconds in front, so that new rows land at the index's end.
  private static final String ID =
      "(lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')"
          + " || '7' || substr(md5(random()::text || g), 1, 3) || '8' || substr(md5(g || random()::text), 1, 15))::uuid";

  private final DataSource source;

  public OutboxRows(DataSource source) {
    this.source = source;
  }

  /**
   * Commits events and what is to be told of them.
   *
   * @param due after now
   */
  public void add(int count, String subscriber, String due) throws SQLException {
    run(
        """
        with event as (
          insert into paybell_event (id, account, type, subject, version, created_at, data)
          select %s, 'shop', 'payment.succeeded', 'ORDER' || g || substr(md5(random()::text), 1, 12), 2, now(), '%s'
            from generate_series(1, %d) g
          returning id)
        insert into paybell_delivery (event_id, subscriber, state, attempts, due_at)
        select id, '%s', 'pending', 0, now() + %s from event
        """
            .formatted(ID, Outbox.PAYLOAD, count, subscriber, due));
  }

  /** Commits events that were told long ago. */
  public void addSettled(int count, String subscriber) throws SQLException {
    run(
        """
        with event as (
          insert into paybell_event (id, account, type, subject, version, created_at, data)
          select %s, 'shop', 'payment.succeeded', 'OLD' || g || substr(md5(random()::text), 1, 12), 2, now(), '%s'
            from generate_series(1, %d) g
          returning id)
        insert into paybell_delivery (event_id, subscriber, state, attempts, status, tried_at)
        select id, '%s', 'delivered', 1, 200, now() from event
        """
            .formatted(ID, Outbox.PAYLOAD, count, subscriber));
  }

  /** Makes all that wait due. */
  public void due(String subscriber) throws SQLException {
    run(
        "update paybell_delivery set due_at = now() where due_at is not null and subscriber = '"
            + subscriber
            + "'");
  }

  private void run(String statement) throws SQLException {
    try (var connection = source.getConnection();
        var execution = connection.createStatement()) {
      execution.execute(statement);
    }
  }
}
