package io.github.paybell.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** How far a long piece of work is, on a terminal; elsewhere it says nothing. Thread-safe. */
final class Progress implements AutoCloseable {
  private static final long AT_MOST_EVERY = 100_000_000;

  private final @Nullable PrintWriter terminal;
  private final String title;
  private final int all;
  private long shownAt;
  private int width;

  Progress(PrintWriter err, String title, int all) {
    this.terminal = Terminal.isThere() ? err : null;
    this.title = title;
    this.all = all;
    this.shownAt = System.nanoTime();
  }

  synchronized void at(int done) {
    long now = System.nanoTime();
    if (terminal != null && now - shownAt >= AT_MOST_EVERY) {
      shownAt = now;
      String line = title + " " + done + "/" + all;
      width = Math.max(width, line.length());
      terminal.print("\r" + line);
      terminal.flush();
    }
  }

  /** Takes the line away. */
  @Override
  public synchronized void close() {
    if (terminal != null && width > 0) {
      terminal.print("\r" + " ".repeat(width) + "\r");
      terminal.flush();
    }
  }
}
