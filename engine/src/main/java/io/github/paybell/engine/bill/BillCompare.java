package io.github.paybell.engine.bill;

import io.github.paybell.engine.bill.BillLine.Kind;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Compares a bill with what the ledger knows of that day, both ways, in bounded memory: both sides
 * go into files by the hash of out_trade_no or out_refund_no, and are then joined file by file.
 * Pure apart from these files. Not thread-safe, used once: first all lines of both sides in any
 * order, then {@link #differences}.
 *
 * <p>Payments are compared before refunds, so that who applies what is missing here has the payment
 * first. Among themselves the differences come in no particular order.
 */
public final class BillCompare implements AutoCloseable {
  /**
   * Into how many files each side goes by default. A file is compared in memory, some 400 bytes to
   * a line: 10 million lines need 30 MiB.
   */
  public static final int PARTITIONS = 128;

  private final int partitions;
  private final Spool billPayments;
  private final Spool ledgerPayments;
  private final Spool revoked;
  private final Spool billRefunds;
  private final Spool ledgerRefunds;
  private final SpoolRecord scratch = new SpoolRecord();

  /**
   * Begins a comparison.
   *
   * @param folder where the files go: empty, used by this run alone
   * @param partitions at least 1
   */
  public BillCompare(Path folder, int partitions) {
    this.partitions = partitions;
    billPayments = new Spool(folder, "bill-payments", partitions);
    ledgerPayments = new Spool(folder, "ledger-payments", partitions);
    revoked = new Spool(folder, "revoked", partitions);
    billRefunds = new Spool(folder, "bill-refunds", partitions);
    ledgerRefunds = new Spool(folder, "ledger-refunds", partitions);
  }

  public void bill(BillLine line) throws IOException {
    scratch.write(line);
    var refund = line.refund();
    if (line.kind() == Kind.REVOKED) {
      revoked.add(line.outTradeNo(), scratch);
    } else if (refund == null) {
      billPayments.add(line.outTradeNo(), scratch);
    } else {
      billRefunds.add(refund.outRefundNo(), scratch);
    }
  }

  public void ledger(LedgerLine line) throws IOException {
    scratch.write(line);
    var refund = line.refund();
    if (refund == null) {
      ledgerPayments.add(line.outTradeNo(), scratch);
    } else {
      ledgerRefunds.add(refund.outRefundNo(), scratch);
    }
  }

  /** Finds exactly the differences of the two sides. */
  public void differences(DifferenceConsumer found) throws IOException {
    for (int i = 0; i < partitions; i++) {
      var payments = new PaymentJoin(found);
      ledgerPayments.each(i, entry -> payments.ledger(entry.ledger()));
      ledgerPayments.forget(i);
      revoked.each(i, entry -> payments.revoked(entry.bill()));
      revoked.forget(i);
      billPayments.each(i, entry -> payments.bill(entry.bill()));
      billPayments.forget(i);
      payments.rest();
    }
    for (int i = 0; i < partitions; i++) {
      var refunds = new RefundJoin(found);
      ledgerRefunds.each(i, entry -> refunds.ledger(entry.ledger()));
      ledgerRefunds.forget(i);
      billRefunds.each(i, entry -> refunds.bill(entry.bill()));
      billRefunds.forget(i);
      refunds.rest();
    }
  }

  /** Gives the disk back, also of a comparison that did not come to its end. */
  @Override
  public void close() throws IOException {
    for (int i = 0; i < partitions; i++) {
      for (var spool :
          new Spool[] {billPayments, ledgerPayments, revoked, billRefunds, ledgerRefunds}) {
        spool.forget(i);
      }
    }
  }
}
