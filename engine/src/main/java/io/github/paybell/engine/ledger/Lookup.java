package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.Question.Seen;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
 * What one transaction has read and locked, kept true by the posting as its own steps change it:
 * orders, who holds which transaction_id, references, refunds, and the evidence that waits. Not
 * thread-safe; used once.
 */
final class Lookup {
  private final LedgerSql sql;
  private final Connection connection;
  private final Duration lockWait;
  private final ProblemBook problems;
  private final RefundBook refunds;
  private final Payers payers;
  private final Instant now;

  private final Map<OrderKey, Order> orders = new HashMap<>();
  private final Map<String, String> holders = new HashMap<>();
  private final Map<String, References.Row> references = new HashMap<>();
  private final Map<OrderKey, List<Evidence>> waiting = new HashMap<>();
  private final Map<UUID, String> reasons = new HashMap<>();
  private final Map<OrderKey, Evidence> answers = new HashMap<>();

  Lookup(
      LedgerSql sql,
      Connection connection,
      Duration lockWait,
      ProblemBook problems,
      RefundBook refunds,
      Payers payers,
      Instant now) {
    this.sql = sql;
    this.connection = connection;
    this.lockWait = lockWait;
    this.problems = problems;
    this.refunds = refunds;
    this.payers = payers;
    this.now = now;
  }

  @Nullable Seen[] look(List<Question> questions) throws SQLException {
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
      var transactionId = question.transactionId();
      rows.add()
          .set("i", i)
          .set("account", question.account())
          .set("dedupe_key", question.dedupeKey())
          .set("out_trade_no", question.outTradeNo())
          .set("transaction_id", transactionId)
          .set(
              "out_refund_no",
              transactionId == null
                  ? null
                  : RefundIntent.number(question.account(), transactionId));
    }
    rows.lock(
        connection,
        lockWait,
        row -> {
          int i = (int) row.number("i");
          var question = questions.get(i);
          var notification = row.uuid("notification_id");
          if (notification != null) {
            seen[i] = new Seen(notification, row.mustText("verdict"), row.text("facts"));
          }
          var holder = row.text("holder");
          if (holder != null && question.transactionId() != null) {
            holders.put(holderKey(question.account(), question.transactionId()), holder);
          }
          if (question.transactionId() != null) {
            refunds.found(
                question.account(), question.transactionId(), row.numberOrNull("goes_back"));
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
    var parked =
        parkedRows.query(
            connection,
            row -> {
              var each = EvidenceRows.read(row, payers);
              reasons.put(each.id(), row.mustText("reason"));
              return each;
            });
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
    refunds.read(connection, all);
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
    for (var row : rows.lock(connection, lockWait, References.Row::of)) {
      references.put(row.key(), row);
    }
  }

  /** Reads what a person's acceptance of this evidence depends on, as it is now. */
  void readAgain(Evidence evidence) throws SQLException {
    ask(
        List.of(
            new Question(
                evidence.account(), null, evidence.outTradeNo(), evidence.transactionId())),
        new @Nullable Seen[1]);
    readReferences(List.of(evidence));
  }

  /** What the judge must know beside the order. */
  Judge.Known about(Evidence evidence, @Nullable Identity identity, @Nullable ShopOrder shopOrder) {
    var transactionId = evidence.transactionId();
    var reference = reference(must(evidence.order()));
    return new Judge.Known(
        identity,
        transactionId == null ? null : holders.get(holderKey(evidence.account(), transactionId)),
        reference == null ? null : reference.paidBy(),
        reference == null ? null : reference.fulfilledBy(),
        refunds.of(evidence),
        refunds.back(evidence),
        answers.get(evidence.order()),
        Judgement.Parked.REFUTED.equals(reason(evidence)),
        shopOrder);
  }

  Order must(OrderKey key) {
    return Objects.requireNonNull(orders.get(key), () -> "not looked at: " + key);
  }

  void put(Order order) {
    orders.put(order.key(), order);
  }

  /** The order was paid: its transaction_id is taken. */
  void holds(Order order) {
    holders.put(
        holderKey(order.key().account(), Objects.requireNonNull(order.transactionId())),
        order.key().outTradeNo());
  }

  /** The row of the order's reference, if it has one and it was locked. */
  References.@Nullable Row reference(Order order) {
    var reference = order.reference();
    return reference == null
        ? null
        : references.get(References.key(order.key().account(), reference));
  }

  References.Row put(References.Row row) {
    references.put(row.key(), row);
    return row;
  }

  /** What WeChat Pay said of an order when it was asked, or in its bill. */
  void answered(Evidence answer) {
    answers.put(answer.order(), answer);
  }

  /** For what evidence waits that was parked before; null: it is new. */
  @Nullable String reason(Evidence evidence) {
    return reasons.get(evidence.id());
  }

  void waits(Evidence evidence, Judgement.Parked parked) {
    reasons.put(evidence.id(), parked.wireReason());
    waiting.computeIfAbsent(evidence.order(), key -> new ArrayList<>()).add(evidence);
  }

  List<Evidence> waiting(OrderKey key) {
    return waiting.getOrDefault(key, List.of());
  }

  List<Evidence> takeWaiting(OrderKey key) {
    var evidence = waiting.remove(key);
    return evidence == null ? List.of() : evidence;
  }

  private static void addKey(Rows rows, OrderKey key) {
    rows.add().set("account", key.account()).set("out_trade_no", key.outTradeNo());
  }

  private static String holderKey(String account, String transactionId) {
    return account + ' ' + transactionId;
  }

  private static @Nullable MoneyPolicy policy(Result row, String column) throws SQLException {
    var name = row.text(column);
    return name == null ? null : MoneyPolicy.ofWire(name);
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
        new Policies(policy(row, "late_payment"), policy(row, "duplicate_payment")),
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
