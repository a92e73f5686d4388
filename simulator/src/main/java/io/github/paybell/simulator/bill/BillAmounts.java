package io.github.paybell.simulator.bill;

/** Fen as yuan, and the fee; whole numbers only, so that nothing is rounded by accident. */
final class BillAmounts {
  /** The rate as bills show it. */
  static final String RATE = "0.60%";

  private static final long RATE_PER_THOUSAND = 6;
  private static final long FEN = 100;

  private BillAmounts() {}

  /** With two decimals: {@code 6.00}. */
  static String of(long fen) {
    long size = Math.abs(fen);
    long rest = size % FEN;
    return (fen < 0 ? "-" : "") + size / FEN + (rest < 10 ? ".0" : ".") + rest;
  }

  /** With five decimals, as fees are written: {@code 0.04000}. */
  static String withFiveDecimals(long fen) {
    return of(fen) + "000";
  }

  /** The fee of an amount in fen: 0.60%, rounded half up to whole fen. */
  static long fee(long fen) {
    return (Math.multiplyExact(fen, RATE_PER_THOUSAND) + 500) / 1000;
  }
}
