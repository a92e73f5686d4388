package io.github.paybell.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command that runs until it is stopped, as its user sees it. */
final class Commanded implements AutoCloseable {
  private static final long LONGEST_SECONDS = 180;

  private final Said out = new Said();
  private final StringWriter err = new StringWriter();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final Thread thread;

  private Commanded(List<String> args) {
    thread =
        new Thread(
            () ->
                status.complete(
                    Main.run(
                        args.toArray(String[]::new),
                        Map.of("NO_COLOR", "1"),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))),
            "commanded");
  }

  static Commanded run(String... args) {
    Locale.setDefault(Locale.ENGLISH);
    var commanded = new Commanded(List.of(args));
    commanded.thread.start();
    return commanded;
  }

  /** Everything it said, as soon as this text is in it; or when it ended without. */
  String said(String text) throws InterruptedException {
    return out.await(text, status);
  }

  String complained() {
    return err.toString();
  }

  /** Stops it, as Ctrl-C does. */
  int stop() throws InterruptedException, ExecutionException, TimeoutException {
    thread.interrupt();
    return status.get(LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
  }

  /** What is written, and who waits for it. */
  private static final class Said extends StringWriter {
    private volatile CountDownLatch more = new CountDownLatch(1);

    @Override
    public void flush() {
      var waiting = more;
      more = new CountDownLatch(1);
      waiting.countDown();
    }

    String await(String text, CompletableFuture<Integer> end) throws InterruptedException {
      var unused = end.thenRun(this::flush);
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
      while (true) {
        var waiting = more;
        if (toString().contains(text) || end.isDone() || System.nanoTime() > until) {
          return toString();
        }
        var flushed = waiting.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (!flushed) {
          return toString();
        }
      }
    }
  }
}
