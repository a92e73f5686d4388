package io.github.paybell.benchmarks.ingest;

import io.github.paybell.benchmarks.report.ProgressLog;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Windows of load, one after the other, on servers that all live in the same run and share one
 * database; no order is ever paid twice. Not thread-safe.
 */
final class Contest {
  private static final int WARM_UP_CONNECTIONS = 64;

  /** Below this share of one core the machine counts as idle. */
  private static final double IDLE = 0.15;

  private final DoubleSupplier databaseCpu;
  private final Map<Entrant, BitSet> byEntrant = new EnumMap<>(Entrant.class);
  private final LoadClient client;
  private final long orders;
  private final Duration settleLimit;
  private final ProgressLog progress;
  private final Measurements measurements = new Measurements();
  private final BitSet acknowledged = new BitSet();
  private long next;

  /**
   * @param databaseCpu seconds of CPU that the database's own processes have used
   * @param first the first order that is unpaid
   * @param orders all orders, the paid ones before it included
   * @param settleLimit how long the machine may take to become idle before a window
   */
  Contest(
      DoubleSupplier databaseCpu,
      LoadClient client,
      long first,
      long orders,
      Duration settleLimit,
      ProgressLog progress) {
    this.next = first;
    this.databaseCpu = databaseCpu;
    this.client = client;
    this.orders = orders;
    this.settleLimit = settleLimit;
    this.progress = progress;
  }

  Measurements measurements() {
    return measurements;
  }

  /** Of all windows, the warm-up included. */
  BitSet acknowledged() {
    return acknowledged;
  }

  /** Of one server's windows. */
  BitSet acknowledged(Entrant entrant) {
    return byEntrant.computeIfAbsent(entrant, key -> new BitSet());
  }

  /** Loads the server until its compiler has seen the path, half a minute at a time. */
  void warmUp(Entrant entrant, ServerProcess server, Duration length)
      throws IOException, InterruptedException {
    for (var left = length; left.compareTo(Duration.ZERO) > 0; left = left.minusSeconds(30)) {
      var part = left.compareTo(Duration.ofSeconds(30)) > 0 ? Duration.ofSeconds(30) : left;
      var window = load(entrant, server, WARM_UP_CONNECTIONS, part);
      progress.say("warm-up %s: %,.0f/s", entrant.title(), window.perSecond());
    }
  }

  void round(Entrant entrant, ServerProcess server, int connections, Duration length)
      throws IOException, InterruptedException {
    settle();
    double serverBefore = server.cpuSeconds();
    double postgresBefore = databaseCpu.getAsDouble();
    double machineBefore = CpuUse.ofMachine();
    long started = System.nanoTime();
    var window = load(entrant, server, connections, length);
    double seconds = (System.nanoTime() - started) / 1e9;
    double serverCpu = server.cpuSeconds() - serverBefore;
    double postgresCpu = databaseCpu.getAsDouble() - postgresBefore;
    double machineCpu = CpuUse.ofMachine() - machineBefore;
    double otherCpu = machineCpu - serverCpu - postgresCpu - window.cpuSeconds();
    var round =
        new Measurements.Round(
            window.perSecond(),
            window.latency(),
            serverCpu / seconds,
            postgresCpu / seconds,
            window.cpuSeconds() / seconds,
            Math.max(0, otherCpu) / seconds,
            window.refused(),
            window.lost());
    measurements.add(entrant, connections, round);
    progress.say(
        "%s, %d connections: %,.0f/s, p50 %.1f ms, p99 %.1f ms, CPU %.2f/%.2f/%.2f, other %.2f",
        entrant.title(),
        connections,
        round.perSecond(),
        round.millis(50),
        round.millis(99),
        round.serverCpu(),
        round.postgresCpu(),
        round.clientCpu(),
        round.otherCpu());
  }

  void pgbench(PgBench pgbench, int clients, Duration length)
      throws IOException, InterruptedException, SQLException {
    settle();
    var window = pgbench.run(clients, length, next);
    requireOrders(window.next());
    next = window.next();
    measurements.addPgbench(clients, window.rowsPerSecond());
    progress.say("pgbench, %d clients: %,.0f/s", clients, window.rowsPerSecond());
  }

  private LoadClient.Window load(
      Entrant entrant, ServerProcess server, int connections, Duration length)
      throws IOException, InterruptedException {
    var window = client.run(server.port(), connections, length, next, orders - next);
    if (entrant.stores()) {
      next += window.sent();
      acknowledged.or(window.acknowledged());
      acknowledged(entrant).or(window.acknowledged());
    }
    requireOrders(next);
    return window;
  }

  private void requireOrders(long used) {
    if (used >= orders) {
      throw new IllegalStateException(
          "all %,d orders are paid before the run is over: seed more with --orders"
              .formatted(orders));
    }
  }

  /** Compilers and vacuum that go on after the load stops would take CPU from the next server. */
  private void settle() throws InterruptedException {
    long deadline = System.nanoTime() + settleLimit.toNanos();
    double before = CpuUse.ofMachine();
    do {
      Thread.sleep(500);
      double now = CpuUse.ofMachine();
      if ((now - before) / 0.5 < IDLE) {
        return;
      }
      before = now;
    } while (System.nanoTime() < deadline);
  }
}
