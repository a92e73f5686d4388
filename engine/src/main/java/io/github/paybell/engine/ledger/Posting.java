package io.github.paybell.engine.ledger;

import static java.util.stream.Collectors.toCollection;

import io.github.paybell.engine.ledger.Judgement.Step;
import io.github.paybell.engine.ledger.Question.Seen;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
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
  private static final Optional<ShopOrder> NOT_ASKED = Optional.empty();

  private final LedgerSql sql;
  private final Identity.Book identities;
  private final TransactionListener together;
  private final @Nullable UnregisteredOrders strangers;
  private final Payers payers;
  private final Connection connection;
  private final Instant now;
  private final Lookup known;

  private final TreeSet<OrderKey> changed = new TreeSet<>();
  private final ProblemBook problems;
  private final SharedProblems shared;
  private final EventRows events;
  private final ComplaintBook complaints;
  private final Rows newEvidence;
  private final Rows judgedAgain;
  private final Rows accepted;
  private final RefundBook refunds;
  private final TreeMap<String, References.Row> changedReferences = new TreeMap<>();
  private final TreeSet<OrderKey> toAsk = new TreeSet<>();
  private final Map<OrderKey, Optional<ShopOrder>> shopOrders = new HashMap<>();

  Posting(
      LedgerSql sql,
      Identity.Book identities,
      TransactionListener together,
      @Nullable UnregisteredOrders strangers,
      Payers payers,
      Connection connection,
      Duration lockWait,
      Instant now) {
    this.sql = sql;
    this.identities = identities;
    this.together = together;
    this.strangers = strangers;
    this.payers = payers;
    this.connection = connection;
    this.now = now;
    events = new EventRows(sql, now);
    problems = new ProblemBook(sql, events, now);
    shared = new SharedProblems(sql, events, connection, now);
    complaints = new ComplaintBook(sql, connection, problems, now);
    refunds = new RefundBook(sql, now);
    known = new Lookup(sql, connection, lockWait, problems, refunds, payers, now);
    newEvidence = sql.insertEvidence.rows();
    judgedAgain = sql.updateEvidence.rows();
    accepted = sql.forgetPayer.rows();
  }

  /**
   * Answers the questions, locking the orders they name. An order that is not registered gets a
   * stub row first, so that a registration running at this moment cannot miss the evidence, nor the
   * evidence the registration.
   *
   * @return per question the notification stored under its dedupe key, or null
   */
  public @Nullable Seen[] look(List<Question> questions) throws SQLException {
    return known.look(questions);
  }

  /**
   * Reads what judging needs besides the orders. Call once, after {@link #look} and before {@link
   * #post}.
   *
   * @param evidence what will be posted; its orders have been looked at
   */
  public void prepare(Collection<Evidence> evidence) throws SQLException {
    var keys = evidence.stream().map(Evidence::order).collect(toCollection(TreeSet::new));
    var introduced = introduce(evidence);
    known.prepare(keys, evidence);
    introduced.forEach(this::judgeWaiting);
  }

  /** Key order is lock order, of the references as well. */
  private static List<Evidence> sorted(Collection<Evidence> evidence) {
    return evidence.stream().sorted(Comparator.comparing(Evidence::order)).toList();
  }

  /** Registers the orders that the shop knows and that are not registered. */
  private TreeSet<OrderKey> introduce(Collection<Evidence> evidence) throws SQLException {
    var introduced = new TreeSet<OrderKey>();
    if (strangers == null) {
      return introduced;
    }
    for (var each : sorted(evidence)) {
      var order = must(each.order());
      var found = each.merchantKnown() && !order.registered() ? shopOrder(order.key()) : NOT_ASKED;
      if (found.isPresent()) {
        put(strangers.register(connection, order, found.get().order(), now));
        introduced.add(order.key());
      }
    }
    return introduced;
  }

  /** The same for orders about which nothing new was learnt. */
  void prepare(OrderKey key) throws SQLException {
    known.prepare(new TreeSet<>(List.of(key)), List.of());
  }

  /**
   * Judges one piece of evidence and notes what follows; nothing is written before {@link #flush}.
   *
   * @param notification the row that carries it; null: a query or a bill
   */
  public Judgement post(Evidence evidence, @Nullable UUID notification) {
    var judgement = judge(evidence);
    boolean answer = evidence.confirmed() && evidence.source() != Evidence.Source.NOTIFICATION;
    if (answer && evidence.refund() == null) {
      known.answered(evidence);
    }
    EvidenceRows.write(
        newEvidence, evidence, notification, judgement, untold(evidence, judgement), payers, now);
    follow(evidence, judgement);
    if (judgement instanceof Judgement.Applied || (answer && anyDoubtful(evidence.order()))) {
      judgeWaiting(evidence.order());
    }
    return judgement;
  }

  private boolean anyDoubtful(OrderKey key) {
    return must(key).registered()
        && known.waiting(key).stream()
            .anyMatch(waiting -> waiting.refund() == null && !waiting.confirmed());
  }

  /** Opens, or counts once more, a problem that is not about an order. */
  public void problem(String account, ProblemKind kind, String cause) throws SQLException {
    problems.openForAccount(connection, account, kind, cause);
  }

  /**
   * Opens a problem about an order, or counts it once more.
   *
   * @param order has been looked at and prepared
   * @param cause for people, as it stands now
   */
  public void problem(OrderKey order, ProblemKind kind, String cause) {
    put(problems.open(must(order), kind, null, cause));
  }

  /**
   * A notification that no problem counts yet has a defect: opens the problem that all with this
   * defect share, or joins it.
   */
  public void defect(Defect defect) throws SQLException {
    shared.join(defect);
  }

  /**
   * The same for a notification that may be counted already, by this problem or by another that its
   * defect has been so far. What a person dismissed does not come up again for it.
   */
  public void defectAgain(Defect defect) throws SQLException {
    shared.joinAgain(defect);
  }

  /**
   * A notification could be read after all. The problem that it could not ends with the last one
   * that shares it.
   */
  public void readAtLast(UUID notification) throws SQLException {
    shared.leave(notification);
  }

  /** Ends a problem that is not about an order, if it is open: what caused it is gone. */
  public void healed(String account, ProblemKind kind, String cause) throws SQLException {
    problems.healedForAccount(connection, account, kind, cause);
  }

  /**
   * Tells the outside how a day's bill and the ledger differ.
   *
   * @param report a JSON object; becomes {@code data.reconciliation}
   */
  public void reconciled(String account, String report) {
    events.add(account, EventType.RECONCILIATION_DIFFERENCE, "reconciliation", report);
  }

  /**
   * Tells what another product says. One notification is told once: a second time its event's key
   * is taken, and the transaction fails.
   */
  public void other(String account, UUID notification, OtherProduct said) throws SQLException {
    if (!said.confirmed()) {
      problem(account, ProblemKind.PAYMENT_UNCONFIRMED, said.type().name() + " was not told");
      return;
    }
    events.add(account, notification, said);
    var complaint = Complaint.of(said);
    if (complaint.isPresent()) {
      complaints.add(account, complaint.get());
    }
    var name = said.type().name();
    if (said.question()) {
      // Whether it was answered is another problem's.
      return;
    }
    if (together.takesOthers() || sql.subscribed(connection, said.type())) {
      healed(account, ProblemKind.EVENT_UNCLAIMED, name);
    } else {
      problem(account, ProblemKind.EVENT_UNCLAIMED, name);
    }
  }

  /** WeChat Pay asked, and the shop has no answer. */
  public void unanswered(String account, OtherProduct question) throws SQLException {
    problem(account, ProblemKind.QUESTION_UNANSWERED, question.type().name());
  }

  /** Tells a person once more of a complaint, if that is due. */
  void complaintDue(String account, String complaintId) throws SQLException {
    complaints.step(account, complaintId);
  }

  private Judgement judge(Evidence evidence) {
    var order = must(evidence.order());
    boolean mayPay =
        order.registered()
            && !order.tradeState().paid()
            && evidence.confirmed()
            && evidence.refund() == null
            && evidence.tradeState().paid();
    // As late as can be: the shop's other code may act on the payment at this very moment.
    var shopOrder = mayPay ? shopOrder(order.key()) : NOT_ASKED;
    return Judge.judge(
        order,
        evidence,
        known.about(evidence, identities.of(evidence.account()), shopOrder.orElse(null)));
  }

  /**
   * What the shop's own table says of an order, asked once.
   *
   * @param key its row is locked
   * @throws ListenerFailedException if the shop cannot say
   */
  Optional<ShopOrder> shopOrder(OrderKey key) {
    return strangers == null ? NOT_ASKED : shopOrders.computeIfAbsent(key, strangers::find);
  }

  /** Whether an event that a later decision brings is the first to tell of it. */
  private boolean untold(Evidence evidence, Judgement judgement) {
    return judgement.match(
        applied -> false,
        already -> false,
        parked -> true,
        disputed -> problems.isOpen(must(evidence.order()), disputed.reason()));
  }

  private void follow(Evidence evidence, Judgement judgement) {
    var key = evidence.order();
    judgement.match(
        applied -> {
          apply(evidence, applied);
          return 0;
        },
        already -> {
          note(evidence);
          if (!must(key).tradeState().paid()) {
            // It moved nothing, yet WeChat Pay has the order (PlaceAttempts).
            put(must(key));
          }
          return 0;
        },
        parked -> {
          if (parked.refutedBy() != null) {
            refute(evidence, parked.refutedBy());
          } else {
            put(problems.open(must(key), parked.reason(), evidence.id(), null));
            if (parked.reason() == ProblemKind.REFUND_BEFORE_PAYMENT
                || parked.reason() == ProblemKind.REFUND_UNCONFIRMED
                || parked.reason() == ProblemKind.PAYMENT_UNCONFIRMED) {
              toAsk.add(key);
            }
          }
          park(evidence, parked);
          return 0;
        },
        disputed -> {
          var order = must(key);
          if (!problems.isOpen(order, disputed.reason())) {
            order = events.disputed(order, identities.of(evidence.account()), evidence);
          }
          put(problems.open(order, disputed.reason(), evidence.id(), null));
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
        known.holds(order);
        pay(order, step.event());
      } else if (step.event() == EventType.PAYMENT_SUCCEEDED) {
        pay(order, step.event());
      } else if (step.tradeState() != order.tradeState()) {
        order = order.to(step.tradeState());
      }
      if (step.refund() != null) {
        refunds.learn(evidence, step.refund());
      }
      order =
          step.event() == EventType.PAYMENT_SUCCEEDED
              ? succeeded(order, evidence)
              : events.add(order, step.event(), evidence, step.refund());
      if (step.refund() != null) {
        order = refundsHealed(order);
      }
      if (step.event() == EventType.REFUND_SUCCEEDED) {
        order = refundsExceed(order, evidence);
      }
    }
    if (applied.problem() != null) {
      order = problems.open(order, applied.problem(), evidence.id(), null);
    }
    put(order);
    if (applied.giveBack()) {
      refunds.giveBackWhole(evidence);
    }
  }

  /**
   * ONE_EFFECT: a payment that the shop has acted on is kept and not told; so is one that other
   * code of the shop is to act on, of which a problem says whether it does.
   *
   * @return the order with the version that the event carries
   */
  private Order succeeded(Order order, Evidence evidence) {
    boolean settled = shopOrder(order.key()).filter(ShopOrder::settled).isPresent();
    if (!settled && together.tellsPayments()) {
      return events.add(order, EventType.PAYMENT_SUCCEEDED, evidence, null);
    }
    var kept = events.keep(order, evidence);
    return settled || strangers == null
        ? kept
        : problems.open(kept, ProblemKind.SHOP_DIFFERS, evidence.id(), ShopOrder.UNSETTLED);
  }

  /** Whether payments are told, or other code of the shop acts on them. */
  boolean tellsPayments() {
    return together.tellsPayments();
  }

  /** Tells an event that was only kept, now that payments are told. */
  void tell(Event kept) {
    events.tell(kept);
  }

  /** What was wrong with refunds of the order ends when it is wrong with none of them any more. */
  private Order refundsHealed(Order order) {
    var healed =
        refunds.anyRefused(order.key())
            ? order
            : problems.healed(order, ProblemKind.REFUND_REFUSED);
    return refunds.anyAbnormal(order.key())
        ? healed
        : problems.healed(healed, ProblemKind.REFUND_ABNORMAL);
  }

  /** What reached the user is a fact, however much; that it is more than was paid is a problem. */
  private Order refundsExceed(Order order, Evidence evidence) {
    long refunded = refunds.refunded(order);
    long paid = Objects.requireNonNull(order.total());
    return refunded <= paid
        ? order
        : problems.open(
            order,
            ProblemKind.REFUNDS_EXCEED_PAYMENT,
            evidence.id(),
            refunded + " fen were refunded, of " + paid + " fen that were paid");
  }

  /** Notes that a refund is to be asked for, as {@link RefundBook#giveBack}. */
  void giveBack(OrderKey key, RefundIntent give) {
    refunds.giveBack(key, give);
  }

  /** A refund that moved nothing may still be new to us, or be told to be accepted. */
  private void note(Evidence evidence) {
    var refund = evidence.refund();
    if (refund == null || !evidence.confirmed()) {
      return;
    }
    var before = refunds.of(evidence);
    if (before == null || !before.accepted() || before.refused() || before.refundId() == null) {
      refunds.learn(
          evidence,
          before == null
              ? refund
              : new Evidence.RefundFacts(
                  refund.outRefundNo(),
                  refund.refundId(),
                  before.status(),
                  refund.amount(),
                  refund.payerRefund(),
                  refund.settlementRefund()));
      put(refundsHealed(must(evidence.order())));
    }
  }

  /** FORGERY_INERT: WeChat Pay's word speaks against it, and a person must hear of it. */
  private void refute(Evidence evidence, String refutedBy) {
    put(
        problems.raise(
            must(evidence.order()),
            ProblemKind.PAYMENT_UNCONFIRMED,
            Severity.HIGH,
            evidence.id(),
            "refuted: " + refutedBy));
  }

  /**
   * A payment has waited too long for WeChat Pay's word: tells a person, unless its problem has
   * ended meanwhile.
   *
   * @param key has been looked at
   * @param cause for people, as it stands now
   */
  public void unconfirmed(OrderKey key, String cause) throws SQLException {
    prepare(key);
    if (problems.isOpen(must(key), ProblemKind.PAYMENT_UNCONFIRMED)) {
      put(problems.raise(must(key), ProblemKind.PAYMENT_UNCONFIRMED, Severity.HIGH, null, cause));
    }
  }

  private void park(Evidence evidence, Judgement.Parked parked) {
    put(must(evidence.order()).parked(true));
    known.waits(evidence, parked);
  }

  private void pay(Order order, EventType event) {
    var row = known.reference(order);
    if (row != null) {
      changedReferences.put(
          row.key(),
          known.put(row.after(order.key().outTradeNo(), event == EventType.PAYMENT_SUCCEEDED)));
    }
  }

  /**
   * A person accepts disputed evidence of a payment: the order becomes paid with its facts.
   *
   * @return null when done, else why not
   */
  @Nullable String accept(Evidence evidence) throws SQLException {
    if (!evidence.confirmed()) {
      return "it is not proved; ask WeChat Pay";
    }
    var key = evidence.order();
    var paid = paidBy(evidence);
    if (paid != null) {
      return paid;
    }
    if (refunds.back(evidence) == Judge.Back.ON_ITS_WAY) {
      return "it goes back under out_refund_no " + RefundIntent.whole(evidence).outRefundNo();
    }
    var refusal = fulfilledBefore(must(key));
    if (refusal != null) {
      return refusal;
    }
    apply(
        evidence,
        new Judgement.Applied(
            List.of(new Step(EventType.PAYMENT_SUCCEEDED, TradeState.SUCCESS, null)), null, false));
    accepted
        .add()
        .set("account", key.account())
        .set("out_trade_no", key.outTradeNo())
        .set("id", evidence.id());
    judgeWaiting(key);
    return null;
  }

  /**
   * Whether the evidence's transaction has paid an order, another one or this one.
   *
   * @return null if it has not, else a sentence that names it
   */
  @Nullable String paidBy(Evidence evidence) throws SQLException {
    known.readAgain(evidence);
    var holder = known.about(evidence, null, null).holder();
    return holder == null
        ? null
        : "transaction_id " + evidence.transactionId() + " has paid order " + holder;
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
      var parked = known.takeWaiting(key);
      if (parked.isEmpty()) {
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
            .set("reason", EvidenceRows.reason(judgement))
            .set("untold", untold(evidence, judgement) ? 1 : 0);
        moved |= judgement instanceof Judgement.Applied;
        followAgain(evidence, judgement);
      }
    } while (moved && !known.waiting(key).isEmpty());
    var order = must(key);
    for (var kind : ProblemKind.OF_WAITING) {
      if (!stillWaits(key, kind)) {
        order = problems.healed(order, kind);
      }
    }
    put(order);
  }

  /** It was not told again, so a problem that is open is not counted once more. */
  private void followAgain(Evidence evidence, Judgement judgement) {
    if (judgement instanceof Judgement.Parked parked && !isNews(evidence, parked)) {
      park(evidence, parked);
    } else {
      follow(evidence, judgement);
    }
  }

  /** What it waited for before is none, whether its problem is open or was dismissed. */
  private boolean isNews(Evidence evidence, Judgement.Parked parked) {
    return !parked.wireReason().equals(known.reason(evidence))
        && (parked.refutedBy() != null
            || !problems.isOpen(must(evidence.order()), parked.reason()));
  }

  private boolean stillWaits(OrderKey key, ProblemKind kind) {
    return known.waiting(key).stream()
        .map(this::judge)
        .anyMatch(judgement -> judgement instanceof Judgement.Parked p && p.reason() == kind);
  }

  /**
   * Writes everything, then lets what belongs together write its part. A unique key that another
   * transaction took meanwhile makes it throw: look again, judge again.
   *
   * @throws ListenerFailedException if what belongs together throws: the caller rolls back, and
   *     nothing of the step is kept (TOGETHER)
   */
  public void flush() throws SQLException {
    flush(new Writes());
  }

  /**
   * As {@link #flush()}, for a caller that has more to write in the same round trip.
   *
   * @param writes what goes before; not run yet
   */
  public void flush(Writes writes) throws SQLException {
    shared.write();
    addTo(writes);
    writes.run(connection);
    var told = events.all();
    if (!told.isEmpty()) {
      try {
        together.with(connection, told);
      } catch (Throwable e) {
        throw ListenerFailedException.of("the shop's listener", e);
      }
    }
  }

  private void addTo(Writes writes) {
    writes.add(newEvidence);
    writes.add(judgedAgain);
    writes.add(accepted);
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
            .set(
                "paid_on",
                order.tradeState().paid() ? BeijingDay.of(order.successTime(), now) : null)
            .set("ask", toAsk.contains(key))
            .set("open", order.open())
            .set("now", now);
      }
      writes.add(rows);
    }
    refunds.addTo(writes);
    var rows = sql.updateReference.rows();
    changedReferences.values().forEach(reference -> reference.write(rows.add()));
    writes.add(rows);
    complaints.addTo(writes);
    problems.addTo(writes);
    events.addTo(writes);
  }

  Order must(OrderKey key) {
    return known.must(key);
  }

  /** Takes a changed order back. */
  void put(Order order) {
    known.put(order);
    changed.add(order.key());
  }

  ProblemBook problems() {
    return problems;
  }

  SharedProblems shared() {
    return shared;
  }

  /**
   * ONE_EFFECT: whether another attempt of the same reference was told to be fulfilled.
   *
   * @return null if none was, else a sentence that names it
   */
  @Nullable String fulfilledBefore(Order order) {
    var reference = known.reference(order);
    return reference == null || reference.fulfilledBy() == null
        ? null
        : "attempt "
            + reference.fulfilledBy()
            + " of the same reference has been fulfilled already (ONE_EFFECT)";
  }

  /** Locks and reads the reference of an order. */
  void lockReference(Order order) throws SQLException {
    known.lockReferences(List.of(order));
  }

  /** A payment that was held is released. */
  void release(Order order, Evidence payment) {
    pay(order, EventType.PAYMENT_SUCCEEDED);
    put(succeeded(order, payment));
  }
}
