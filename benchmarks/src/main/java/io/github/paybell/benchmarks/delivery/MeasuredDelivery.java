package io.github.paybell.benchmarks.delivery;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.paybell.benchmarks.outbox.OutboxRows;
import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.Delivery;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.delivery.EventSelection;
import io.github.paybell.engine.delivery.Subscriber;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One database and one subscriber: fills, lets go, and waits until the last row is settled. */
final class MeasuredDelivery implements AutoCloseable {
  private static final String SUBSCRIBER = "receiver";
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final String title;
  private final HikariDataSource source;
  private final Store store;
  private final Delivery delivery;
  private final OutboxRows rows;

  MeasuredDelivery(
      String title, EmbeddedPostgres postgres, String database, Channel channel, int concurrency)
      throws SQLException {
    this.title = title;
    var url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setMaximumPoolSize(2);
    source = new HikariDataSource(config);
    rows = new OutboxRows(source);
    store = Store.open(new StoreOptions(url, "postgres", "", 10));
    delivery =
        new Delivery(
            store,
            new Ledger(store, account -> null, Clock.systemUTC()),
            DeliveryOptions.of(
                List.of(
                    new Subscriber(
                        SUBSCRIBER, EventSelection.of(List.of()), concurrency, 0, channel))),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    delivery.start();
  }

  String title() {
    return title;
  }

  /** Fills a database with rows that were told long ago, a million at a time. */
  static void settle(EmbeddedPostgres postgres, String database, int count) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    Store.open(new StoreOptions(url, "postgres", "", 4)).close();
    // Not the store's own connections: they give up on a statement that takes longer than 10 s.
    var source = postgres.getDatabase("postgres", database);
    var old = new OutboxRows(source);
    for (int left = count; left > 0; left -= 1_000_000) {
      old.addSettled(Math.min(left, 1_000_000), SUBSCRIBER);
    }
    try (var connection = source.getConnection();
        var vacuum = connection.createStatement()) {
      vacuum.execute("vacuum analyze paybell_event");
      vacuum.execute("vacuum analyze paybell_delivery");
      vacuum.execute("checkpoint");
    }
  }

  /**
   * @return deliveries a second, from the moment they are due until the last is settled
   */
  double round(int count) throws SQLException {
    rows.add(count, SUBSCRIBER, OutboxRows.LATER);
    try (var connection = source.getConnection();
        var unsettled =
            connection.prepareStatement(
                "select exists (select 1 from paybell_delivery where due_at is not null)")) {
      rows.due(SUBSCRIBER);
      long begun = System.nanoTime();
      delivery.wake();
      for (; ; ) {
        try (var result = unsettled.executeQuery()) {
          result.next();
          if (!result.getBoolean(1)) {
            return count / ((System.nanoTime() - begun) / 1e9);
          }
        }
        if (System.nanoTime() - begun > PATIENCE_NANOS) {
          throw new IllegalStateException(title + ": not all were told in 5 minutes");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    }
  }

  @Override
  public void close() {
    delivery.close();
    store.close();
    source.close();
  }
}
