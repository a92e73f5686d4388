package io.github.paybell.engine.ledger;

import io.github.paybell.engine.log.LogLine;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies evidence to orders, inside a transaction that the caller holds. Thread-safe. */
public final class Ledger {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final int MOST_SAID = 64;

  private final Store store;
  private final LedgerSql sql;
  private final Identity.Book identities;
  private final TransactionListener together;
  private final @Nullable UnregisteredOrders strangers;
  private final Payers payers;
  private final Sql evidenceOfNotification;
  private final PlaceAttempts attempts;
  private final Sql queriedOrder;
  private final Clock clock;

  /** A ledger that stands alone: the outside learns its steps from the event rows. */
  public Ledger(Store store, Identity.Book identities, Clock clock) {
    this(store, identities, TransactionListener.ALONE, clock);
  }

  /**
   * @param together what else is written in the transaction of each step
   */
  public Ledger(Store store, Identity.Book identities, TransactionListener together, Clock clock) {
    this(store, identities, together, OrderSource.NONE, Ladder.standard(), Payers.NONE, clock);
  }

  /**
   * A ledger with all that may belong to it.
   *
   * @param together what else is written in the transaction of each step
   * @param source is asked about orders that are not registered
   * @param ladder when an order that the source knows is asked about first, should it be unpaid
   * @param payers how payers are kept
   */
  public Ledger(
      Store store,
      Identity.Book identities,
      TransactionListener together,
      OrderSource source,
      Ladder ladder,
      Payers payers,
      Clock clock) {
    this.store = store;
    sql = new LedgerSql(store);
    this.identities = identities;
    this.together = together;
    this.payers = payers;
    strangers =
        source == OrderSource.NONE
            ? null
            : new UnregisteredOrders(source, new Registering(sql, ladder));
    evidenceOfNotification = Sql.load(Ledger.class, store, "evidence_of_notification");
    attempts = new PlaceAttempts(store, clock);
    queriedOrder = Sql.load(Ledger.class, store, "queried_order");
    this.clock = clock;
  }

  /** The attempts to place orders at WeChat Pay. */
  public PlaceAttempts attempts() {
    return attempts;
  }

  /** Begins the ledger's part of a transaction over any number of orders. */
  public Posting open(Connection connection) {
    return open(connection, Store.LOCK_WAIT);
  }

  /**
   * The same, waiting longer or shorter than others for rows that another transaction has locked.
   */
  public Posting open(Connection connection, Duration lockWait) {
    return open(connection, together, lockWait);
  }

  /**
   * The same for a transaction that must not depend on what else belongs to it: that itself failed,
   * and this says so. The outside learns it from the event rows.
   */
  public Posting openAlone(Connection connection) {
    return open(connection, TransactionListener.ALONE, Store.LOCK_WAIT);
  }

  private Posting open(Connection connection, TransactionListener with, Duration lockWait) {
    return new Posting(
        sql, identities, with, strangers, payers, connection, lockWait, clock.instant());
  }

  /**
   * What the judge says of the evidence about one order that a notification brought, if it has been
   * recorded; a registration may have changed it since.
   *
   * @return {@code applied}, {@code already_applied}, {@code parked} or {@code disputed}
   */
  public Optional<String> judged(
      Connection connection, String account, String outTradeNo, UUID notification)
      throws SQLException {
    return evidenceOfNotification
        .rows()
        .set("account", account)
        .set("out_trade_no", outTradeNo)
        .set("notification_id", notification)
        .first(connection, row -> row.mustText("judgement"));
  }

  /**
   * Applies one piece of evidence to its order: the whole of the ledger's work for one order on one
   * connection.
   *
   * @throws SQLException also when another transaction took a unique key meanwhile; the caller
   *     rolls back and applies again
   * @throws ListenerFailedException if what belongs together fails; the caller rolls back
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
   * @throws ListenerFailedException if what belongs together fails: nothing is kept; learning again
   *     is safe
   */
  public Judgement learn(Evidence evidence) {
    var judgement = store.change(connection -> apply(connection, evidence));
    if (!(judgement instanceof Judgement.AlreadyApplied)) {
      log.info(line(evidence, judgement).toString());
    }
    return judgement;
  }

  /**
   * Judges what waits for an order once more, about which nothing new was learnt itself: another
   * order may have what it waits for.
   *
   * @throws StoreUnavailableException if the store cannot be asked; judging again is safe
   * @throws ListenerFailedException if what belongs together fails: nothing is kept; judging again
   *     is safe
   */
  public void judgeWaiting(OrderKey key) {
    store.change(
        connection -> {
          var posting = open(connection);
          posting.look(List.of(new Question(key.account(), null, key.outTradeNo(), null)));
          posting.prepare(key);
          posting.judgeWaiting(key);
          posting.flush();
          return 0;
        });
  }

  private static LogLine line(Evidence evidence, Judgement judgement) {
    var state = evidence.tradeState();
    var refund = evidence.refund();
    return LogLine.of("learnt")
        .with("account", evidence.account())
        .with("out_trade_no", evidence.outTradeNo())
        .with("transaction_id", evidence.transactionId())
        .with("out_refund_no", refund == null ? null : refund.outRefundNo())
        .with("source", evidence.source().wireName())
        .with("said", refund == null ? state.name() : "refund " + refund.status())
        .with("outcome", judgement.wireName());
  }

  /**
   * Notes that WeChat Pay was asked about an order, also when that taught nothing (SEEN).
   *
   * @param said a {@code trade_state} or why there was none; of longer ones the first 64 characters
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public void queried(String account, String outTradeNo, String said) {
    var rows =
        queriedOrder
            .rows()
            .set("account", account)
            .set("out_trade_no", outTradeNo)
            .set("said", said.length() <= MOST_SAID ? said : said.substring(0, MOST_SAID))
            .set("now", clock.instant());
    store.change(rows::execute);
  }

  Payers payers() {
    return payers;
  }

  LedgerSql sql() {
    return sql;
  }
}
