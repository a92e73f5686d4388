package io.github.paybell.benchmarks.cluster;

import io.github.paybell.benchmarks.ingest.PaybellMain;
import io.github.paybell.benchmarks.ingest.ServerProcess;
import io.github.paybell.benchmarks.report.Jdk;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.engine.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cluster/run}: payments while the node that takes writes changes. */
@Command(
    name = "cluster",
    description =
        "Takes payments on a database of several nodes and changes its primary once, cleanly.",
    mixinStandardHelpOptions = true)
public final class ClusterCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", description = "mysql, galera, postgresql")
  private List<String> engines = List.of();

  @Option(names = "--payments", defaultValue = "1000", description = "how many (${DEFAULT-VALUE})")
  private int payments;

  @Option(names = "--root", defaultValue = ".", description = "the project's folder")
  private Path root = Path.of(".");

  @Option(names = "--galera", description = "where the packages of MariaDB and Galera are unpacked")
  private @Nullable Path galera;

  @Option(names = "--keep", description = "keep the folders with data and logs, and name them")
  private boolean keep;

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws Exception {
    var tables = new ArrayList<String>();
    boolean whole = true;
    for (var engine : engines) {
      var scratch = Files.createTempDirectory("paybell-cluster-");
      try {
        whole &= run(engine, scratch, tables);
      } finally {
        if (keep) {
          progress.say("%s: %s", engine, scratch);
        } else {
          Scratch.delete(scratch);
        }
      }
    }
    System.out.println(Machine.describe() + "; single runs\n");
    tables.forEach(System.out::println);
    return whole ? 0 : 1;
  }

  private boolean run(String engine, Path scratch, List<String> tables) throws Exception {
    progress.say("%s: setting up", engine);
    try (var cluster = cluster(engine, scratch)) {
      PaidOrders.register(
          new StoreOptions(cluster.url(), cluster.user(), "", StoreOptions.DEFAULT_MAX_CONNECTIONS),
          2 * payments);
      var ports = Ports.free(2);
      var settings =
          Files.writeString(
              scratch.resolve("paybell.yaml"),
              ServerSettings.of(cluster.url(), cluster.user(), ports, scratch));
      progress.say("%s: the server starts", cluster.title());
      try (var server =
          ServerProcess.start(
              Jdk.running().home(),
              "paybell",
              ports.get(0),
              scratch,
              PaybellMain.class.getName(),
              List.of(settings.toString()))) {
        progress.say("%d payments", payments);
        var did = new String[] {""};
        var seen =
            new ClusterPayments(server.port(), payments)
                .send(
                    () -> {
                      long began = System.nanoTime();
                      did[0] = cluster.change();
                      did[0] += ", %,d ms".formatted((System.nanoTime() - began) / 1_000_000);
                      progress.say("changed: %s", did[0]);
                    });
        var counts = counts(cluster, payments);
        boolean whole = counts.stream().allMatch(count -> count.each(payments));
        var table =
            new MarkdownTable(cluster.title(), "seen")
                .row("change of primary, itself", did[0])
                .row("payments, all acknowledged in the end", Integer.toString(payments))
                .row(
                    "longest gap between acknowledgements before",
                    seen.usualGap().toMillis() + " ms")
                .row("write pause: longest gap from the change on", seen.pause().toMillis() + " ms")
                .row("answered busy, acknowledged when repeated", Integer.toString(seen.busy()))
                .row("other answers, not answered", seen.failed() + ", " + seen.lost())
                .row(
                    "each payment once: notification, order SUCCESS, payment.succeeded",
                    whole ? "yes (" + counts.size() + " nodes looked at)" : "NO: " + counts)
                .row("settings", String.join("; ", cluster.settings()));
        // Galera itself keeps its nodes from it.
        if (cluster instanceof SynchronousStandby standby) {
          progress.say("the former primary comes back; %d payments more", payments);
          whole &= new SplitBrain(standby).run(server.port(), payments, payments, table);
          var all = counts(cluster, 2 * payments);
          boolean each = all.stream().allMatch(count -> count.each(2L * payments));
          table.row("each of all payments once on the primary", each ? "yes" : "NO: " + all);
          whole &= each;
        }
        tables.add(table.toString());
        return whole;
      } catch (Exception e) {
        Files.copy(scratch.resolve("paybell.log"), System.err);
        throw e;
      }
    }
  }

  private Cluster cluster(String engine, Path scratch)
      throws IOException, SQLException, InterruptedException {
    return switch (engine) {
      case "mysql" -> GroupReplication.start(root.toAbsolutePath(), scratch);
      case "postgresql" -> SynchronousStandby.start(scratch);
      case "galera" -> {
        if (galera == null) {
          throw new IOException("--galera is missing; cluster/run sets it");
        }
        yield Galera.start(galera.toAbsolutePath(), scratch);
      }
      default -> throw new IOException("no engine " + engine + ": mysql, galera, postgresql");
    };
  }

  /** A secondary may be a moment behind. */
  private List<PaidOrders.Count> counts(Cluster cluster, int payments)
      throws SQLException, InterruptedException {
    var counts = new ArrayList<PaidOrders.Count>();
    for (var node : cluster.holders()) {
      try (var connection = node.connect("paybell")) {
        var count = PaidOrders.count(connection);
        for (int tries = 0; tries < 100 && !count.each(payments); tries++) {
          TimeUnit.MILLISECONDS.sleep(100);
          count = PaidOrders.count(connection);
        }
        counts.add(count);
      }
    }
    return counts;
  }
}
