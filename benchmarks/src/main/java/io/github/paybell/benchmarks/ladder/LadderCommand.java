package io.github.paybell.benchmarks.ladder;

import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.benchmarks.report.Spread;
import io.github.paybell.engine.store.StoreOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run ladder}: finding due orders among a thousand and among a million. */
@Command(
    name = "ladder",
    description = "Finds and claims due orders, among few open ones and among many.",
    mixinStandardHelpOptions = true)
public final class LadderCommand implements Callable<Integer> {
  /** What one second's pace takes at the default of 20 queries a second. */
  private static final int BATCH = 20;

  @Option(names = "--few", defaultValue = "1000", description = "open orders (${DEFAULT-VALUE})")
  private int few;

  @Option(names = "--many", defaultValue = "1000000", description = "and (${DEFAULT-VALUE})")
  private int many;

  @Option(
      names = "--rounds",
      defaultValue = "1000",
      description = "measured claims of each, after a quarter that is not (${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--explain", description = "also print how the database finds them")
  private boolean explain;

  private final ProgressLog progress = new ProgressLog();
  private final MarkdownTable table =
      new MarkdownTable(
          "store, step",
          "few: median µs (range of 5 parts)",
          "many: median µs (range of 5 parts)",
          "many ÷ few");

  @Override
  public Integer call() throws IOException, SQLException {
    try (var postgres =
        EmbeddedPostgres.builder()
            // The artifact's own defaults switch durability off.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("checkpoint_timeout", "30min")
            .start()) {
      measure("PostgreSQL", database(postgres, "few"), database(postgres, "many"));
    }
    var folder = Files.createTempDirectory("paybell-ladder");
    try {
      measure(
          "SQLite",
          StoreOptions.embedded(Files.createDirectory(folder.resolve("few"))),
          StoreOptions.embedded(Files.createDirectory(folder.resolve("many"))));
    } finally {
      delete(folder);
    }
    System.out.printf(
        "%n%d and %d open orders, %d due at a time; %d rounds, alternating.%n%n%s%n%s%n",
        few, many, BATCH, rounds, table, Machine.describe());
    return 0;
  }

  private static StoreOptions database(EmbeddedPostgres postgres, String name) throws SQLException {
    try (var connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
        var statement = connection.createStatement()) {
      statement.execute("create database ladder_" + name);
    }
    return new StoreOptions(
        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/ladder_" + name, "postgres", "", 4);
  }

  private void measure(String title, StoreOptions fewOptions, StoreOptions manyOptions)
      throws SQLException {
    try (var fewOrders = new OpenOrders(fewOptions, BATCH);
        var manyOrders = new OpenOrders(manyOptions, BATCH)) {
      for (var each : List.of(fewOrders, manyOrders)) {
        int count = each == fewOrders ? few : many;
        progress.say("%s: registering %d orders", title, count);
        each.fill(count);
      }
      progress.say("%s: measuring", title);
      for (int i = 0; i < rounds + rounds / 4; i++) {
        if (i == rounds / 4) {
          fewOrders.forget();
          manyOrders.forget();
        }
        // In turn, so that whatever else the machine does falls on both.
        fewOrders.round();
        manyOrders.round();
      }
      row(title + ", look, nothing due", fewOrders.looks(), manyOrders.looks());
      row(title + ", claim " + BATCH, fewOrders.claims(), manyOrders.claims());
      row(title + ", claim and commit", fewOrders.commits(), manyOrders.commits());
      if (explain) {
        System.out.println(title + ", " + few + ":\n" + fewOrders.explain());
        System.out.println(title + ", " + many + ":\n" + manyOrders.explain());
      }
    }
  }

  private void row(String what, Spread few, Spread many) {
    table.row(
        what, few.withRange(0), many.withRange(0), Spread.number(many.median() / few.median(), 2));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
