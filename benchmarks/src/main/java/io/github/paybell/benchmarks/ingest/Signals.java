package io.github.paybell.benchmarks.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Signals to processes that this one has started. */
public final class Signals {
  private Signals() {}

  /**
   * Sends one.
   *
   * @param signal its name, such as {@code TERM}
   */
  public static void send(ProcessHandle process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** They stand still for so long, then go on. */
  public static void freeze(List<ProcessHandle> processes, Duration length)
      throws IOException, InterruptedException {
    for (var process : processes) {
      send(process, "STOP");
    }
    try {
      Thread.sleep(length.toMillis());
    } finally {
      for (var process : processes) {
        send(process, "CONT");
      }
    }
  }
}
