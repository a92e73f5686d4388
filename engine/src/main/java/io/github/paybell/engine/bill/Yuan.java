package io.github.paybell.engine.bill;

/** Amounts of a bill, read digit by digit: yuan in a double would lose fen. */
final class Yuan {
  /** Fen. */
  static final int FEN = 2;

  /** Fees are written with five decimals: in 1/1000 fen. */
  static final int FEE = 5;

  // 10^12 yuan and five decimals still fit in a long.
  private static final int MOST_DIGITS = 12;

  private Yuan() {}

  /**
   * @param decimals how many of them the result counts in; more than these must be 0
   * @return empty is 0
   */
  static long parse(BillColumn column, byte[] bytes, int from, int to, int decimals)
      throws BrokenLineException {
    if (from == to) {
      return 0;
    }
    boolean negative = bytes[from] == '-';
    int i = negative ? from + 1 : from;
    int first = i;
    long value = 0;
    for (; i < to && digit(bytes[i]); i++) {
      value = value * 10 + (bytes[i] - '0');
    }
    if (i == first || i - first > MOST_DIGITS) {
      throw broken(column);
    }
    int given = 0;
    if (i < to) {
      if (bytes[i++] != '.' || i == to) {
        throw broken(column);
      }
      for (; i < to; i++) {
        if (!digit(bytes[i]) || (given >= decimals && bytes[i] != '0')) {
          throw broken(column);
        }
        if (given < decimals) {
          value = value * 10 + (bytes[i] - '0');
          given++;
        }
      }
    }
    for (; given < decimals; given++) {
      value *= 10;
    }
    return negative ? -value : value;
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  // The value stays out of the message: a column that is off by one may hold anything.
  private static BrokenLineException broken(BillColumn column) {
    return new BrokenLineException(column.title() + " is no amount in yuan");
  }
}
