package io.github.paybell.engine.bill;

import org.jspecify.annotations.Nullable;

/**
 * A difference as it is kept and shown.
 *
 * @param position from 1, in the order in which they were found
 * @param kind see {@link DifferenceKind}
 * @param billFen what the bill says, fen; null: it has nothing, or no amount is meant
 * @param ledgerFen what the ledger said, fen; null: it had nothing, or no amount is meant
 * @param outcome see {@link DifferenceOutcome}
 * @param detail for people; null: the rest says it all
 */
public record DifferenceView(
    int position,
    String kind,
    @Nullable String outTradeNo,
    @Nullable String outRefundNo,
    @Nullable String transactionId,
    @Nullable Long billFen,
    @Nullable Long ledgerFen,
    String outcome,
    @Nullable String detail) {

  static DifferenceView of(
      int position, Difference difference, DifferenceOutcome outcome, @Nullable String detail) {
    var bill = difference.bill();
    var ledger = difference.ledger();
    return new DifferenceView(
        position,
        difference.kind().wireName(),
        bill != null ? bill.outTradeNo() : ledger != null ? ledger.outTradeNo() : null,
        outRefundNo(bill, ledger),
        bill != null ? bill.transactionId() : ledger != null ? ledger.transactionId() : null,
        bill == null ? null : (Long) amount(bill),
        ledger == null ? null : (Long) ledger.amount(),
        outcome.wireName(),
        detail);
  }

  private static @Nullable String outRefundNo(
      @Nullable BillLine bill, @Nullable LedgerLine ledger) {
    var listed = bill == null ? null : bill.refund();
    var known = ledger == null ? null : ledger.refund();
    return listed != null ? listed.outRefundNo() : known != null ? known.outRefundNo() : null;
  }

  private static long amount(BillLine bill) {
    var refund = bill.refund();
    return refund == null ? bill.total() : refund.amount();
  }
}
