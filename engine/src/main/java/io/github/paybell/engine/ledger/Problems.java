package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Page;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What needs a person, and what a person decided. Thread-safe. */
public final class Problems {
  private final Store store;
  private final Ledger ledger;
  private final Clock clock;
  private final Audit audit;
  private final Sql list;
  private final Sql degrading;

  public Problems(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
    audit = new Audit(store);
    list = Sql.load(Problems.class, store, "list_problems");
    degrading = Sql.load(Problems.class, store, "degrading_problems");
  }

  /**
   * Lists problems, newest first.
   *
   * @param state {@code open}, {@code closed} or null for both
   * @param cursor from the page before; null: from the newest
   * @param limit 1 to 200
   * @throws IllegalArgumentException if the cursor is none of ours
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public Page<ProblemView> list(
      @Nullable String account, @Nullable String state, @Nullable String cursor, int limit) {
    var rows =
        list.rows()
            .filter("account", account)
            .filter("state", state)
            .filter("cursor", cursor == null ? null : UUID.fromString(cursor))
            .set("limit", limit + 1);
    return Page.of(
        store.ask(connection -> ProblemRows.views(ledger.sql(), connection, rows)),
        limit,
        problem -> problem.id().toString());
  }

  /**
   * What is wrong with the whole store's work although notifications are taken, each in one
   * sentence for a person.
   *
   * @throws SQLException if the store cannot be asked
   */
  public List<String> degrading() throws SQLException {
    return store.read(
        connection ->
            degrading
                .rows()
                .query(connection, row -> row.mustText("kind") + ": " + row.mustText("cause")));
  }

  /**
   * Resolves a problem: {@code accept} – a dispute becomes paid with the evidence's facts, a late
   * or duplicate payment keeps its flag, both emit {@code payment.succeeded}; {@code dismiss} –
   * closes the problem only; {@code refund} – the payment goes back, whole, under a number that
   * follows from it, and is asked for as soon as this is committed.
   *
   * @param actor who decided, for the audit row that commits with the decision (AUDITED)
   * @throws IllegalArgumentException for another action
   * @throws StoreUnavailableException if the store cannot be asked; asking again is safe
   */
  public Resolution resolve(UUID id, String action, @Nullable String note, String actor) {
    if (!List.of("accept", "refund", "dismiss").contains(action)) {
      throw new IllegalArgumentException("action must be accept, refund or dismiss");
    }
    return store.change(connection -> resolve(connection, id, action, note, actor));
  }

  private Resolution resolve(
      Connection connection, UUID id, String action, @Nullable String note, String actor)
      throws SQLException {
    var found = find(connection, id);
    if (found.isEmpty()) {
      return new Resolution.Unknown();
    }
    var outTradeNo = found.get().view().outTradeNo();
    var posting = ledger.open(connection);
    if (outTradeNo != null) {
      posting.look(List.of(new Question(found.get().view().account(), null, outTradeNo, null)));
    } else {
      posting.shared().lock(id);
    }
    // Read again under the lock: another person may have been faster.
    found = find(connection, id);
    var row = found.orElseThrow();
    var problem = row.view();
    if (problem.state().equals("closed")) {
      return action.equals(problem.resolution())
          ? new Resolution.Resolved(problem)
          : new Resolution.Refused(problem, "it is closed already: " + problem.resolution());
    }
    var kind = ProblemKind.ofWire(problem.kind());
    if (outTradeNo == null) {
      if (!action.equals("dismiss")) {
        return new Resolution.Refused(problem, "there is no payment in it to " + action);
      }
      if (kind == ProblemKind.COMPLAINT_OPEN && (note == null || note.isBlank())) {
        return new Resolution.Refused(
            problem, "a complaint goes on at WeChat Pay; say in note why it may be dismissed");
      }
      dismiss(posting, row.open(), note);
    } else {
      var key = new OrderKey(problem.account(), outTradeNo);
      posting.prepare(key);
      var refusal =
          switch (action) {
            case "accept" -> accept(connection, posting, key, kind, row.evidence());
            case "refund" -> refund(connection, posting, key, kind, row.evidence());
            default -> null;
          };
      if (refusal != null) {
        return new Resolution.Refused(problem, refusal);
      }
      posting.put(posting.problems().close(posting.must(key), kind, action, note));
    }
    posting.flush();
    audit.write(
        connection,
        actor,
        "problem." + action,
        problem.account(),
        id.toString(),
        note,
        clock.instant());
    return new Resolution.Resolved(find(connection, id).orElseThrow().view());
  }

  private static void dismiss(Posting posting, OpenProblem problem, @Nullable String note)
      throws SQLException {
    if (ProblemKind.SHARED.contains(problem.kind())) {
      posting.shared().dismiss(problem, "dismiss", note);
    } else {
      posting.problems().closeForAccount(problem, "dismiss", note);
    }
  }

