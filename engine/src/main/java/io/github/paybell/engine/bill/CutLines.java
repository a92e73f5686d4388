package io.github.paybell.engine.bill;

/**
 * Follows lines that a line feed in one of their values has cut. What comes then is the rest of
 * that value, and may look like a line of its own: whoever writes goods names or attach could pay
 * for an order with it. Not thread-safe.
 */
final class CutLines {
  /** Two values are free text, and neither holds two whole lines; after more it was no rest. */
  private static final int MOST_DOUBTED = 3;

  private final int columns;
  private int owed;
  private int doubted;

  CutLines(int columns) {
    this.columns = columns;
  }

  /** Whether values of a line are still to come, so that the next one may be their text. */
  boolean doubts() {
    return owed > 0;
  }

  /** A line came that could be read, or begins like one. */
  private void doubted() {
    doubted++;
    if (doubted == MOST_DOUBTED) {
      owed = 0;
    }
  }

  /** A line that could be read came while it was to be doubted. */
  void readable() {
    doubted();
  }

  /** A line that could not be read. */
  void unreadable(LineBytes line, BrokenLineException why) {
    if (line.tooLong()) {
      return;
    }
    boolean begins = line.bytes()[line.from()] == '`';
    if (!doubts()) {
      // Cut behind the number of its order, or the rest of one that was.
      if (why.outTradeNo() != null || !begins) {
        owed = Math.max(0, columns - 1 - LineValues.commas(line));
        doubted = 0;
      }
    } else if (begins) {
      doubted();
    } else {
      owed = Math.max(0, owed - LineValues.commas(line));
    }
  }
}
