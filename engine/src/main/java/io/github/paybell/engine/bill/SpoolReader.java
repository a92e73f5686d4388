package io.github.paybell.engine.bill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.paybell.engine.bill.BillLine.Kind;
import io.github.paybell.engine.ledger.RefundStatus;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads entries in the form that {@link SpoolRecord} writes. Not thread-safe. */
final class SpoolReader {
  private static final Kind[] KINDS = Kind.values();
  private static final RefundStatus[] STATUSES = RefundStatus.values();

  /** Texts that are mostly the same from line to line: appid, mchid, sub_mchid, currency. */
  private static final int REPEATED = 4;

  private final InputStream in;
  private final byte[] bytes = new byte[64 * SpoolRecord.LONGEST];
  private int position;
  private int filled;
  private final byte[][] lastBytes = new byte[REPEATED][0];
  private final String[] lastTexts = new String[REPEATED];

  SpoolReader(InputStream in) {
    this.in = in;
    Arrays.fill(lastTexts, "");
  }

  /** Whether there is another entry; after this a whole one is in memory. */
  boolean hasNext() throws IOException {
    if (filled - position < SpoolRecord.LONGEST) {
      System.arraycopy(bytes, position, bytes, 0, filled - position);
      filled -= position;
      position = 0;
      filled += in.readNBytes(bytes, filled, bytes.length - filled);
    }
    return position < filled;
  }

  BillLine bill() throws IOException {
    var outTradeNo = must();
    var transactionId = must();
    long number = number();
    var kind = KINDS[small()];
    return new BillLine(
        number,
        kind,
        text(),
        repeated(0),
        mustRepeat(1),
        repeated(2),
        transactionId,
        outTradeNo,
        mustRepeat(3),
        number(),
        optional(),
        small() == 0 ? null : billRefund());
  }

  private BillLine.Refund billRefund() throws IOException {
    return new BillLine.Refund(must(), must(), number(), optional(), optional(), status());
  }

  LedgerLine ledger() throws IOException {
    return new LedgerLine(
        must(), text(), optional(), repeated(3), small() == 0 ? null : ledgerRefund());
  }

  private LedgerLine.Refund ledgerRefund() throws IOException {
    return new LedgerLine.Refund(must(), text(), number(), STATUSES[small()]);
  }

  private int small() throws IOException {
    if (position == filled) {
      throw new EOFException("an entry is cut off");
    }
    return bytes[position++] & 0xff;
  }

  private @Nullable String text() throws IOException {
    int size = small();
    if (size == SpoolRecord.NONE) {
      return null;
    }
    var text = new String(bytes, position, size, ISO_8859_1);
    position += size;
    return text;
  }

  private String must() throws IOException {
    var text = text();
    if (text == null) {
      throw new IOException("an entry lacks a value");
    }
    return text;
  }

  private @Nullable String repeated(int slot) throws IOException {
    int size = small();
    if (size == SpoolRecord.NONE) {
      return null;
    }
    byte[] last = lastBytes[slot];
    if (!Arrays.equals(bytes, position, position + size, last, 0, last.length)) {
      lastBytes[slot] = Arrays.copyOfRange(bytes, position, position + size);
      lastTexts[slot] = new String(lastBytes[slot], ISO_8859_1);
    }
    position += size;
    return lastTexts[slot];
  }

  private String mustRepeat(int slot) throws IOException {
    var text = repeated(slot);
    if (text == null) {
      throw new IOException("an entry lacks a value");
    }
    return text;
  }

  private long number() throws IOException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      long b = small();
      value |= (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
  }

  private @Nullable Long optional() throws IOException {
    long value = number();
    return value == 0 ? null : value - 1;
  }

  private @Nullable RefundStatus status() throws IOException {
    int ordinal = small();
    return ordinal == SpoolRecord.NONE ? null : STATUSES[ordinal];
  }
}
