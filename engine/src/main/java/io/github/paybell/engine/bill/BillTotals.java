package io.github.paybell.engine.bill;

import java.util.ArrayList;
import java.util.List;

/**
 * A bill that was read to its end: how much was in it, and whether it agrees with itself.
 *
 * @param lines how many lines there were, broken ones included
 * @param broken how many of them could not be read
 * @param total fen, all orders
 * @param refund fen, all refunds as asked for
 * @param feeMilliFen 1/1000 fen, all fees; may be negative
 * @param namesRefunds false: the bill lists payments only
 * @param disagreements which sums of the last line are not those of the lines, for people
 */
public record BillTotals(
    long lines,
    long broken,
    long total,
    long refund,
    long feeMilliFen,
    boolean namesRefunds,
    List<String> disagreements) {
  public BillTotals {
    disagreements = List.copyOf(disagreements);
  }

  /** Adds up the lines as they are read, and checks the summary against that. */
  static final class Counter {
    private final BillLayout layout;
    private final long[] sums = new long[BillColumn.values().length];
    private long lines;
    private long broken;

    Counter(BillLayout layout) {
      this.layout = layout;
    }

    void broken() {
      lines++;
      broken++;
    }

    void line() {
      lines++;
    }

    void add(BillColumn column, long amount) {
      // Twelve digits each: 10 million of the largest do fit.
      sums[column.ordinal()] += column == BillColumn.FEE ? amount : Math.max(0, amount);
    }

    BillTotals against(HeaderNames header, byte[] bytes, int from, int to)
        throws BillFormatException {
      var values = new LineValues(header.size());
      var disagreements = new ArrayList<String>();
      try {
        values.split(bytes, from, to);
        for (var column : SummaryColumn.values()) {
          int position = header.find(column.names());
          if (position >= 0 && !unsure(column, header)) {
            check(column, values, position, disagreements);
          }
        }
      } catch (BrokenLineException e) {
        throw new BillFormatException("the bill's summary cannot be read: " + e.why());
      }
      return new BillTotals(
          lines,
          broken,
          sums[BillColumn.TOTAL.ordinal()],
          sums[BillColumn.REFUND.ordinal()],
          sums[BillColumn.FEE.ordinal()],
          layout.namesRefunds(),
          disagreements);
    }

    private static boolean unsure(SummaryColumn column, HeaderNames header) {
      return (column == SummaryColumn.OLD_TOTAL && header.find(SummaryColumn.TOTAL.names()) >= 0)
          || (column == SummaryColumn.OLD_REFUND && header.find(SummaryColumn.REFUND.names()) >= 0);
    }

    private void check(
        SummaryColumn summary, LineValues values, int position, List<String> disagreements)
        throws BrokenLineException {
      var column = summary.column();
      if (column != null && !layout.has(column)) {
        return;
      }
      int decimals = column == null ? 0 : decimals(column);
      long stated = values.amount(column == null ? BillColumn.TOTAL : column, position, decimals);
      long counted = column == null ? lines : sums[column.ordinal()];
      if (stated != counted) {
        disagreements.add(summary.names().get(0) + " is " + stated + ", the lines have " + counted);
      }
    }
  }

  static int decimals(BillColumn column) {
    return column == BillColumn.FEE ? Yuan.FEE : Yuan.FEN;
  }
}
