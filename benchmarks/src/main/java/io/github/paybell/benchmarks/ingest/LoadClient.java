package io.github.paybell.benchmarks.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The closed-loop client: compiles {@code load.c} once, runs it for each window. */
final class LoadClient {
  private static final int OUTCOME_BYTES = 16;

  private final Path program;
  private final Path outcomes;
  private final SignedRequests requests;

  private LoadClient(Path program, Path outcomes, SignedRequests requests) {
    this.program = program;
    this.outcomes = outcomes;
    this.requests = requests;
  }

  static LoadClient compile(Path scratch, SignedRequests requests)
      throws IOException, InterruptedException {
    Path source = scratch.resolve("load.c");
    Path program = scratch.resolve("load");
    try (var in = LoadClient.class.getResourceAsStream("load.c")) {
      if (in == null) {
        throw new IOException("load.c is not on the class path");
      }
      Files.copy(in, source);
    }
    try {
      HelperProgram.run(List.of("cc", "-O2", "-o", program.toString(), source.toString()));
    } catch (IOException e) {
      throw new IOException("the load client needs a C compiler named cc: " + e.getMessage(), e);
    }
    return new LoadClient(program, scratch.resolve("outcomes"), requests);
  }

  /**
   * What one window saw.
   *
   * @param perSecond acknowledged notifications per second, the first tenth of the window left out
   * @param latency of those, in microseconds
   * @param acknowledged the orders whose notification was answered with success, all of them
   * @param sent requests that went out
   * @param refused answers that were not a success
   * @param lost requests whose connection broke or that were never answered
   * @param cpuSeconds what the client itself used
   */
  record Window(
      double perSecond,
      Histogram latency,
      BitSet acknowledged,
      long sent,
      long refused,
      long lost,
      double cpuSeconds) {}

  /** Loads the server for so long; orders from the first on, never more than the limit. */
  Window run(int port, int connections, Duration length, long first, long limit)
      throws IOException, InterruptedException {
    String[] summary =
        HelperProgram.run(
                List.of(
                    program.toString(),
                    Integer.toString(port),
                    requests.template().toString(),
                    requests.records().toString(),
                    Integer.toString(requests.recordSize()),
                    requests.patches(),
                    Long.toString(first),
                    Long.toString(Math.min(limit, requests.count() - first)),
                    Integer.toString(connections),
                    Long.toString(length.toMillis()),
                    outcomes.toString()))
            .strip()
            .replaceAll("(?s).*\n", "")
            .split(" ");
    return read(
        length,
        Long.parseLong(summary[0]),
        Long.parseLong(summary[2]),
        Long.parseLong(summary[3]),
        Long.parseLong(summary[5]) / 1e6);
  }

  private Window read(Duration length, long sent, long refused, long lost, double cpuSeconds)
      throws IOException {
    var outcome = ByteBuffer.wrap(Files.readAllBytes(outcomes)).order(ByteOrder.LITTLE_ENDIAN);
    var latency = new Histogram(60_000_000, 3);
    var acknowledged = new BitSet();
    long from = length.toMillis() / 10;
    long counted = 0;
    while (outcome.remaining() >= OUTCOME_BYTES) {
      int order = outcome.getInt();
      long micros = Integer.toUnsignedLong(outcome.getInt());
      long at = Integer.toUnsignedLong(outcome.getInt());
      if (outcome.getInt() == 0) {
        acknowledged.set(order);
        if (at >= from && at < length.toMillis()) {
          counted++;
          latency.recordValue(Math.min(micros, 60_000_000));
        }
      }
    }
    return new Window(
        counted * 1000.0 / (length.toMillis() - from),
        latency,
        acknowledged,
        sent,
        refused,
        lost,
        cpuSeconds);
  }
}
