package io.github.paybell.engine.bill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.paybell.engine.bill.BillLine.Kind;
import io.github.paybell.engine.ledger.RefundStatus;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of one line in the layout of this bill. Not thread-safe. */
final class LineParser {
  private static final byte[] SUCCESS = "SUCCESS".getBytes(US_ASCII);
  private static final byte[] REFUND = "REFUND".getBytes(US_ASCII);
  private static final byte[] REVOKED = "REVOKED".getBytes(US_ASCII);
  private static final byte[] NONE = "0".getBytes(US_ASCII);

  /** What WeChat Pay allows as out_trade_no. */
  private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z_\\-|*@]{1,32}");

  /** What stands in an amount of which the line has no number. */
  private static final long UNTOLD = -1;

  private static final int LONGEST_TRADE_NUMBER = 32;
  private static final int LONGEST_REFUND_NUMBER = 64;

  private final BillLayout layout;
  private final LineValues values;
  private final BillTotals.Counter totals;

  LineParser(BillLayout layout, BillTotals.Counter totals) {
    this.layout = layout;
    this.totals = totals;
    values = new LineValues(layout.columns());
  }

  /** Reads a line and adds it to the totals; a broken one is added to nothing. */
  BillLine parse(LineBytes line) throws BrokenLineException {
    if (line.tooLong()) {
      throw new BrokenLineException("is longer than " + LineBytes.LONGEST + " bytes");
    }
    try {
      values.split(line.bytes(), line.from(), line.to());
      return read(line.number());
    } catch (BrokenLineException e) {
      throw e.about(orderNumber());
    }
  }

  /** The order that a broken line seems to name. */
  private @Nullable String orderNumber() {
    var number = values.before(layout.of(BillColumn.OUT_TRADE_NO));
    return number != null && NUMBER.matcher(number).matches() ? number : null;
  }

  private BillLine read(long number) throws BrokenLineException {
    var kind = kind();
    long total = kind == Kind.REFUND ? orUntold(BillColumn.TOTAL) : amount(BillColumn.TOTAL);
    long refund = kind == Kind.PAYMENT ? orUntold(BillColumn.REFUND) : amount(BillColumn.REFUND);
    long settlementTotal = orUntold(BillColumn.SETTLEMENT_TOTAL);
    long settlementRefund = orUntold(BillColumn.SETTLEMENT_REFUND);
    long coupon = orUntold(BillColumn.COUPON);
    long couponRefund = orUntold(BillColumn.COUPON_REFUND);
    long fee = fee();
    // Money that a payer gave: where WeChat Pay lists what is settled, own coupons are out already.
    long payerTotal =
        less(layout.has(BillColumn.SETTLEMENT_TOTAL) ? settlementTotal : total, coupon);
    long payerRefund =
        less(layout.has(BillColumn.SETTLEMENT_REFUND) ? settlementRefund : refund, couponRefund);
    var read =
        new BillLine(
            number,
            kind,
            values.time(layout.of(BillColumn.TIME)),
            optional(BillColumn.APPID),
            key(BillColumn.MCHID),
            optional(BillColumn.SUB_MCHID),
            values.key(
                BillColumn.TRANSACTION_ID,
                layout.of(BillColumn.TRANSACTION_ID),
                LONGEST_TRADE_NUMBER),
            values.key(
                BillColumn.OUT_TRADE_NO, layout.of(BillColumn.OUT_TRADE_NO), LONGEST_TRADE_NUMBER),
            key(BillColumn.CURRENCY),
            Math.max(0, total),
            notNegative(payerTotal),
            kind == Kind.PAYMENT ? null : refund(kind, refund, payerRefund, settlementRefund));
    totals.line();
    totals.add(BillColumn.TOTAL, total);
    totals.add(BillColumn.REFUND, refund);
    totals.add(BillColumn.SETTLEMENT_TOTAL, settlementTotal);
    totals.add(BillColumn.SETTLEMENT_REFUND, settlementRefund);
    totals.add(BillColumn.COUPON_REFUND, couponRefund);
    totals.add(BillColumn.FEE, fee);
    return read;
  }

  private Kind kind() throws BrokenLineException {
    int position = layout.of(BillColumn.TRADE_STATE);
    if (values.is(position, SUCCESS)) {
      return Kind.PAYMENT;
    }
    if (values.is(position, REFUND)) {
      return Kind.REFUND;
    }
    if (values.is(position, REVOKED)) {
      return Kind.REVOKED;
    }
    throw new BrokenLineException(
        BillColumn.TRADE_STATE.title() + " is none of SUCCESS, REFUND, REVOKED");
  }

  private BillLine.@Nullable Refund refund(
      Kind kind, long amount, long payerRefund, long settlementRefund) throws BrokenLineException {
    if (!layout.namesRefunds()) {
      if (kind == Kind.REFUND) {
        throw new BrokenLineException(
            "is a refund, and the header names no " + BillColumn.OUT_REFUND_NO.title());
      }
      return null;
    }
    int number = layout.of(BillColumn.OUT_REFUND_NO);
    if (kind == Kind.REVOKED && (values.length(number) == 0 || values.is(number, NONE))) {
      return null;
    }
    return new BillLine.Refund(
        values.key(BillColumn.OUT_REFUND_NO, number, LONGEST_REFUND_NUMBER),
        values.key(BillColumn.REFUND_ID, layout.of(BillColumn.REFUND_ID), LONGEST_REFUND_NUMBER),
        amount,
        notNegative(payerRefund),
        layout.has(BillColumn.SETTLEMENT_REFUND) ? notNegative(settlementRefund) : null,
        status());
  }

  /** Both interfaces' words. */
  private @Nullable RefundStatus status() {
    return switch (values.text(layout.of(BillColumn.REFUND_STATUS))) {
      case "SUCCESS" -> RefundStatus.SUCCESS;
      case "PROCESSING" -> RefundStatus.PROCESSING;
      case "CHANGE", "ABNORMAL" -> RefundStatus.ABNORMAL;
      case "REFUNDCLOSE", "CLOSED" -> RefundStatus.CLOSED;
      default -> null;
    };
  }

  /** Coupons worth more than the amount: what these columns mean here is not known. */
  private static @Nullable Long notNegative(long fen) {
    return fen < 0 ? null : fen;
  }

  private long amount(BillColumn column) throws BrokenLineException {
    if (!layout.has(column)) {
      return 0;
    }
    long fen = value(column);
    if (fen < 0) {
      throw new BrokenLineException(column.title() + " is negative");
    }
    return fen;
  }

  /** An amount on which nothing hangs; 0 where this bill has no such column. */
  private long orUntold(BillColumn column) {
    try {
      return amount(column);
    } catch (BrokenLineException e) {
      return UNTOLD;
    }
  }

  private static long less(long amount, long coupons) {
    return amount < 0 || coupons < 0 ? UNTOLD : amount - coupons;
  }

  private long fee() {
    try {
      return layout.has(BillColumn.FEE) ? value(BillColumn.FEE) : 0;
    } catch (BrokenLineException e) {
      return 0;
    }
  }

  private long value(BillColumn column) throws BrokenLineException {
    return values.amount(column, layout.of(column), BillTotals.decimals(column));
  }

  /** One that is the same from line to line. */
  private String key(BillColumn column) throws BrokenLineException {
    return values.repeated(column, layout.of(column), LONGEST_TRADE_NUMBER);
  }

  private @Nullable String optional(BillColumn column) throws BrokenLineException {
    int position = layout.of(column);
    return position < 0 || values.length(position) == 0 || values.is(position, NONE)
        ? null
        : key(column);
  }
}
