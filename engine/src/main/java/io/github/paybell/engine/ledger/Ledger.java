package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Retry;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Applies evidence to orders, inside a transaction that the caller holds. Thread-safe. */
public final class Ledger {
  private final Store store;
  private final LedgerSql sql;
  private final Identity.Book identities;
  private final Clock clock;

  public Ledger(Store store, Identity.Book identities, Clock clock) {
    this.store = store;
    sql = new LedgerSql(store);
    this.identities = identities;
    this.clock = clock;
  }

  /** Begins the ledger's part of a transaction over any number of orders. */
  public Posting open(Connection connection) {
    return new Posting(sql, identities, connection, clock.instant());
  }

  /**
   * Applies one piece of evidence to its order: the whole of the ledger's work for one order on one
   * connection.
   *
   * @throws SQLException also when another transaction took a unique key meanwhile; the caller
   *     rolls back and applies again
   */
  public Judgement apply(Connection connection, Evidence evidence) throws SQLException {
    var posting = open(connection);
    posting.look(
        List.of(
            new Question(
                evidence.account(), null, evidence.outTradeNo(), evidence.transactionId())));
    posting.prepare(List.of(evidence));
    var judgement = posting.post(evidence, null);
    posting.flush();
    return judgement;
  }

  /**
   * Applies one piece of evidence in a transaction of its own, again where another transaction was
   * in the way.
   *
   * @throws StoreUnavailableException if the store cannot be asked; learning again is safe
   */
  public Judgement learn(Evidence evidence) {
    try {
      return Retry.conflicts(() -> store.write(connection -> apply(connection, evidence)));
    } catch (SQLException e) {
      throw new StoreUnavailableException(e);
    }
  }

  LedgerSql sql() {
    return sql;
  }
}
