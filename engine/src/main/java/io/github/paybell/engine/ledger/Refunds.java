package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The refunds that were asked for here, or seen. Thread-safe. */
public final class Refunds {
  private final Store store;
  private final Ledger ledger;
  private final Clock clock;
  private final Audit audit;

  public Refunds(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
    audit = new Audit(store);
  }

  /**
   * Notes that part or all of an order's payment is to go back, so that it can be asked for, and
   * asked for again after a crash, under the same number.
   *
   * @param amount fen, at least 1
   * @param reason at most 80 characters; null: none
   * @param actor who asks, for the audit row that commits with it (AUDITED)
   * @throws IllegalArgumentException for values that WeChat Pay would not take
   * @throws StoreUnavailableException if the store cannot be asked; asking again is safe
   */
  public RefundRequest request(
      String account,
      String outTradeNo,
      String outRefundNo,
      long amount,
      @Nullable String reason,
      String actor) {
    if (!outRefundNo.matches("[0-9A-Za-z_\\-|*@]{1,64}")) {
      throw new IllegalArgumentException("out_refund_no must be 1 to 64 of 0-9 A-Z a-z _ - | * @");
    }
    if (amount < 1) {
      throw new IllegalArgumentException("amount.refund must be at least 1 fen, was " + amount);
    }
    if (reason != null && (reason.isEmpty() || reason.length() > 80 || reason.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("reason must have 1 to 80 characters, none of them NUL");
    }
    return store.change(
        connection ->
            request(
                connection, new OrderKey(account, outTradeNo), outRefundNo, amount, reason, actor));
  }

  private RefundRequest request(
      Connection connection,
      OrderKey key,
      String outRefundNo,
      long amount,
      @Nullable String reason,
      String actor)
      throws SQLException {
    // Asked before the look, which would leave a stub of an order that is not known.
    boolean known =
        ledger
            .sql()
            .orderByKey
            .rows()
            .set("account", key.account())
            .set("out_trade_no", key.outTradeNo())
            .first(connection, row -> true)
            .orElse(false);
    if (!known) {
      return new RefundRequest.UnknownOrder();
    }
    var posting = ledger.open(connection);
    posting.look(List.of(new Question(key.account(), null, key.outTradeNo(), null)));
    var sql = ledger.sql();
    var existing = find(sql, connection, key.account(), outRefundNo);
    if (existing.isPresent()) {
      var field = difference(existing.get(), key.outTradeNo(), amount, reason);
      if (field != null) {
        return new RefundRequest.Differs(existing.get(), field);
      }
      if (again(sql, connection, existing.get(), reason, clock.instant())) {
        audit(connection, actor, "refund.requested_again", key, outRefundNo, amount);
      }
      return new RefundRequest.Same(
          find(sql, connection, key.account(), outRefundNo).orElseThrow());
    }
    var order = posting.must(key);
    if (!order.tradeState().paid()) {
      return new RefundRequest.Impossible(
          "the order is " + order.tradeState() + ": only what was paid can go back");
    }
    long total = Objects.requireNonNull(order.total());
    long taken = taken(sql, connection, key, Objects.requireNonNull(order.transactionId()));
    if (amount > total - taken) {
      return new RefundRequest.Impossible(
          "of "
              + total
              + " fen "
              + taken
              + " are refunded or on their way, so at most "
              + (total - taken)
              + " can go back");
    }
    posting.giveBack(
        key,
        new RefundIntent(
            outRefundNo,
            Objects.requireNonNull(order.transactionId()),
            total,
            Objects.requireNonNull(order.currency()),
            order.subMchid(),
            amount,
            reason));
    posting.flush();
    audit(connection, actor, "refund.requested", key, outRefundNo, amount);
    return new RefundRequest.Created(
        find(sql, connection, key.account(), outRefundNo).orElseThrow());
  }

  private void audit(
      Connection connection,
      String actor,
      String action,
      OrderKey key,
      String outRefundNo,
      long amount)
      throws SQLException {
    audit.write(
        connection,
        actor,
        action,
        key.account(),
        outRefundNo,
        amount + " fen of " + key.outTradeNo(),
        clock.instant());
  }

  private static @Nullable String difference(
      RefundView existing, String outTradeNo, long amount, @Nullable String reason) {
    if (!existing.outTradeNo().equals(outTradeNo)) {
      return "out_trade_no";
    }
    if (existing.amount() != amount) {
      return "amount.refund";
    }
    // What was refused may have been refused for its reason.
    return existing.requested()
            && existing.refusedCode() == null
            && !Objects.equals(existing.reason(), reason)
        ? "reason"
        : null;
  }

  /**
   * One that WeChat Pay refused is due again, because it is requested again.
   *
   * @param reason may be another one
   * @return whether it had been refused
   */
  static boolean again(
      LedgerSql sql, Connection connection, RefundView refund, @Nullable String reason, Instant now)
      throws SQLException {
    return sql.refundAgain
            .rows()
            .set("account", refund.account())
            .set("out_refund_no", refund.outRefundNo())
            .set("reason", reason)
            .set("now", now)
            .execute(connection)
        > 0;
  }

  /** Fen of a payment that have gone back, or may be going; its order is locked. */
  static long taken(LedgerSql sql, Connection connection, OrderKey key, String transactionId)
      throws SQLException {
    return sql
        .refundsOfPayment
        .rows()
        .set("account", key.account())
        .set("out_trade_no", key.outTradeNo())
        .set("transaction_id", transactionId)
        .query(connection, row -> row.number("amount_refund"))
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /**
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public Optional<RefundView> find(String account, String outRefundNo) {
    return store.ask(connection -> find(ledger.sql(), connection, account, outRefundNo));
  }

  /**
   * An attempt to send a refund begins. Committed before the call leaves: a crash then leaves an
   * attempt that counts for ever.
   *
   * @throws StoreUnavailableException if the store cannot be asked; nothing may be sent then
   */
  public void beginSending(RefundView refund) {
    update(ledger.sql().beginSending.rows().set("now", clock.instant()), refund);
  }

  /**
   * The attempt that began last did not leave after all.
   *
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public void notSent(RefundView refund) {
    update(ledger.sql().notSent.rows(), refund);
  }

  /**
   * WeChat Pay says that it has no such refund. If it refused every attempt, the refund is REFUSED.
   *
   * @param sentBefore the last attempt must have ended by then
   * @throws StoreUnavailableException if the store cannot be asked; it may be said again
   */
  public void neverTaken(RefundView refund, Instant sentBefore) {
    update(
        ledger.sql().neverTaken.rows().set("sent_before", sentBefore).set("now", clock.instant()),
        refund);
  }

  private void update(Rows rows, RefundView refund) {
    rows.set("account", refund.account()).set("out_refund_no", refund.outRefundNo());
    store.change(rows::execute);
  }

  /**
   * WeChat Pay refused a refund: noted, with a problem about the order, unless it was accepted
   * meanwhile.
   *
   * @param again when to send it once more; null: when it is requested
   * @param confirm when WeChat Pay is asked, instead, whether it does not have it, should every
   *     attempt have been refused; null: it is not asked
   * @throws StoreUnavailableException if the store cannot be asked; doing it again is safe
   */
  public void refused(
      RefundView refund,
      String code,
      String message,
      @Nullable Instant again,
      @Nullable Instant confirm) {
    store.change(
        connection -> {
          refused(connection, refund, code, message, again, confirm);
          return 0;
        });
  }

  private void refused(
      Connection connection,
      RefundView refund,
      String code,
      String message,
      @Nullable Instant again,
      @Nullable Instant confirm)
      throws SQLException {
    var key = new OrderKey(refund.account(), refund.outTradeNo());
    var posting = ledger.open(connection);
    posting.look(List.of(new Question(key.account(), null, key.outTradeNo(), null)));
    posting.prepare(key);
    int changed =
        ledger
            .sql()
            .refuseRefund
            .rows()
            .set("account", refund.account())
            .set("out_refund_no", refund.outRefundNo())
            .set("refused_code", cut(code, 64))
            .set("refused_message", cut(message, 256))
            // As the caller saw it: what was accepted meanwhile is not refused.
            .set("accepted", refund.accepted())
            .set("next_query_at", again)
            .set("now", clock.instant())
            .execute(connection);
    if (confirm != null) {
      ledger
          .sql()
          .confirmRefusal
          .rows()
          .set("account", refund.account())
          .set("out_refund_no", refund.outRefundNo())
          .set("next_query_at", confirm)
          .execute(connection);
    }
    if (changed > 0) {
      posting.problem(
          key,
          ProblemKind.REFUND_REFUSED,
          "WeChat Pay refused refund " + refund.outRefundNo() + ": " + code + " " + message);
    }
    posting.flush();
  }

  /** PostgreSQL stores no NUL, and a refusal that cannot be stored would come back for ever. */
  private static String cut(String text, int characters) {
    var clean = text.replace('\0', ' ');
    return clean.length() <= characters ? clean : clean.substring(0, characters);
  }

  static Optional<RefundView> find(
      LedgerSql sql, Connection connection, String account, String outRefundNo)
      throws SQLException {
    return sql.refundByKey
        .rows()
        .set("account", account)
        .set("out_refund_no", outRefundNo)
        .first(connection, Refunds::read);
  }

  static RefundView read(Result row) throws SQLException {
    return new RefundView(
        row.mustText("account"),
        row.mustText("out_refund_no"),
        row.mustText("out_trade_no"),
        row.text("transaction_id"),
        row.text("refund_id"),
        RefundStatus.valueOf(row.mustText("refund_status")),
        row.numberOrNull("amount_total"),
        row.number("amount_refund"),
        row.numberOrNull("payer_refund"),
        row.numberOrNull("settlement_refund"),
        row.text("currency"),
        row.text("sub_mchid"),
        row.text("reason"),
        row.flag("requested"),
        row.flag("accepted"),
        row.flag("refused"),
        row.number("send_unknown"),
        row.text("refused_code"),
        row.text("refused_message"),
        row.text("success_time"));
  }
}
