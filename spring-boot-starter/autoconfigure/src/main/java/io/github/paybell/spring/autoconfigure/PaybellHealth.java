package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.account.AccountView;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether notifications can be taken, and what waits. Down only when nothing can be stored: an open
 * problem is for a person, not a reason to take the shop away from its customers. Counts stop at
 * 1000. Thread-safe.
 */
final class PaybellHealth extends AbstractHealthIndicator {
  /** Notifications are taken, and something else does not work: HTTP 200, and in no probe. */
  private static final Status DEGRADED = new Status("DEGRADED");

  private final Engine engine;
  private final Store store;
  private final UnpaidSweep unpaid;
  private final BookOrders orders;
  private final Clock clock;
  private final Sql waiting;
  private final Sql problems;
  private final Sql dead;

  PaybellHealth(Engine engine, Store store, UnpaidSweep unpaid, BookOrders orders, Clock clock) {
    super("Paybell cannot ask its store");
    this.engine = engine;
    this.store = store;
    this.unpaid = unpaid;
    this.orders = orders;
    this.clock = clock;
    waiting = Sql.load(PaybellHealth.class, store, "waiting_notifications");
    problems = Sql.load(PaybellHealth.class, store, "open_problems");
    dead = Sql.load(PaybellHealth.class, store, "dead_deliveries");
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) throws SQLException {
    builder.withDetail("store", engine.storeTitle()).withDetail("order_book", orderBook());
    keyExpiry().ifPresent(end -> builder.withDetail("first_key_expires_at", end.toString()));
    var whyNotReady = engine.whyNotReady();
    if (whyNotReady.isPresent()) {
      builder.down().withDetail("reason", whyNotReady.get());
      return;
    }
    store.read(connection -> counts(builder, connection));
    var degraded = engine.degraded();
    if (degraded.isEmpty()) {
      builder.up();
    } else {
      builder.status(DEGRADED).withDetail("degraded", degraded);
    }
  }

  private Health.Builder counts(Health.Builder builder, Connection connection) throws SQLException {
    waiting
        .rows()
        .first(
            connection,
            row -> {
              builder.withDetail("notifications_waiting", row.number("waiting"));
              var oldest = row.instant("oldest");
              if (oldest != null) {
                builder.withDetail(
                    "oldest_waits_seconds", Duration.between(oldest, clock.instant()).toSeconds());
              }
              return row;
            });
    builder.withDetail("problems_open", count(connection, problems, "problems"));
    return builder.withDetail("deliveries_dead", count(connection, dead, "dead"));
  }

  private static long count(Connection connection, Sql sql, String column) throws SQLException {
    return sql.rows().first(connection, row -> row.number(column)).orElse(0L);
  }

  private String orderBook() {
    if (orders.book().isEmpty()) {
      return "none: expected and placed orders are asked about";
    }
    var implemented = unpaid.implemented();
    return implemented == null
        ? "unpaid was not asked yet"
        : implemented
            ? "unpaid is asked every minute"
            : "unpaid is not implemented: only expected and placed orders are asked about";
  }

  private Optional<Instant> keyExpiry() {
    return engine.accounts().views().stream()
        .flatMap(account -> account.keys().stream())
        .map(AccountView.Key::expiresAt)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .min(Comparator.naturalOrder());
  }
}
