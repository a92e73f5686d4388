package io.github.paybell.engine.bill;

import io.github.paybell.engine.bill.Known.Standing;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the lines that the ledger lacks or tells otherwise before the judge, many to a transaction.
 * What the ledger has after all, on another day or by now, is no difference. Thread-safe.
 */
final class BillCorrections {
  private static final Logger log = LoggerFactory.getLogger(BillCorrections.class);

  private static final String TOLD = "told before";
  private static final String TOO_MANY =
      "the order is not known here; the line is not kept, so many are not known";

  private final Store store;
  private final Ledger ledger;
  private final Known known;
  private final Sql setPaidOn;
  private final Sql setRequestedOn;
  private final Clock clock;

  BillCorrections(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
    known = new Known(store);
    setPaidOn = Sql.load(BillCorrections.class, store, "set_paid_on");
    setRequestedOn = Sql.load(BillCorrections.class, store, "set_requested_on");
  }

  /**
   * Corrects payments, in one transaction.
   *
   * @param differences each with a line of the bill
   * @param mayPark how many lines of orders that are not known here may be kept
   * @return one for each, in the same order
   */
  List<Correction> payments(BillDay day, List<Difference> differences, int mayPark)
      throws SQLException {
    var corrections =
        oneByOneIfNeedBe(differences, mayPark, (some, most) -> judgePayments(day, some, most));
    setPaidOn(day, corrections);
    return corrections;
  }

  private List<Correction> judgePayments(BillDay day, List<Difference> differences, int mayPark)
      throws SQLException {
    var lines = lines(differences);
    return store.write(
        connection -> {
          var standings = known.orders(connection, day.account(), lines);
          var judging = new Judging();
          int left = mayPark;
          for (int i = 0; i < lines.size(); i++) {
            left -= payment(judging, day, differences.get(i), of(standings, i), left);
          }
          return judging.judge(ledger, connection);
        });
  }

  /**
   * @return how many lines it may have parked
   */
  private int payment(
      Judging judging, BillDay day, Difference difference, Standing standing, int mayPark) {
    var line = line(difference);
    var here = standing.ledger();
    if (difference.kind() == DifferenceKind.REVOKED_AT_WECHAT) {
      judging.decided(difference, here == null ? null : DifferenceOutcome.REPORTED, null);
    } else if (here != null && PaymentJoin.difference(line, here) == null) {
      judging.decided(difference, null, null);
    } else if (standing.told()) {
      judging.decided(difference, DifferenceOutcome.PROBLEM, TOLD);
    } else if (!standing.registered() && mayPark <= 0) {
      judging.decided(difference, DifferenceOutcome.REPORTED, TOO_MANY);
    } else {
      try {
        judging.evidence(
            difference,
            BillEvidence.payment(day.account(), line, clock.instant()),
            standing.registered(),
            null);
        return standing.registered() ? 0 : 1;
      } catch (IllegalArgumentException e) {
        judging.decided(difference, DifferenceOutcome.REPORTED, e.getMessage());
      }
    }
    return 0;
  }

  /**
   * Corrects refunds, in one transaction; the payments have been corrected before.
   *
   * @param differences each with a line of the bill that has a refund
   * @param mayPark how many lines of orders that are not known here may be kept
   * @return one for each, in the same order
   */
  List<Correction> refunds(BillDay day, List<Difference> differences, int mayPark)
      throws SQLException {
    var corrections =
        oneByOneIfNeedBe(differences, mayPark, (some, most) -> judgeRefunds(day, some, most));
    setRequestedOn(day, corrections);
    return corrections;
  }

  private List<Correction> judgeRefunds(BillDay day, List<Difference> differences, int mayPark)
      throws SQLException {
    var lines = lines(differences);
    return store.write(
        connection -> {
          var standings = known.refunds(connection, day.account(), lines);
          var judging = new Judging();
          int left = mayPark;
          for (int i = 0; i < lines.size(); i++) {
            left -= refund(judging, day, differences.get(i), of(standings, i), left);
          }
          return judging.judge(ledger, connection);
        });
  }

