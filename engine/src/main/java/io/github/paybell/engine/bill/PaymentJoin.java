package io.github.paybell.engine.bill;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Joins the payments of one partition by out_trade_no: the ledger's, the revoked, the bill's. */
final class PaymentJoin {
  private final DifferenceConsumer found;
  private final Pairs pairs = new Pairs();
  private final Set<String> revoked = new HashSet<>();

  PaymentJoin(DifferenceConsumer found) {
    this.found = found;
  }

  void ledger(LedgerLine line) {
    pairs.ledger(line.outTradeNo(), line);
  }

  void revoked(BillLine line) throws IOException {
    if (revoked.add(line.outTradeNo())) {
      found.found(
          new Difference(
              DifferenceKind.REVOKED_AT_WECHAT, line, pairs.of(line.outTradeNo()).ledger()));
    }
  }

  void bill(BillLine line) throws IOException {
    var pair = pairs.of(line.outTradeNo());
    var ledger = pair.ledger();
    if (!pair.list(line.transactionId())) {
      found.found(new Difference(DifferenceKind.LISTED_TWICE, line, ledger));
    } else if (ledger == null) {
      // What was taken back again is not paid: no shop may be told to fulfil it.
      if (!revoked.contains(line.outTradeNo())) {
        found.found(new Difference(DifferenceKind.MISSING_HERE, line, null));
      }
    } else {
      var kind = difference(line, ledger);
      if (kind != null) {
        found.found(new Difference(kind, line, ledger));
      }
    }
  }

  /** Also for a payment that the ledger has on another day. */
  static @Nullable DifferenceKind difference(BillLine line, LedgerLine ledger) {
    if (!line.transactionId().equals(ledger.transactionId())) {
      return DifferenceKind.TRANSACTION_DIFFERS;
    }
    if (ledger.total() == null || line.total() != ledger.total()) {
      return DifferenceKind.AMOUNT_DIFFERS;
    }
    return line.currency().equals(ledger.currency()) ? null : DifferenceKind.CURRENCY_DIFFERS;
  }

  void rest() throws IOException {
    for (var pair : pairs.all()) {
      var ledger = pair.ledger();
      if (ledger != null && !pair.listed() && !revoked.contains(ledger.outTradeNo())) {
        found.found(new Difference(DifferenceKind.MISSING_AT_WECHAT, null, ledger));
      }
    }
  }
}
