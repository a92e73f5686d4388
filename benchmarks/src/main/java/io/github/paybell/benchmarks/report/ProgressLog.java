package io.github.paybell.benchmarks.report;

import java.time.Duration;
import java.util.Locale;

/** What a long run is doing now, on standard error, with the time since its start. */
public final class ProgressLog {
  private final long start = System.nanoTime();

  public void say(String format, Object... values) {
    var since = Duration.ofNanos(System.nanoTime() - start);
    System.err.printf(
        Locale.ROOT,
        "[%3d:%02d] %s%n",
        since.toMinutes(),
        since.toSecondsPart(),
        values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }
}
