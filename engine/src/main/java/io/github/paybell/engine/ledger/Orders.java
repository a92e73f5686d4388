package io.github.paybell.engine.ledger;

import io.github.paybell.engine.log.LogLine;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orders that shops expect to be paid. Thread-safe. */
public final class Orders {
  private static final Logger log = LoggerFactory.getLogger(Orders.class);

  private final Store store;
  private final Ledger ledger;
  private final Registering registering;
  private final Clock clock;
  private final Sql problemsOfOrder;
  private final Sql eventsOfOrder;
  private final Sql idleEvidence;

  /**
   * @param ladder when an unpaid order is asked about first
   */
  public Orders(Store store, Ledger ledger, Ladder ladder, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    registering = new Registering(ledger.sql(), ladder);
    this.clock = clock;
    problemsOfOrder = Sql.load(Orders.class, store, "problems_of_order");
    eventsOfOrder = Sql.load(Orders.class, store, "events_of_order");
    idleEvidence = Sql.load(Orders.class, store, "idle_evidence_of_order");
  }

  /**
   * Registers an expected payment. Evidence that came before is applied in the same transaction.
   * One that says how it is {@link NewOrder#placedAs placed} also begins an attempt to place it, so
   * that it is known before the call leaves; data other than before are then taken if WeChat Pay
   * never had the order ({@link PlaceAttempts}).
   *
   * @throws StoreUnavailableException if the store cannot be asked; registering again is safe
   * @throws ListenerFailedException if a payment that came before is applied, and what belongs
   *     together with it fails: nothing is kept; registering again is safe
   */
  public Registration register(String account, NewOrder order) {
    var registration = store.change(connection -> register(connection, account, order));
    if (registration instanceof Registration.Created created) {
      log.info(
          LogLine.of("registered")
              .with("account", account)
              .with("out_trade_no", order.outTradeNo())
              .with("reference", order.reference())
              .with("total", order.total())
              .with("trade_state", created.order().tradeState())
              .toString());
    }
    return registration;
  }

  /**
   * The same inside a transaction that the caller holds, so that the shop's order and what is
   * expected of it commit together.
   *
   * @param connection of a transaction of this store's database; neither committed nor closed here
   * @throws SQLException also when another transaction was in the way; the caller's transaction
   *     must be rolled back, and may be run again from its beginning
   * @throws ListenerFailedException if a payment that came before is applied, and what belongs
   *     together with it fails; the caller's transaction must be rolled back
   */
  public Registration register(Connection connection, String account, NewOrder order)
      throws SQLException {
    // Taken before the posting's own: what is registered comes before what it makes happen.
    var now = clock.instant();
    boolean created = registering.insert(connection, account, order, now);
    if (!created) {
      var key = new OrderKey(account, order.outTradeNo());
      var posting = ledger.open(connection);
      posting.look(List.of(new Question(account, null, order.outTradeNo(), null)));
      if (posting.must(key).registered()) {
        var existing = view(connection, key).orElseThrow();
        var marks = ledger.attempts().marks(connection, key);
        var field = difference(existing, order);
        if (field == null) {
          same(connection, key, order, marks, now);
          return new Registration.Same(view(connection, key).orElseThrow());
        }
        if (order.placedAs() == null || !marks.notPlaced()) {
          return new Registration.Differs(existing, field);
        }
        registering.fill(connection, account, order, now);
        return new Registration.Created(view(connection, key).orElseThrow());
      }
      registering.fill(connection, account, order, now);
      posting.put(posting.must(key).registeredAs(order));
      posting.prepare(key);
      posting.judgeWaiting(key);
      posting.flush();
    }
    return new Registration.Created(
        view(connection, new OrderKey(account, order.outTradeNo())).orElseThrow());
  }

  /** A known order is to be placed, or is registered after it was only placed. */
  private void same(
      Connection connection, OrderKey key, NewOrder order, PlaceAttempts.Marks marks, Instant now)
      throws SQLException {
    var placedAs = order.placedAs();
    var firstQuery = registering.firstQuery(order, now);
    if (placedAs != null) {
      ledger.attempts().begin(connection, key, placedAs, firstQuery, now);
    } else if (!marks.registered()) {
      ledger.attempts().expect(connection, key, firstQuery, now);
    }
  }

  /**
   * An attempt to place an order had no effect, as {@link PlaceAttempts#refused}.
   *
   * @return whether WeChat Pay should be asked if it has the order
   * @throws StoreUnavailableException if the store cannot be asked; the attempt counts for ever
   */
  public boolean placeRefused(String account, String outTradeNo) {
    return ledger.attempts().refused(account, outTradeNo);
  }