  private int refund(
      Judging judging, BillDay day, Difference difference, Standing standing, int mayPark) {
    var line = line(difference);
    var refund = Objects.requireNonNull(line.refund());
    var here = standing.ledger();
    if (here != null && standing.accepted() && RefundJoin.difference(line, refund, here) == null) {
      judging.decided(difference, null, null);
    } else if (standing.told()) {
      judging.decided(difference, DifferenceOutcome.PROBLEM, TOLD);
    } else if (!standing.registered() && mayPark <= 0) {
      judging.decided(difference, DifferenceOutcome.REPORTED, TOO_MANY);
    } else {
      // A refund on its way moves no state: the judge calls it known, and notes it all the same.
      boolean news = here == null || !standing.accepted();
      try {
        judging.evidence(
            difference,
            BillEvidence.refund(day.account(), line, refund, standing.total(), clock.instant()),
            standing.registered(),
            news ? DifferenceOutcome.HEALED : DifferenceOutcome.REPORTED);
        return standing.registered() ? 0 : 1;
      } catch (IllegalArgumentException e) {
        judging.decided(difference, DifferenceOutcome.REPORTED, e.getMessage());
      }
    }
    return 0;
  }

  /** Judges some differences in one transaction. */
  private interface Judges {
    List<Correction> judge(List<Difference> differences, int mayPark) throws SQLException;
  }

  /**
   * Where the shop's listener fails for one of them, each is judged in a transaction of its own, so
   * that the others are corrected.
   */
  private static List<Correction> oneByOneIfNeedBe(
      List<Difference> differences, int mayPark, Judges judges) throws SQLException {
    try {
      return judges.judge(differences, mayPark);
    } catch (ListenerFailedException e) {
      log.warn("a listener failed, going on line by line: {}", e.toString());
    }
    var corrections = new ArrayList<Correction>();
    int left = mayPark;
    for (var difference : differences) {
      try {
        var one = judges.judge(List.of(difference), left);
        left -= (int) one.stream().filter(Correction::parked).count();
        corrections.addAll(one);
      } catch (ListenerFailedException e) {
        log.warn("a listener failed for {}", line(difference).outTradeNo(), e);
        corrections.add(
            new Correction(difference, DifferenceOutcome.REPORTED, e.getMessage(), false));
      }
    }
    return corrections;
  }

  private static List<BillLine> lines(List<Difference> differences) {
    return differences.stream().map(BillCorrections::line).toList();
  }

  private static BillLine line(Difference difference) {
    return Objects.requireNonNull(difference.bill());
  }

  private static Standing of(Map<Integer, Standing> standings, int i) {
    return standings.getOrDefault(i, Standing.NOTHING);
  }

  /** What the ledger has now belongs to the day on which the bill lists it. */
  private void setPaidOn(BillDay day, List<Correction> corrections) throws SQLException {
    store.write(
        connection -> {
          var rows = setPaidOn.rows();
          for (var line : settled(corrections, BillLine::outTradeNo)) {
            rows.add()
                .set("account", day.account())
                .set("bill_date", day.day().toString())
                .set("out_trade_no", line.outTradeNo())
                .set("transaction_id", line.transactionId());
          }
          return rows.execute(connection);
        });
  }

  private void setRequestedOn(BillDay day, List<Correction> corrections) throws SQLException {
    store.write(
        connection -> {
          var rows = setRequestedOn.rows();
          for (var line : settled(corrections, BillCorrections::outRefundNo)) {
            rows.add()
                .set("account", day.account())
                .set("bill_date", day.day().toString())
                .set("out_refund_no", outRefundNo(line));
          }
          return rows.execute(connection);
        });
  }

  private static String outRefundNo(BillLine line) {
    return Objects.requireNonNull(line.refund()).outRefundNo();
  }

  /** Sorted: the order of keys is the order of locks. */
  private static List<BillLine> settled(
      List<Correction> corrections, Function<BillLine, String> key) {
    return corrections.stream()
        .filter(each -> each.outcome() == null || each.outcome() == DifferenceOutcome.HEALED)
        .filter(each -> each.difference().kind() != DifferenceKind.REVOKED_AT_WECHAT)
        .map(each -> line(each.difference()))
        .sorted(Comparator.comparing(key))
        .toList();
  }
}
