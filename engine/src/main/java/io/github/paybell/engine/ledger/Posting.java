package io.github.paybell.engine.ledger;

import static java.util.stream.Collectors.toCollection;

import io.github.paybell.engine.ledger.Judgement.Step;
import io.github.paybell.engine.ledger.Question.Seen;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's work inside one transaction, for one order or for many: look (and lock), judge,
 * write. Evidence is judged one by one, in the order handed in; only reading and writing are done
 * for all at once, so the group is an optimisation, not a second logic. Not thread-safe; used once.
 *
 * <p>Locks are taken in one order everywhere: orders by key, then references by key
 * (docs/adr/0004).
 */
public final class Posting {
  private final LedgerSql sql;
  private final Identity.Book identities;
  private final Connection connection;
  private final Instant now;

  private final TreeMap<OrderKey, Order> orders = new TreeMap<>();
  private final Map<String, String> holders = new HashMap<>();
  private final Map<String, References.Row> references = new HashMap<>();
  private final Map<String, Judge.KnownRefund> refunds = new HashMap<>();
  private final Map<OrderKey, List<Evidence>> waiting = new HashMap<>();
  private final TreeSet<OrderKey> changed = new TreeSet<>();
  private final ProblemBook problems;
  private final EventRows events;
  private final Rows newEvidence;
  private final Rows judgedAgain;
  private final Rows newRefunds;
  private final Rows changedRefunds;
  private final TreeSet<String> changedReferences = new TreeSet<>();

  Posting(LedgerSql sql, Identity.Book identities, Connection connection, Instant now) {
    this.sql = sql;
    this.identities = identities;
    this.connection = connection;
    this.now = now;
    events = new EventRows(sql.insertEvent.rows(), now);
    problems = new ProblemBook(sql, events, now);
    newEvidence = sql.insertEvidence.rows();
    judgedAgain = sql.updateEvidence.rows();
    newRefunds = sql.insertRefund.rows();
    changedRefunds = sql.updateRefund.rows();
  }

  /**
   * Answers the questions, locking the orders they name. An order that nobody registered gets a
   * stub row first, so that a registration running at this moment cannot miss the evidence, nor the
   * evidence the registration.
   *
   * @return per question the notification stored under its dedupe key, or null
   */
  public @Nullable Seen[] look(List<Question> questions) throws SQLException {
    var seen = new @Nullable Seen[questions.size()];
    ask(questions, seen);
    var missing = new TreeSet<OrderKey>();
    for (var question : questions) {
      if (question.outTradeNo() != null) {
        var key = new OrderKey(question.account(), question.outTradeNo());
        if (!orders.containsKey(key)) {
          missing.add(key);
        }
      }
    }
    if (!missing.isEmpty()) {
      var stubs = sql.insertStub.rows();
      for (var key : missing) {
        stubs
            .add()
            .set("account", key.account())
            .set("out_trade_no", key.outTradeNo())
            .set("now", now);
      }
      stubs.execute(connection);
      ask(questions, seen);
    }
    return seen;
  }

  private void ask(List<Question> questions, @Nullable Seen[] seen) throws SQLException {
    var rows = sql.look.rows();
    for (int i : sorted(questions)) {
      var question = questions.get(i);
      rows.add()
          .set("i", i)
          .set("account", question.account())
          .set("dedupe_key", question.dedupeKey())
          .set("out_trade_no", question.outTradeNo())
          .set("transaction_id", question.transactionId());
    }
    rows.query(
        connection,
        row -> {
          int i = (int) row.number("i");
          var question = questions.get(i);
          var notification = row.uuid("notification_id");
          if (notification != null) {
            seen[i] =
                new Seen(
                    notification,
                    row.mustText("verdict"),
                    row.text("n_out_trade_no"),
                    row.numberOrNull("n_amount_total"),
                    row.text("n_status"));
          }
          var holder = row.text("holder");
          if (holder != null && question.transactionId() != null) {
            holders.put(holderKey(question.account(), question.transactionId()), holder);
          }
          if (row.text("trade_state") != null) {
            var order =
                order(row, question.account(), Objects.requireNonNull(question.outTradeNo()));
            orders.putIfAbsent(order.key(), order);
          }
          return i;
        });
  }