  private static @Nullable String difference(OrderView existing, NewOrder order) {
    if (existing.total() != order.total()) {
      return "amount.total";
    }
    if (!existing.currency().equals(order.currency())) {
      return "amount.currency";
    }
    if (!Objects.equals(existing.reference(), order.reference())) {
      return "reference";
    }
    var expiresAt = order.expiresAt();
    if (!Objects.equals(
        existing.expiresAt(),
        expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MICROS))) {
      return "expires_at";
    }
    if (!Objects.equals(existing.description(), order.description())) {
      return "description";
    }
    if (!Objects.equals(existing.attach(), order.attach())) {
      return "attach";
    }
    if (!Objects.equals(existing.appid(), order.appid())) {
      return "appid";
    }
    if (!Objects.equals(existing.subMchid(), order.subMchid())) {
      return "sub_mchid";
    }
    if (!existing.policies().equals(order.policies())) {
      return "late_payment or duplicate_payment";
    }
    var before = existing.placedAs();
    var now = order.placedAs();
    return before == null || now == null || before.equals(now)
        ? null
        : before.tradeType().equals(now.tradeType()) ? "openid, api or notify_url" : "trade_type";
  }

  /**
   * @return empty for an order that is not registered, whatever evidence about it is kept
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public Optional<OrderView> find(String account, String outTradeNo) {
    return store.ask(connection -> view(connection, new OrderKey(account, outTradeNo)));
  }

  private Optional<OrderView> view(Connection connection, OrderKey key) throws SQLException {
    return about(ledger.sql().orderByKey, key)
        .first(
            connection,
            row -> {
              var order = Lookup.order(row, key.account(), key.outTradeNo());
              return new OrderView(
                  key.account(),
                  key.outTradeNo(),
                  order.tradeState().name(),
                  Objects.requireNonNull(order.total()),
                  Objects.requireNonNull(order.currency()),
                  order.reference(),
                  row.instant("expires_at"),
                  row.text("description"),
                  order.attach(),
                  order.appid(),
                  order.subMchid(),
                  order.policies(),
                  placedAs(row),
                  order.transactionId(),
                  order.payerTotal(),
                  order.successTime(),
                  order.late(),
                  order.duplicate(),
                  order.version(),
                  payment(connection, order),
                  lastQuery(row),
                  ProblemRows.views(
                      ledger.sql(),
                      connection,
                      about(problemsOfOrder, key)
                          .set(
                              "listener_failed",
                              // Opened about the account, for it must not wait for the order.
                              ProblemText.key(
                                  key.account(),
                                  ProblemKind.LISTENER_FAILED,
                                  key.outTradeNo(),
                                  null))),
                  timeline(
                      connection,
                      key,
                      new OrderView.Entry(row.mustInstant("created_at"), "registered", 1L, null)),
                  about(ledger.sql().refundsOfOrder, key).query(connection, Refunds::read));
            });
  }

  private OrderView.@Nullable Payment payment(Connection connection, Order order)
      throws SQLException {
    var transactionId = order.transactionId();
    return transactionId == null
        ? null
        : about(ledger.sql().paymentOfOrder, order.key())
            .set("transaction_id", transactionId)
            .first(
                connection,
                row ->
                    new OrderView.Payment(
                        row.text("mchid"),
                        row.text("appid"),
                        row.text("sub_mchid"),
                        row.text("attach"),
                        row.text("payer_currency"),
                        row.text("payer_hint"),
                        PaymentJson.read(row.text("details"), null)))
            .orElse(null);
  }

  private static @Nullable PlacedAs placedAs(Result row) throws SQLException {
    var tradeType = row.text("trade_type");
    return tradeType == null ? null : new PlacedAs(tradeType, row.mustText("placement"));
  }

  private static OrderView.@Nullable LastQuery lastQuery(Result row) throws SQLException {
    var at = row.instant("queried_at");
    return at == null
        ? null
        : new OrderView.LastQuery(at, row.mustText("query_said"), row.number("queries"));
  }

  private List<OrderView.Entry> timeline(
      Connection connection, OrderKey key, OrderView.Entry registered) throws SQLException {
    var entries = new ArrayList<OrderView.Entry>();
    entries.add(registered);
    entries.addAll(
        about(eventsOfOrder, key)
            .query(
                connection,
                row ->
                    new OrderView.Entry(
                        row.mustInstant("created_at"),
                        row.mustText("type"),
                        row.numberOrNull("version"),
                        null)));
    entries.addAll(
        about(idleEvidence, key)
            .query(
                connection,
                row ->
                    new OrderView.Entry(
                        row.mustInstant("learnt_at"),
                        "evidence." + row.mustText("judgement"),
                        null,
                        detail(
                            row.mustText("source"),
                            row.text("reason"),
                            row.text("transaction_id")))));
    entries.sort(
        Comparator.comparing(OrderView.Entry::at)
            .thenComparing(
                OrderView.Entry::version, Comparator.nullsFirst(Comparator.naturalOrder())));
    return entries;
  }

  private static String detail(
      String source, @Nullable String reason, @Nullable String transactionId) {
    return source
        + (reason == null ? "" : " " + reason)
        + (transactionId == null ? "" : " transaction_id=" + transactionId);
  }

  private static Rows about(Sql sql, OrderKey key) {
    return sql.rows().set("account", key.account()).set("out_trade_no", key.outTradeNo());
  }
}
