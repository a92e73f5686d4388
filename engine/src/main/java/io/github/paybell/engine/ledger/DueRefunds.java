package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The refunds that are to be sent or asked about, by their due times; claimed like {@link
 * DueOrders}. Thread-safe.
 */
public final class DueRefunds {
  private final Store store;
  private final Sql dueAccounts;
  private final Sql dueRefunds;
  private final Sql leaseRefunds;
  private final Sql askedRefund;

  public DueRefunds(Store store) {
    this.store = store;
    dueAccounts = load("accounts_with_due_refunds");
    dueRefunds = load("due_refunds");
    leaseRefunds = load("lease_refunds");
    askedRefund = load("asked_refund");
  }

  private Sql load(String name) {
    return Sql.load(DueRefunds.class, store, name);
  }

  /**
   * A claimed refund.
   *
   * @param step how often it was sent or asked about
   * @param lease until when no other process has it
   */
  public record Claimed(RefundView refund, int step, Instant createdAt, Instant lease) {}

  /** Those of the accounts that have due refunds. Only reads, by the index. */
  public Set<String> accounts(Connection connection, Collection<String> accounts, Instant now)
      throws SQLException {
    var rows = dueAccounts.rows();
    for (var account : accounts) {
      rows.add().set("account", account).set("now", now);
    }
    return new HashSet<>(rows.query(connection, row -> row.mustText("account")));
  }

  /**
   * Claims due refunds of an account, the longest due first.
   *
   * @param leaseUntil when they are due again if no outcome is written
   * @param limit at least 1
   */
  public List<Claimed> claim(
      Connection connection, String account, Instant now, Instant leaseUntil, int limit)
      throws SQLException {
    var lease = leaseUntil.truncatedTo(ChronoUnit.MICROS);
    var claimed =
        dueRefunds
            .rows()
            .set("account", account)
            .set("now", now)
            .set("limit", limit)
            .query(
                connection,
                row ->
                    new Claimed(
                        Refunds.read(row),
                        (int) row.number("query_step"),
                        row.mustInstant("created_at"),
                        lease));
    var leased = leaseRefunds.rows();
    for (var each : claimed) {
      leased
          .add()
          .set("account", account)
          .set("out_refund_no", each.refund().outRefundNo())
          .set("lease", lease);
    }
    leased.execute(connection);
    return claimed;
  }

  /**
   * Says when a claimed refund is due next. Does nothing if the claim is no longer ours, or if what
   * was learnt has set its due time or cleared it.
   *
   * @param counted whether this was one of its steps
   * @param next null: it is not asked about any more
   * @throws StoreUnavailableException if the store cannot be asked; the claim ends by itself
   */
  public void asked(Claimed refund, boolean counted, @Nullable Instant next) {
    store.change(
        connection ->
            askedRefund
                .rows()
                .set("account", refund.refund().account())
                .set("out_refund_no", refund.refund().outRefundNo())
                .set("lease", refund.lease())
                .set("counted", counted ? 1 : 0)
                .set("next_query_at", next == null ? null : next.truncatedTo(ChronoUnit.MICROS))
                .execute(connection));
  }
}
