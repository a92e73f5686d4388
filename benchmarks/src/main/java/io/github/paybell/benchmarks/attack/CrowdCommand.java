package io.github.paybell.benchmarks.attack;

import io.github.paybell.benchmarks.cluster.PaidOrders;
import io.github.paybell.benchmarks.cluster.Ports;
import io.github.paybell.benchmarks.cluster.Scratch;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.benchmarks.report.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attack/run crowd}: payments among connections that take the places. */
@Command(
    name = "crowd",
    description = "Sends payments to a server that its launcher started, among a crowd.",
    mixinStandardHelpOptions = true)
public final class CrowdCommand implements Callable<Integer> {
  private static final int PER_SECOND = 10;
  private static final int DRIPPING = 1_900;
  private static final int RESTING = 2_048;
  private static final long CONTAINER = 256L << 20;

  /** What is started, and who comes. */
  private enum Case {
    SMALL_HEAP("1 900 dripping, -Xmx96m"),
    DEFAULT_HEAP("1 900 dripping, the launcher's heap"),
    CONTAINER("1 900 dripping, container of 256 MB"),
    RESTING("2 048 resting of one address, the launcher's heap");

    private final String what;

    Case(String what) {
      this.what = what;
    }
  }

  @Parameters(
      arity = "0..*",
      description = "small-heap, default-heap, container, resting; none: all")
  private List<String> names = List.of();

  @Option(names = "--seconds", defaultValue = "60", description = "how long (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--root", defaultValue = ".", description = "the project's folder")
  private Path root = Path.of(".");

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws Exception {
    var table =
        new MarkdownTable(
            "10 payments a second, each on a new connection, for %d s among".formatted(seconds),
            "connections opened",
            "exits",
            "payments",
            "busy, cut",
            "answer: median, longest",
            "longest until acknowledged",
            "peak memory",
            "each payment once");
    boolean whole = true;
    for (var one : chosen()) {
      progress.say("%s", one.what);
      var scratch = Files.createTempDirectory("paybell-crowd-");
      try (var limit = one == Case.CONTAINER ? MemoryLimit.of(CONTAINER) : null) {
        whole &= run(one, scratch, limit, table);
      } finally {
        Scratch.delete(scratch);
      }
    }
    System.out.println(Machine.describe() + "; single runs\n");
    System.out.println(table);
    return whole ? 0 : 1;
  }

  private List<Case> chosen() {
    return names.isEmpty()
        ? List.of(Case.values())
        : names.stream()
            .map(name -> Case.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
            .toList();
  }

  private boolean run(Case one, Path scratch, @Nullable MemoryLimit limit, MarkdownTable table)
      throws Exception {
    var ports = Ports.free(2);
    int port = ports.get(0);
    var data = Target.embedded(scratch, ports, PER_SECOND * seconds * 2);
    var options = one == Case.SMALL_HEAP ? "-Xmx96m" : "";
    var settings = scratch.resolve("paybell.yaml");
    int opened;
    List<Integer> exits;
    long peak;
    try (var server =
            LaunchedServer.start(
                root.toAbsolutePath().normalize(), settings, port, options, limit);
        var payments = new StrangerPayments(port, PER_SECOND)) {
      try (var crowd =
          one == Case.RESTING ? Crowd.resting(port, RESTING) : Crowd.dripping(port, DRIPPING)) {
        TimeUnit.SECONDS.sleep(seconds);
        opened = crowd.opened();
      }
      boolean all = payments.finish();
      peak = server.peakMiB();
      exits = List.copyOf(server.exits());
      var count = counted(data);
      boolean once = all && count.each(payments.sent());
      table.row(
          one.what,
          Integer.toString(opened),
          exits.isEmpty() ? "none" : exits.toString(),
          Integer.toString(payments.sent()),
          payments.busy() + ", " + payments.cut(),
          seconds(payments.answers().median()) + ", " + seconds(payments.answers().max()),
          seconds(payments.acknowledgements().max()),
          peak + " MiB",
          once ? "yes" : "NO: " + count);
      if (!once || !exits.isEmpty()) {
        System.err.println(server.log());
      }
      return once;
    }
  }

  private static PaidOrders.Count counted(Path data) throws Exception {
    try (var connection = DriverManager.getConnection(Target.sqlite(data))) {
      return PaidOrders.count(connection);
    }
  }

  private static String seconds(double value) {
    return Spread.number(value, value < 0.1 ? 3 : 1) + " s";
  }
}
