package io.github.paybell.engine.bill;

/**
 * Follows lines that a line feed in one of their values has cut. What comes then is the rest of
 * that value, and may look like a line of its own: a writer of goods names or attach could pay for
 * an order with it. Not thread-safe.
 */
final class CutLines {
  /** Two values are free text, and neither holds two whole lines. */
  private static final int DOUBTED = 3;

  private final int columns;
  private int doubted;

  CutLines(int columns) {
    this.columns = columns;
  }

  /** Whether the next line may be text of a value; worth a question, and no more. */
  boolean doubts() {
    return doubted > 0;
  }

  /** A line that could be read came while it was to be doubted. */
  void readable() {
    doubted--;
  }

  /** A line that could not be read. */
  void unreadable(LineBytes line, BrokenLineException why) {
    if (line.tooLong()) {
      return;
    }
    boolean rest = line.bytes()[line.from()] != '`';
    boolean cut = why.outTradeNo() != null && LineValues.commas(line) < columns - 1;
    if (rest || cut) {
      doubted = DOUBTED;
    } else if (doubts()) {
      doubted--;
    }
  }
}
