package io.github.paybell.benchmarks.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A Markdown table; the first column reads from the left, numbers from the right. */
public final class MarkdownTable {
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  public MarkdownTable(String... head) {
    this.head = List.of(head);
  }

  public MarkdownTable row(String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells under " + head);
    }
    rows.add(List.of(cells));
    return this;
  }

  @Override
  public String toString() {
    int[] widths = new int[head.size()];
    Arrays.setAll(widths, i -> Math.max(3, head.get(i).length()));
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    var text = new StringBuilder();
    line(text, head, widths);
    for (int i = 0; i < widths.length; i++) {
      text.append(i == 0 ? "| " : " | ");
      text.append("-".repeat(widths[i] - 1)).append(i == 0 ? '-' : ':');
    }
    text.append(" |\n");
    for (var row : rows) {
      line(text, row, widths);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - cells.get(i).length());
      text.append("| ").append(i == 0 ? cells.get(i) + pad : pad + cells.get(i)).append(' ');
    }
    text.append("|\n");
  }
}