  /**
   * @return null when done, else why not
   */
  private @Nullable String accept(
      Connection connection,
      Posting posting,
      OrderKey key,
      ProblemKind kind,
      @Nullable UUID evidenceId)
      throws SQLException {
    var order = posting.must(key);
    switch (kind) {
      case LATE_PAYMENT, DUPLICATE_PAYMENT -> {
        long total = Objects.requireNonNull(order.total());
        var transactionId = Objects.requireNonNull(order.transactionId());
        if (Refunds.taken(ledger.sql(), connection, key, transactionId) >= total) {
          return "the payment has gone back, or is on its way";
        }
        if (order.reference() != null) {
          posting.lockReference(order);
          var refusal = posting.fulfilledBefore(order);
          if (refusal != null) {
            return refusal;
          }
        }
        var payment = evidence(connection, key, evidenceId);
        if (payment.isEmpty()) {
          return "the evidence of the payment is no longer there";
        }
        posting.release(order, payment.get());
        return null;
      }
      case AMOUNT_DIFFERS, CURRENCY_DIFFERS, MCHID_DIFFERS, APPID_DIFFERS, SUB_MCHID_DIFFERS -> {
        if (order.tradeState().paid()) {
          return "the order has been paid meanwhile by transaction_id " + order.transactionId();
        }
        var evidence = evidence(connection, key, evidenceId);
        if (evidence.isEmpty() || evidence.get().refund() != null) {
          return "there is no payment in it to accept";
        }
        return posting.accept(evidence.get());
      }
      case PAYMENT_UNCONFIRMED -> {
        return "the signature may be another message's, so this payment cannot be accepted by hand;"
            + " ask WeChat Pay (GET …/orders/"
            + key.outTradeNo()
            + "?refresh=true), whose answer decides";
      }
      default -> {
        return "a problem of kind " + kind.wireName() + " cannot be accepted; dismiss it";
      }
    }
  }

  /**
   * The payment in question goes back, whole, under a number that follows from it.
   *
   * @return null when noted, else why not
   */
  private @Nullable String refund(
      Connection connection,
      Posting posting,
      OrderKey key,
      ProblemKind kind,
      @Nullable UUID evidenceId)
      throws SQLException {
    switch (kind) {
      case LATE_PAYMENT,
          DUPLICATE_PAYMENT,
          AMOUNT_DIFFERS,
          CURRENCY_DIFFERS,
          APPID_DIFFERS,
          SUB_MCHID_DIFFERS,
          PAID_BY_ANOTHER_TRANSACTION -> {}
      default -> {
        return "a problem of kind " + kind.wireName() + " has no payment of ours to give back";
      }
    }
    var evidence = evidence(connection, key, evidenceId);
    if (evidence.isEmpty() || evidence.get().refund() != null) {
      return "there is no payment in it to give back";
    }
    var payment = evidence.get();
    boolean ofThisOrder = kind == ProblemKind.LATE_PAYMENT || kind == ProblemKind.DUPLICATE_PAYMENT;
    var elsewhere = ofThisOrder ? null : posting.paidBy(payment);
    if (elsewhere != null) {
      return elsewhere;
    }
    var sql = ledger.sql();
    var give = RefundIntent.whole(payment);
    var before = Refunds.find(sql, connection, key.account(), give.outRefundNo());
    if (before.isPresent()) {
      if (before.get().status() == RefundStatus.CLOSED) {
        return "refund "
            + give.outRefundNo()
            + " of this payment was closed by WeChat Pay; ask for one under another number";
      }
      Refunds.again(sql, connection, before.get(), before.get().reason(), clock.instant());
      return null;
    }
    long taken = Refunds.taken(sql, connection, key, give.transactionId());
    if (taken > 0) {
      return taken + " fen of this payment are refunded or on their way already";
    }
    posting.giveBack(key, give);
    return null;
  }

  private Optional<Evidence> evidence(Connection connection, OrderKey key, @Nullable UUID id)
      throws SQLException {
    if (id == null) {
      return Optional.empty();
    }
    var found =
        ledger
            .sql()
            .evidenceById
            .rows()
            .set("account", key.account())
            .set("out_trade_no", key.outTradeNo())
            .set("id", id)
            .first(connection, row -> EvidenceRows.read(row, ledger.payers()));
    if (found.isEmpty() || found.get().details().payer() != null) {
      return found;
    }
    var evidence = found.get();
    return Optional.of(
        evidence.withPayer(
            ToldPayers.find(ledger.sql(), connection, key, evidence.transactionId())));
  }

  /**
   * A problem as it stands.
   *
   * @param open what is told of it when it ends
   */
  private record Found(ProblemView view, OpenProblem open, @Nullable UUID evidence) {}

  private Optional<Found> find(Connection connection, UUID id) throws SQLException {
    var sql = ledger.sql();
    var row = sql.problemById.rows().set("id", id);
    var view = ProblemRows.views(sql, connection, row).stream().findFirst();
    return view.isEmpty()
        ? Optional.empty()
        : row.first(
            connection,
            each -> new Found(view.get(), OpenProblem.of(each), each.uuid("evidence_id")));
  }
}
