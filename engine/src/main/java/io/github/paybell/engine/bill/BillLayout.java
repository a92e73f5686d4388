package io.github.paybell.engine.bill;

import java.util.Arrays;

/** Where the columns stand in this bill. Immutable. */
final class BillLayout {
  private final int columns;
  private final int[] positions = new int[BillColumn.values().length];

  /**
   * @throws BillFormatException if a needed column is missing, naming it
   */
  BillLayout(HeaderNames header) throws BillFormatException {
    columns = header.size();
    Arrays.setAll(positions, i -> header.find(BillColumn.values()[i].names()));
    for (var column : BillColumn.NEEDED) {
      require(column, header);
    }
    if (BillColumn.NEEDED_FOR_REFUNDS.stream().anyMatch(this::has)) {
      for (var column : BillColumn.NEEDED_FOR_REFUNDS) {
        require(column, header);
      }
      if (!has(BillColumn.REFUND)) {
        // The 24 column layout has one refund amount, which is the one that was asked for.
        positions[BillColumn.REFUND.ordinal()] = of(BillColumn.SETTLEMENT_REFUND);
        positions[BillColumn.SETTLEMENT_REFUND.ordinal()] = -1;
      }
    }
  }

  private void require(BillColumn column, HeaderNames header) throws BillFormatException {
    if (!has(column)) {
      throw new BillFormatException(
          "the bill has no column "
              + column.title()
              + " ("
              + String.join(", ", column.names().subList(1, column.names().size()))
              + "); its header is: "
              + header);
    }
  }

  /** How many values a line has. */
  int columns() {
    return columns;
  }

  boolean has(BillColumn column) {
    return of(column) >= 0;
  }

  /** The position, from 0; -1: this bill has no such column. */
  int of(BillColumn column) {
    return positions[column.ordinal()];
  }

  /** Whether refunds are listed, or payments only. */
  boolean namesRefunds() {
    return has(BillColumn.OUT_REFUND_NO);
  }
}
