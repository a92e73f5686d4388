package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.Judge.Back;
import io.github.paybell.engine.ledger.Judge.KnownRefund;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import io.github.paybell.engine.store.Writes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The refunds that one transaction has read, kept true as it learns of them or decides on one. Not
 * thread-safe; used once.
 */
final class RefundBook {
  /**
   * How soon a refund that WeChat Pay has just accepted, or that we only heard of, is asked about.
   */
  private static final Duration FIRST_QUERY = Duration.ofMinutes(1);

  private final LedgerSql sql;
  private final Instant now;
  private final Map<String, KnownRefund> known = new HashMap<>();
  private final Map<String, Back> back = new HashMap<>();
  private final Rows inserted;
  private final Rows updated;

  RefundBook(LedgerSql sql, Instant now) {
    this.sql = sql;
    this.now = now;
    inserted = sql.insertRefund.rows();
    updated = sql.updateRefund.rows();
  }

  /**
   * Reads the refunds that evidence is about, and the others of their orders: whether one is too
   * much, or the last that was wrong, hangs on them.
   */
  void read(Connection connection, Collection<Evidence> evidence) throws SQLException {
    var rows = sql.refunds.rows();
    var wanted = new TreeSet<String>();
    for (var each : evidence) {
      var refund = each.refund();
      if (refund != null && wanted.add(key(each.account(), refund.outRefundNo()))) {
        rows.add()
            .set("account", each.account())
            .set("out_refund_no", refund.outRefundNo())
            .set("out_trade_no", each.outTradeNo());
      }
    }
    rows.query(connection, this::know);
  }

  private int know(Result row) throws SQLException {
    known.put(
        key(row.mustText("account"), row.mustText("out_refund_no")),
        new KnownRefund(
            row.mustText("out_trade_no"),
            row.text("refund_id"),
            RefundStatus.valueOf(row.mustText("refund_status")),
            row.number("amount_refund"),
            row.text("transaction_id"),
            row.flag("requested"),
            row.flag("accepted"),
            row.text("refused_code") != null));
    return 0;
  }

  /**
   * Takes what the look found of the refund that gives a payment back whole.
   *
   * @param takes 1: the money is on its way back; 0: it is not, after all; null: not asked
   */
  void found(String account, String transactionId, @Nullable Long takes) {
    back.put(
        key(account, transactionId),
        takes == null ? Back.NOT_ASKED : takes == 1 ? Back.ON_ITS_WAY : Back.FAILED);
  }

  /** Whether the evidence's payment goes back whole because that was decided here. */
  Back back(Evidence evidence) {
    var transactionId = evidence.transactionId();
    return transactionId == null
        ? Back.NOT_ASKED
        : back.getOrDefault(key(evidence.account(), transactionId), Back.NOT_ASKED);
  }

  /** What is known of the refund that evidence is about. */
  @Nullable KnownRefund of(Evidence evidence) {
    var refund = evidence.refund();
    return refund == null ? null : known.get(key(evidence.account(), refund.outRefundNo()));
  }

  boolean anyAbnormal(OrderKey order) {
    return known.entrySet().stream()
        .anyMatch(each -> isOf(each, order) && each.getValue().status() == RefundStatus.ABNORMAL);
  }

  /** Whether WeChat Pay said no to a refund of the order, and has not taken it since. */
  boolean anyRefused(OrderKey order) {
    return known.entrySet().stream()
        .anyMatch(each -> isOf(each, order) && each.getValue().isRefused());
  }

  /** Fen of the order's payment that are back with the user. */
  long refunded(Order order) {
    return known.entrySet().stream()
        .filter(each -> isOf(each, order.key()))
        .map(Map.Entry::getValue)
        .filter(each -> each.status() == RefundStatus.SUCCESS && !each.isOfAnotherPayment(order))
        .mapToLong(KnownRefund::amount)
        .sum();
  }

  private static boolean isOf(Map.Entry<String, KnownRefund> refund, OrderKey order) {
    return refund.getKey().startsWith(order.account() + ' ')
        && refund.getValue().outTradeNo().equals(order.outTradeNo());
  }

  /**
   * Notes that a refund is to be asked for, before WeChat Pay is asked: a crash after this commit
   * leaves something to go on from. A number that is taken makes the writing fail.
   */
  void giveBack(OrderKey order, RefundIntent give) {
    known.put(
        key(order.account(), give.outRefundNo()),
        new KnownRefund(
            order.outTradeNo(),
            null,
            RefundStatus.PROCESSING,
            give.amount(),
            give.transactionId(),
            true,
            false,
            false));
    inserted
        .add()
        .set("account", order.account())
        .set("out_refund_no", give.outRefundNo())
        .set("out_trade_no", order.outTradeNo())
        .set("transaction_id", give.transactionId())
        .set("refund_status", RefundStatus.PROCESSING.name())
        .set("amount_total", give.total())
        .set("amount_refund", give.amount())
        .set("currency", give.currency())
        .set("sub_mchid", give.subMchid())
        .set("reason", give.reason())
        .set("requested", true)
        .set("accepted", false)
        .set("requested_on", BeijingDay.of(now))
        .set("next_query_at", now)
        .set("now", now);
  }

  /** The payment goes back, whole. Decided twice, it is one refund: its number is the payment's. */
  void giveBackWhole(Evidence payment) {
    var give = RefundIntent.whole(payment);
    if (back(payment) == Back.NOT_ASKED) {
      giveBack(payment.order(), give);
      back.put(key(payment.account(), give.transactionId()), Back.ON_ITS_WAY);
    }
  }

  /** Takes what evidence says of a refund: from now on WeChat Pay has it. */
  void learn(Evidence evidence, Evidence.RefundFacts refund) {
    var before = of(evidence);
    var key = key(evidence.account(), refund.outRefundNo());
    known.put(
        key,
        new KnownRefund(
            evidence.outTradeNo(),
            refund.refundId() != null || before == null ? refund.refundId() : before.refundId(),
            refund.status(),
            refund.amount(),
            evidence.transactionId(),
            before != null && before.requested(),
            true,
            false));
    (before == null ? inserted : updated)
        .add()
        .set("account", evidence.account())
        .set("out_refund_no", refund.outRefundNo())
        .set("out_trade_no", evidence.outTradeNo())
        .set("transaction_id", evidence.transactionId())
        .set("refund_id", refund.refundId())
        .set("refund_status", refund.status().name())
        .set("amount_total", evidence.total())
        .set("amount_refund", refund.amount())
        .set("payer_refund", refund.payerRefund())
        .set("settlement_refund", refund.settlementRefund())
        .set("currency", evidence.currency())
        .set("sub_mchid", evidence.subMchid())
        .set("reason", null)
        .set("requested", false)
        .set("accepted", true)
        .set("requested_on", null)
        .set("success_time", evidence.successTime())
        .set("over", refund.status().over())
        .set("next_query_at", refund.status().over() ? null : now.plus(FIRST_QUERY))
        .set("now", now);
  }

  void addTo(Writes writes) {
    writes.add(inserted);
    writes.add(updated);
  }

  private static String key(String account, String number) {
    return account + ' ' + number;
  }
}