  /** Key order is lock order. */
  private static int[] sorted(List<Question> questions) {
    return IntStream.range(0, questions.size())
        .boxed()
        .sorted(
            Comparator.comparing((Integer i) -> questions.get(i).account())
                .thenComparing(
                    i -> questions.get(i).outTradeNo(), Comparator.nullsFirst(String::compareTo)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Reads what judging needs besides the orders. Call once, after {@link #look} and before {@link
   * #post}.
   *
   * @param evidence what will be posted; its orders have been looked at
   */
  public void prepare(Collection<Evidence> evidence) throws SQLException {
    prepare(evidence.stream().map(Evidence::order).collect(toCollection(TreeSet::new)), evidence);
  }

  void prepare(TreeSet<OrderKey> keys, Collection<Evidence> evidence) throws SQLException {
    var problemRows = sql.openProblems.rows();
    var parkedRows = sql.parkedEvidence.rows();
    for (var key : keys) {
      var order = must(key);
      if (order.openProblems() > 0) {
        addKey(problemRows, key);
      }
      if (order.parked() && order.registered()) {
        addKey(parkedRows, key);
      }
    }
    problems.read(connection, problemRows);
    var all = new ArrayList<>(evidence);
    var parked = parkedRows.query(connection, EvidenceRows::read);
    if (!parked.isEmpty()) {
      for (var each : parked) {
        waiting.computeIfAbsent(each.order(), key -> new ArrayList<>()).add(each);
      }
      ask(
          parked.stream()
              .map(e -> new Question(e.account(), null, e.outTradeNo(), e.transactionId()))
              .toList(),
          new @Nullable Seen[parked.size()]);
      all.addAll(parked);
    }
    readReferences(all);
    readRefunds(all);
  }

  private void readReferences(List<Evidence> evidence) throws SQLException {
    var wanted = new TreeMap<String, Order>();
    for (var each : evidence) {
      var order = must(each.order());
      var reference = order.reference();
      if (reference != null && !order.tradeState().paid() && each.tradeState().paid()) {
        wanted.put(References.key(each.account(), reference), order);
      }
    }
    lockReferences(wanted.values());
  }

  /**
   * Locks the references of some orders, which the caller hands in sorted by account and reference.
   */
  void lockReferences(Collection<Order> sorted) throws SQLException {
    var rows = sql.lockReferences.rows();
    for (var order : sorted) {
      rows.add().set("account", order.key().account()).set("reference", order.reference());
    }
    for (var row : rows.query(connection, References.Row::of)) {
      references.put(row.key(), row);
    }
  }

  private void readRefunds(List<Evidence> evidence) throws SQLException {
    var rows = sql.refunds.rows();
    var wanted = new TreeSet<String>();
    var withProblems = new TreeSet<OrderKey>();
    for (var each : evidence) {
      var refund = each.refund();
      if (refund != null && wanted.add(each.account() + ' ' + refund.outRefundNo())) {
        rows.add().set("account", each.account()).set("out_refund_no", refund.outRefundNo());
      }
      if (refund != null && must(each.order()).openProblems() > 0) {
        withProblems.add(each.order());
      }
    }
    rows.query(connection, row -> know(row, row.mustText("account"), row.mustText("out_trade_no")));
    // REFUND_ABNORMAL ends when the order's last abnormal refund does, so the others must be known.
    for (var key : withProblems) {
      var others = sql.refundsOfOrder.rows();
      addKey(others, key);
      others.query(connection, row -> know(row, key.account(), key.outTradeNo()));
    }
  }

  private int know(Result row, String account, String outTradeNo) throws SQLException {
    refunds.put(
        account + ' ' + row.mustText("out_refund_no"),
        new Judge.KnownRefund(
            outTradeNo,
            row.text("refund_id"),
            RefundStatus.valueOf(row.mustText("refund_status")),
            row.number("amount_refund")));
    return 0;
  }

  /**
   * Judges one piece of evidence and notes what follows; nothing is written before {@link #flush}.
   *
   * @param notification the row that carries it; null: a query or a bill
   */
  public Judgement post(Evidence evidence, @Nullable UUID notification) {
    var judgement = judge(evidence);
    EvidenceRows.write(newEvidence, evidence, notification, judgement, now);
    follow(evidence, judgement);
    if (judgement instanceof Judgement.Applied) {
      judgeWaiting(evidence.order());
    }
    return judgement;
  }

  /** Opens, or counts once more, a problem that is not about an order. */
  public void problem(String account, ProblemKind kind, String cause) throws SQLException {
    problems.openForAccount(connection, account, kind, cause);
  }

  /** Opens, or counts once more, a problem about an order that was looked at. */
  void problem(OrderKey key, ProblemKind kind, @Nullable UUID evidence) {
    put(problems.open(must(key), kind, evidence));
  }

  private Judgement judge(Evidence evidence) {
    var order = must(evidence.order());
    var refund = evidence.refund();
    var reference = order.reference();
    var row =
        reference == null ? null : references.get(References.key(order.key().account(), reference));
    return Judge.judge(
        order,
        evidence,
        new Judge.Known(
            identities.of(evidence.account()),
            evidence.transactionId() == null
                ? null
                : holders.get(holderKey(evidence.account(), evidence.transactionId())),
            row == null ? null : row.paidBy(),
            refund == null ? null : refunds.get(evidence.account() + ' ' + refund.outRefundNo())));
  }

  private void follow(Evidence evidence, Judgement judgement) {
    var key = evidence.order();
    judgement.match(
        applied -> {
          apply(evidence, applied);
          return 0;
        },
        already -> 0,
        parked -> {
          put(problems.open(must(key), parked.reason(), evidence.id()));
          park(evidence);
          return 0;
        },
        disputed -> {
          var order = must(key);
          if (!problems.isOpen(order, disputed.reason())) {
            order = events.add(order, EventType.PAYMENT_DISPUTED, evidence.refund(), null);
          }
          put(problems.open(order, disputed.reason(), evidence.id()));
          return 0;
        });
  }

  private void apply(Evidence evidence, Judgement.Applied applied) {
    var key = evidence.order();
    var order = must(key);
    for (Step step : applied.steps()) {
      if (step.tradeState() == TradeState.SUCCESS && !order.tradeState().paid()) {
        order =
            order.paidBy(
                evidence, order.tradeState().ended(), step.event() == EventType.PAYMENT_DUPLICATE);
        holders.put(
            holderKey(key.account(), Objects.requireNonNull(evidence.transactionId())),
            key.outTradeNo());
        pay(order, step.event());
      } else if (step.tradeState() != order.tradeState()) {
        order = order.to(step.tradeState());
      }
      if (step.refund() != null) {
        refund(evidence, step.refund());
      }
      order = events.add(order, step.event(), step.refund(), null);
      if (step.refund() != null && !hasAbnormalRefund(key)) {
        order = problems.healed(order, ProblemKind.REFUND_ABNORMAL);
      }
    }
    if (applied.problem() != null) {
      order = problems.open(order, applied.problem(), evidence.id());
    }
    put(order);
  }

  private void park(Evidence evidence) {
    put(must(evidence.order()).parked(true));
    waiting.computeIfAbsent(evidence.order(), key -> new ArrayList<>()).add(evidence);
  }

  private boolean hasAbnormalRefund(OrderKey key) {
    return refunds.entrySet().stream()
        .anyMatch(
            refund ->
                refund.getKey().startsWith(key.account() + ' ')
                    && refund.getValue().outTradeNo().equals(key.outTradeNo())
                    && refund.getValue().status() == RefundStatus.ABNORMAL);
  }

  private void pay(Order order, EventType event) {
    var reference = order.reference();
    if (reference == null) {
      return;
    }
    var key = References.key(order.key().account(), reference);
    var row = references.get(key);
    if (row != null) {
      var attempt = order.key().outTradeNo();
      references.put(
          key,
          new References.Row(
              row.account(),
              row.reference(),
              row.paidBy() == null ? attempt : row.paidBy(),
              event == EventType.PAYMENT_SUCCEEDED ? attempt : row.fulfilledBy()));
      changedReferences.add(key);
    }
  }

  private void refund(Evidence evidence, Evidence.RefundFacts refund) {
    var known =
        refunds.put(
            evidence.account() + ' ' + refund.outRefundNo(),
            new Judge.KnownRefund(
                evidence.outTradeNo(), refund.refundId(), refund.status(), refund.amount()));
    (known == null ? newRefunds : changedRefunds)
        .add()
        .set("account", evidence.account())
        .set("out_refund_no", refund.outRefundNo())
        .set("out_trade_no", evidence.outTradeNo())
        .set("refund_id", refund.refundId())
        .set("refund_status", refund.status().name())
        .set("amount_refund", refund.amount())
        .set("success_time", evidence.successTime())
        .set("now", now);
  }

  /**
   * A person accepts disputed evidence of a payment: the order becomes paid with its facts.
   *
   * @return null when done, else why not
   */
  @Nullable String accept(Evidence evidence) throws SQLException {
    var key = evidence.order();
    // asks anew, for the holder of the transaction
    ask(
        List.of(new Question(key.account(), null, key.outTradeNo(), evidence.transactionId())),
        new @Nullable Seen[1]);
    readReferences(List.of(evidence));
    var holder =
        holders.get(holderKey(key.account(), Objects.requireNonNull(evidence.transactionId())));
    if (holder != null) {
      return "transaction_id " + evidence.transactionId() + " has paid order " + holder;
    }
    var order = must(key);
    var reference = order.reference();
    if (reference != null) {
      var row = references.get(References.key(key.account(), reference));
      if (row != null && row.fulfilledBy() != null) {
        return "attempt "
            + row.fulfilledBy()
            + " of the same reference has been fulfilled already (ONE_EFFECT)";
      }
    }
    apply(
        evidence,
        new Judgement.Applied(
            List.of(new Step(EventType.PAYMENT_SUCCEEDED, TradeState.SUCCESS, null)), null));
    judgeWaiting(key);
    return null;
  }

  /**
   * CONFLUENT: what could not be judged before is judged again, now that the order was registered
   * or took a step; and again after each step that it brings, because one waiting piece may be what
   * another waits for.
   */
  void judgeWaiting(OrderKey key) {
    boolean moved;
    do {
      moved = false;
      var parked = waiting.remove(key);
      if (parked == null) {
        return;
      }
      put(must(key).parked(false));
      for (var evidence : parked) {
        var judgement = judge(evidence);
        judgedAgain
            .add()
            .set("account", key.account())
            .set("out_trade_no", key.outTradeNo())
            .set("id", evidence.id())
            .set("judgement", judgement.wireName())
            .set("reason", EvidenceRows.reason(judgement));
        moved |= judgement instanceof Judgement.Applied;
        followAgain(evidence, judgement);
      }
    } while (moved && waiting.containsKey(key));
    var order = must(key);
    for (var kind : ProblemKind.OF_WAITING) {
      if (!stillWaits(key, kind)) {
        order = problems.healed(order, kind);
      }
    }
    put(order);
  }

  /** Nobody told it again, so a problem that is open is not counted once more. */
  private void followAgain(Evidence evidence, Judgement judgement) {
    if (judgement instanceof Judgement.Parked parked
        && problems.isOpen(must(evidence.order()), parked.reason())) {
      park(evidence);
    } else {
      follow(evidence, judgement);
    }
  }

  private boolean stillWaits(OrderKey key, ProblemKind kind) {
    return waiting.getOrDefault(key, List.of()).stream()
        .map(this::judge)
        .anyMatch(judgement -> judgement instanceof Judgement.Parked p && p.reason() == kind);
  }

  /**
   * Writes everything. A unique key that another transaction took meanwhile makes it throw: look
   * again, judge again.
   */
  public void flush() throws SQLException {
    var writes = new Writes();
    addTo(writes);
    writes.run(connection);
  }

  /**
   * What {@link #flush} would write, for a caller that has more to write in the same round trip.
   */
  public void addTo(Writes writes) {
    writes.add(newEvidence);
    writes.add(judgedAgain);
    if (!changed.isEmpty()) {
      var rows = sql.updateOrder.rows();
      for (var key : changed) {
        var order = must(key);
        rows.add()
            .set("account", key.account())
            .set("out_trade_no", key.outTradeNo())
            .set("trade_state", order.tradeState().name())
            .set("transaction_id", order.transactionId())
            .set("payer_total", order.payerTotal())
            .set("payer_currency", order.payerCurrency())
            .set("success_time", order.successTime())
            .set("late", order.late())
            .set("duplicate", order.duplicate())
            .set("parked", order.parked())
            .set("open_problems", order.openProblems())
            .set("version", order.version())
            .set("now", now);
      }
      writes.add(rows);
    }
    writes.add(newRefunds);
    writes.add(changedRefunds);
    var rows = sql.updateReference.rows();
    for (var key : changedReferences) {
      Objects.requireNonNull(references.get(key)).write(rows.add());
    }
    writes.add(rows);
    problems.addTo(writes);
    events.addTo(writes);
  }

  Order must(OrderKey key) {
    return Objects.requireNonNull(orders.get(key), () -> "not looked at: " + key);
  }

  /** Takes a changed order back. */
  void put(Order order) {
    orders.put(order.key(), order);
    changed.add(order.key());
  }

  EventRows events() {
    return events;
  }

  ProblemBook problems() {
    return problems;
  }

  Map<String, References.Row> references() {
    return references;
  }

  void fulfilled(Order order) {
    pay(order, EventType.PAYMENT_SUCCEEDED);
  }

  private static void addKey(Rows rows, OrderKey key) {
    rows.add().set("account", key.account()).set("out_trade_no", key.outTradeNo());
  }

  private static String holderKey(String account, String transactionId) {
    return account + ' ' + transactionId;
  }

  static Order order(Result row, String account, String outTradeNo) throws SQLException {
    return new Order(
        new OrderKey(account, outTradeNo),
        TradeState.valueOf(row.mustText("trade_state")),
        row.numberOrNull("amount_total"),
        row.text("currency"),
        row.text("reference"),
        row.text("appid"),
        row.text("sub_mchid"),
        row.text("attach"),
        row.text("transaction_id"),
        row.numberOrNull("payer_total"),
        row.text("payer_currency"),
        row.text("success_time"),
        row.flag("late"),
        row.flag("duplicate"),
        row.flag("parked"),
        (int) row.number("open_problems"),
        row.number("version"));
  }
}
