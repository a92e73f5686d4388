package io.github.paybell.simulator.bill;

import java.util.ArrayList;
import java.util.List;

/**
 * A bill before it is written: a header, rows, a header of the summary and the summary.
 *
 * @param header names of the columns
 * @param rows each as long as the header
 * @param summaryHeader names of the sums
 * @param summary as long as its header
 */
record BillText(
    List<String> header,
    List<List<String>> rows,
    List<String> summaryHeader,
    List<String> summary) {
  BillText {
    rows.forEach(row -> requireSameLength(header, row));
    requireSameLength(summaryHeader, summary);
    rows = List.copyOf(rows);
  }

  /** The text: headers without backticks, values with. */
  String written(boolean byteOrderMark, boolean crlf) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", header));
    rows.forEach(row -> lines.add(values(row)));
    lines.add(String.join(",", summaryHeader));
    lines.add(values(summary));
    String end = crlf ? "\r\n" : "\n";
    return (byteOrderMark ? "\ufeff" : "") + String.join(end, lines) + end;
  }

  private static String values(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (String value : row) {
      line.append(line.isEmpty() ? "`" : ",`").append(oneLine(value));
    }
    return line.toString();
  }

  /** A line feed within a description would look like the next record. */
  private static String oneLine(String value) {
    return value.replace('\r', ' ').replace('\n', ' ');
  }

  private static void requireSameLength(List<String> header, List<String> row) {
    if (header.size() != row.size()) {
      throw new IllegalArgumentException(
          "a row has " + header.size() + " values, not " + row.size());
    }
  }
}
