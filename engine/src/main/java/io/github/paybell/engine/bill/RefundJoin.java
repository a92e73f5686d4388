package io.github.paybell.engine.bill;

import io.github.paybell.engine.ledger.RefundStatus;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Joins the refunds of one partition by out_refund_no. */
final class RefundJoin {
  private final DifferenceConsumer found;
  private final Pairs pairs = new Pairs();

  RefundJoin(DifferenceConsumer found) {
    this.found = found;
  }

  void ledger(LedgerLine line) {
    pairs.ledger(Objects.requireNonNull(line.refund()).outRefundNo(), line);
  }

  void bill(BillLine line) throws IOException {
    var refund = Objects.requireNonNull(line.refund());
    var pair = pairs.of(refund.outRefundNo());
    var ledger = pair.ledger();
    if (!pair.list(refund.refundId())) {
      found.found(new Difference(DifferenceKind.LISTED_TWICE, line, ledger));
    } else if (ledger == null) {
      found.found(new Difference(DifferenceKind.REFUND_MISSING_HERE, line, null));
    } else {
      var kind = difference(line, refund, ledger);
      if (kind != null) {
        found.found(new Difference(kind, line, ledger));
      }
    }
  }

  /** Also for a refund that the ledger has on another day. */
  static @Nullable DifferenceKind difference(
      BillLine line, BillLine.Refund refund, LedgerLine ledger) {
    var known = Objects.requireNonNull(ledger.refund());
    if (!line.outTradeNo().equals(ledger.outTradeNo())
        || (known.refundId() != null && !known.refundId().equals(refund.refundId()))) {
      return DifferenceKind.REFUND_ID_DIFFERS;
    }
    if (refund.amount() != known.amount()) {
      return DifferenceKind.REFUND_AMOUNT_DIFFERS;
    }
    return refund.status() == known.status() || refund.status() == RefundStatus.PROCESSING
        ? null
        : DifferenceKind.REFUND_STATE_DIFFERS;
  }

  void rest() throws IOException {
    for (var pair : pairs.all()) {
      if (pair.ledger() != null && !pair.listed()) {
        found.found(new Difference(DifferenceKind.REFUND_MISSING_AT_WECHAT, null, pair.ledger()));
      }
    }
  }
}
