package io.github.paybell.benchmarks.attack;

import io.github.paybell.benchmarks.cluster.ClusterPayments;
import io.github.paybell.benchmarks.cluster.PaidOrders;
import io.github.paybell.benchmarks.cluster.Scratch;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attack/run}: payments while a server and its store are attacked. */
@Command(
    name = "attack",
    description = "Takes payments while the server or its store is attacked, one attack at a time.",
    mixinStandardHelpOptions = true)
public final class AttackCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", description = "names of attacks, such as database-hung; none: all")
  private List<String> names = List.of();

  @Option(names = "--payments", defaultValue = "1500", description = "how many (${DEFAULT-VALUE})")
  private int payments;

  @Option(names = "--keep", description = "keep the folders with data and logs, and name them")
  private boolean keep;

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws Exception {
    var table =
        new MarkdownTable(
            "while 100 payments a second come in",
            "longest gap",
            "busy",
            "other answers, none",
            "not ready after",
            "ready again after its end",
            "each payment once");
    boolean whole = true;
    for (var attack : chosen()) {
      if (attack.onSmallDisk() && !SmallDisk.possible()) {
        progress.say("left out: %s. Only root may mount a small disk", attack.what());
        continue;
      }
      for (var store : attack.stores()) {
        progress.say("%s (%s)", attack.what(), title(store));
        var scratch = Files.createTempDirectory("paybell-attack-");
        try {
          whole &= run(attack, store, scratch, table);
        } finally {
          if (keep) {
            progress.say("kept: %s", scratch);
          } else {
            Scratch.delete(scratch);
          }
        }
      }
    }
    System.out.println(Machine.describe() + "; single runs\n");
    System.out.println(table);
    return whole ? 0 : 1;
  }

  private List<Attack> chosen() {
    return names.isEmpty()
        ? List.of(Attack.values())
        : names.stream()
            .map(name -> Attack.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
            .toList();
  }

  private boolean run(Attack attack, Attack.Store store, Path scratch, MarkdownTable table)
      throws Exception {
    try (var target =
            store == Attack.Store.SQLITE
                ? Target.sqlite(scratch, payments, attack.onSmallDisk())
                : Target.postgresql(scratch, payments, attack.onSmallDisk());
        var health = new HealthWatch(target.port())) {
      long[] span = new long[2];
      var seen =
          new ClusterPayments(target.port(), payments)
              .send(
                  () -> {
                    span[0] = System.nanoTime();
                    attack.on(target);
                    span[1] = System.nanoTime();
                  });
      awaitReady(health);
      boolean whole = eachOnce(target);
      table.row(
          attack.what() + (attack.stores().size() == 1 ? "" : ", " + title(store)),
          seconds(seen.pause().toMillis()),
          Integer.toString(seen.busy()),
          seen.failed() + ", " + seen.lost(),
          health.notReadyAfter(span[0]),
          health.readyAfter(span[1]),
          whole ? "yes" : "NO: " + counted(target));
      if (!whole) {
        System.err.println(target.log());
      }
      return whole;
    }
  }

  private static void awaitReady(HealthWatch health) throws InterruptedException {
    for (int i = 0; i < 200 && !health.ready(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private boolean eachOnce(Target target) throws Exception {
    return counted(target).each(payments);
  }

  private static PaidOrders.Count counted(Target target) throws Exception {
    try (var connection = target.connect()) {
      return PaidOrders.count(connection);
    }
  }

  private static String seconds(long millis) {
    return "%.1f s".formatted(millis / 1e3);
  }

  private static String title(Attack.Store store) {
    return store == Attack.Store.SQLITE ? "SQLite" : "PostgreSQL";
  }
}
