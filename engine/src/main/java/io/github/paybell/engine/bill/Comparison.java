package io.github.paybell.engine.bill;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run over one bill: read, compare, mend, count. Not thread-safe; used once. */
final class Comparison {
  private static final Logger log = LoggerFactory.getLogger(Comparison.class);

  /** So many orders are locked together, for as long as it takes to write them. */
  private static final int BATCH = 200;

  /**
   * A merchant may use its number for more than this server knows of. So many lines of orders that
   * are not registered are kept for them in one run; the others are counted.
   */
  private static final int MOST_PARKED = 10_000;

  /** Each is a question to WeChat Pay: a file that is broken everywhere is not worth as many. */
  private static final int MOST_ASKED = 1_000;

  private static final long PROGRESS = 1_000_000;
  private static final int KEEP_EVERY = 10_000;

  private final BillDay day;
  private final Lease lease;
  private final LedgerDay ledger;
  private final BillCorrections mending;
  private final Consumer<String> unread;
  private final RunReport report;
  private final List<Difference> payments = new ArrayList<>();
  private final List<Difference> refunds = new ArrayList<>();
  private int mayPark = MOST_PARKED;
  private int mayAsk = MOST_ASKED;
  private long steps;

  /**
   * @param unread takes the orders that lines name which cannot be read
   */
  Comparison(
      BillDay day,
      Lease lease,
      LedgerDay ledger,
      BillCorrections mending,
      Consumer<String> unread) {
    this.day = day;
    this.lease = lease;
    this.ledger = ledger;
    this.mending = mending;
    this.unread = unread;
    report = new RunReport(day);
  }

  /** Keeps the right to run this day. */
  interface Lease {
    /**
     * @throws LostClaimException if another runner has taken over
     */
    void keep() throws IOException, SQLException;
  }

  /**
   * @param bill null: WeChat Pay has none, so that everything here is missing there
   * @throws BillFormatException if it is no whole bill of payments and refunds
   */
  RunReport run(@Nullable Path bill, Path folder) throws IOException, SQLException {
    try (var compare = new BillCompare(folder, BillCompare.PARTITIONS)) {
      if (bill != null) {
        try (var in = new BufferedInputStream(Files.newInputStream(bill))) {
          read(in, compare);
        }
      }
      ledger.read(
          day,
          line -> {
            step();
            report.ledger(line);
            compare.ledger(line);
          });
      compare.differences(this::found);
    } catch (StoreFailure e) {
      throw e.failure;
    }
    mendPayments();
    mendRefunds();
    return report;
  }

  private void read(InputStream in, BillCompare compare) throws IOException {
    var totals =
        BillReader.read(
            in,
            new BillReader.Lines() {
              @Override
              public void line(BillLine line) throws IOException {
                step();
                report.bill(line);
                compare.bill(line);
              }

              @Override
              public void broken(long number, String why, @Nullable String outTradeNo) {
                report.found(
                    new Difference(DifferenceKind.LINE_UNREADABLE, null, null),
                    DifferenceOutcome.REPORTED,
                    "line "
                        + number
                        + " "
                        + why
                        + (outTradeNo == null ? "" : "; order " + outTradeNo + " is asked about"));
                if (outTradeNo != null && mayAsk > 0) {
                  mayAsk--;
                  unread.accept(outTradeNo);
                }
              }
            });
    if (!totals.namesRefunds()) {
      throw new BillFormatException("the bill lists payments only, not ALL");
    }
    report.totals(totals);
    for (var disagreement : totals.disagreements()) {
      report.found(
          new Difference(DifferenceKind.SUMS_DIFFER, null, null),
          DifferenceOutcome.REPORTED,
          disagreement);
    }
  }

  private void step() throws IOException {
    steps++;
    if (steps % PROGRESS == 0) {
      log.info("{} of {}: {} lines read, both sides", day.cause(), day.account(), steps);
    }
    if (steps % KEEP_EVERY == 0) {
      keep();
    }
  }

  private void keep() throws IOException {
    try {
      lease.keep();
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  /** Carries the store's failure through what knows files only. */
  private static final class StoreFailure extends IOException {
    private static final long serialVersionUID = 1;
    private final SQLException failure;

    StoreFailure(SQLException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private void found(Difference difference) throws IOException {
    try {
      switch (difference.kind()) {
        case MISSING_HERE,
            AMOUNT_DIFFERS,
            CURRENCY_DIFFERS,
            TRANSACTION_DIFFERS,
            REVOKED_AT_WECHAT -> {
          payments.add(difference);
          if (payments.size() == BATCH) {
            mendPayments();
          }
        }
        case REFUND_MISSING_HERE,
            REFUND_AMOUNT_DIFFERS,
            REFUND_ID_DIFFERS,
            REFUND_STATE_DIFFERS -> {
          // Payments come first, and a refund is judged only where its payment is known.
          mendPayments();
          refunds.add(difference);
          if (refunds.size() == BATCH) {
            mendRefunds();
          }
        }
        case MISSING_AT_WECHAT,
            REFUND_MISSING_AT_WECHAT,
            LISTED_TWICE,
            LINE_UNREADABLE,
            SUMS_DIFFER ->
            report.found(difference, DifferenceOutcome.REPORTED, null);
      }
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  private void mendPayments() throws SQLException, IOException {
    if (!payments.isEmpty()) {
      lease.keep();
      count(mending.payments(day, List.copyOf(payments), mayPark));
      payments.clear();
    }
  }

  private void mendRefunds() throws SQLException, IOException {
    if (!refunds.isEmpty()) {
      lease.keep();
      count(mending.refunds(day, List.copyOf(refunds), mayPark));
      refunds.clear();
    }
  }

  private void count(List<Correction> corrections) {
    for (var each : corrections) {
      mayPark -= each.parked() ? 1 : 0;
      var outcome = each.outcome();
      if (outcome != null) {
        report.found(each.difference(), outcome, each.detail());
      }
    }
  }
}
