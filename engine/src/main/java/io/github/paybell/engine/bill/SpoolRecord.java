package io.github.paybell.engine.bill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * A line in the compact form in which it waits in a file: numbers of seven bits to a byte, texts
 * with their length before them. All texts are ASCII: both sides refuse others. {@link SpoolReader}
 * reads it. Not thread-safe.
 */
final class SpoolRecord {
  // Ten texts of at most 64 characters and six numbers of at most ten bytes.
  static final int LONGEST = 1024;

  /** In place of a length or an ordinal. */
  static final int NONE = 255;

  private final byte[] bytes = new byte[LONGEST];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void write(BillLine line) {
    length = 0;
    text(line.outTradeNo());
    text(line.transactionId());
    number(line.number());
    small(line.kind().ordinal());
    text(line.time());
    text(line.appid());
    text(line.mchid());
    text(line.subMchid());
    text(line.currency());
    number(line.total());
    optional(line.payerTotal());
    var refund = line.refund();
    small(refund == null ? 0 : 1);
    if (refund != null) {
      text(refund.outRefundNo());
      text(refund.refundId());
      number(refund.amount());
      optional(refund.payerRefund());
      optional(refund.settlementRefund());
      var status = refund.status();
      small(status == null ? NONE : status.ordinal());
    }
  }

  void write(LedgerLine line) {
    length = 0;
    text(line.outTradeNo());
    text(line.transactionId());
    optional(line.total());
    text(line.currency());
    var refund = line.refund();
    small(refund == null ? 0 : 1);
    if (refund != null) {
      text(refund.outRefundNo());
      text(refund.refundId());
      number(refund.amount());
      small(refund.status().ordinal());
    }
  }

  private void small(int value) {
    bytes[length++] = (byte) value;
  }

  private void text(@Nullable String value) {
    if (value == null) {
      small(NONE);
      return;
    }
    if (value.length() > 64) {
      throw new IllegalArgumentException("a key has more than 64 characters");
    }
    byte[] text = value.getBytes(ISO_8859_1);
    small(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
  }

  private void number(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      small((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    small((int) rest);
  }

  /** Amounts are never negative, so the shifted one always fits and 0 is free. */
  private void optional(@Nullable Long value) {
    number(value == null ? 0 : value + 1);
  }
}
