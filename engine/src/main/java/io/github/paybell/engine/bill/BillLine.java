package io.github.paybell.engine.bill;

import io.github.paybell.engine.ledger.RefundStatus;
import org.jspecify.annotations.Nullable;

/**
 * One line of a trade bill: a payment, or the asking for a refund.
 *
 * @param number which line of the file, from 1, the header included
 * @param time {@code yyyy-MM-dd HH:mm:ss} in Beijing: when it was paid, or the refund asked for;
 *     null: the line has something else there
 * @param appid null: not listed
 * @param subMchid null: no sub-merchant
 * @param total fen, what the order asked for; 0 where only a refund is listed
 * @param payerTotal fen, what the payer paid after coupons; null: the line does not tell
 * @param refund null: a payment
 */
public record BillLine(
    long number,
    Kind kind,
    @Nullable String time,
    @Nullable String appid,
    String mchid,
    @Nullable String subMchid,
    String transactionId,
    String outTradeNo,
    String currency,
    long total,
    @Nullable Long payerTotal,
    @Nullable Refund refund) {

  /** What a line tells of; WeChat Pay's 交易状态. */
  public enum Kind {
    PAYMENT,
    REFUND,
    /** A payment by scanning the payer's code that was taken back (撤销). */
    REVOKED
  }

  /**
   * The refund of a line.
   *
   * @param amount fen, as it was asked for
   * @param payerRefund fen, what of it goes back to the payer in money; null: the line does not
   *     tell
   * @param settlementRefund fen, what of it the merchant gives; null: not listed (24 columns)
   * @param status as it stood when the bill was made; null: a word that is not known
   */
  public record Refund(
      String outRefundNo,
      String refundId,
      long amount,
      @Nullable Long payerRefund,
      @Nullable Long settlementRefund,
      @Nullable RefundStatus status) {}

  /** As evidence carries it: {@code yyyy-MM-ddTHH:mm:ss+08:00}; null: not told. */
  @Nullable String zonedTime() {
    return time == null ? null : time.substring(0, 10) + 'T' + time.substring(11) + "+08:00";
  }

  @Override
  public String toString() {
    return "BillLine[" + number + ", " + kind + " " + outTradeNo + "]";
  }
}
