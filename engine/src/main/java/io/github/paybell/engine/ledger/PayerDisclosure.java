package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a person who paid an order, and keeps who asked and why (AUDITED). Thread-safe. */
public final class PayerDisclosure {
  private final Store store;
  private final Ledger ledger;
  private final Clock clock;
  private final Audit audit;
  private final Sql sealed;

  public PayerDisclosure(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
    audit = new Audit(store);
    sealed = Sql.load(PayerDisclosure.class, store, "sealed_payers_of_order");
  }

  /**
   * The payer of an order, or of what came for it and does not fit; the audit row commits before it
   * is told.
   *
   * @param reason why, in the asker's words
   * @param actor who asks
   * @throws StoreUnavailableException if the store cannot be asked; asking again is safe
   */
  public Reveal reveal(String account, String outTradeNo, String reason, String actor) {
    return store.change(
        connection -> reveal(connection, new OrderKey(account, outTradeNo), reason, actor));
  }

  private Reveal reveal(Connection connection, OrderKey key, String reason, String actor)
      throws SQLException {
    var order =
        ledger
            .sql()
            .orderByKey
            .rows()
            .set("account", key.account())
            .set("out_trade_no", key.outTradeNo())
            .first(connection, row -> Lookup.order(row, key.account(), key.outTradeNo()));
    if (order.isEmpty()) {
      return new Reveal.UnknownOrder();
    }
    var payer = find(connection, order.get());
    if (payer == null) {
      return new Reveal.NotKept();
    }
    audit.write(
        connection,
        actor,
        "payer.reveal",
        key.account(),
        key.outTradeNo(),
        reason,
        clock.instant());
    return new Reveal.Revealed(payer);
  }

  private @Nullable Payer find(Connection connection, Order order) throws SQLException {
    var key = order.key();
    var told = ToldPayers.find(ledger.sql(), connection, key, order.transactionId());
    return told != null ? told : sealed(connection, key);
  }

  private @Nullable Payer sealed(Connection connection, OrderKey key) throws SQLException {
    return sealed
        .rows()
        .set("account", key.account())
        .set("out_trade_no", key.outTradeNo())
        .query(
            connection,
            row -> Optional.ofNullable(EvidenceRows.payer(row, key.account(), ledger.payers())))
        .stream()
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }
}
