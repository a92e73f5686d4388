package io.github.paybell.benchmarks.migrate;

import io.github.paybell.benchmarks.report.Jdk;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.engine.store.StoreOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run migrate}. */
@Command(
    name = "migrate",
    description =
        "Fills a store of schema version 3, then opens it as a server does when it starts; killed in between if wanted.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class MigrateCommand implements Callable<Integer> {
  @Option(names = "--store", description = "postgresql or sqlite: one of its own.")
  private String store = "postgresql";

  @Option(
      names = "--url",
      description = "An empty database instead, jdbc:mariadb: or another; it is filled and kept.")
  private @Nullable String url;

  @Option(names = "--username", description = "For --url.")
  private @Nullable String username;

  @Option(names = "--password", description = "For --url.")
  private String password = "";

  @Option(names = "--orders", description = "Paid orders to fill in.")
  private int orders = 5_000_000;

  @Option(
      names = "--kill-after",
      split = ",",
      description = "Seconds: one start each that is killed so long after it began.")
  private List<Integer> killAfter = List.of();

  @Option(names = "--scratch", description = "Folder of the store; it should be on a real disk.")
  private Path scratchParent = Path.of(System.getProperty("java.io.tmpdir"));

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws Exception {
    if (url != null) {
      return measure(
          new StoreOptions(url, username, password, StoreOptions.DEFAULT_MAX_CONNECTIONS));
    }
    var scratch = Files.createTempDirectory(scratchParent, "paybell-migrate-");
    try {
      return switch (store) {
        case "postgresql" -> postgresql(scratch.resolve("data"));
        case "sqlite" -> measure(StoreOptions.embedded(scratch));
        default -> throw new IllegalArgumentException("--store: postgresql or sqlite; else --url");
      };
    } finally {
      delete(scratch);
    }
  }

  private int postgresql(Path data) throws Exception {
    try (var postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            // The artifact's own defaults switch durability off.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_wal_size", "8GB")
            .start()) {
      return measure(
          new StoreOptions(
              postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""),
              "postgres",
              "",
              StoreOptions.DEFAULT_MAX_CONNECTIONS));
    }
  }

  private int measure(StoreOptions options) throws SQLException, IOException, InterruptedException {
    var old = new OldStore(options);
    old.fill(orders, progress);
    var table = new MarkdownTable("start", "seconds", "");
    for (int seconds : killAfter) {
      progress.say("a start that is killed after %d s", seconds);
      boolean killed = start(options, seconds) < 0;
      table.row("killed", Integer.toString(seconds), killed ? "" : "had ended before");
    }
    progress.say("a start");
    double took = start(options, Integer.MAX_VALUE);
    boolean whole = took >= 0 && old.isWhole(orders);
    table.row("to its end", "%.1f".formatted(took), whole ? "all rows are there" : "NOT WHOLE");
    System.out.printf(
        "## Schema version 3 to today's, %s, %,d orders%n%n%s%n%n%s%n",
        options.url().split(":", 3)[1], orders, Machine.describe(), table);
    return whole ? 0 : 1;
  }

  /** Seconds that it took; -1: it was killed, or failed. */
  private static double start(StoreOptions options, int killAfter)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    var process =
        new ProcessBuilder(
                Jdk.running().home().resolve("bin/java").toString(),
                "-Xmx512m",
                "-Dlogback.configurationFile=benchmarks-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                StartMain.class.getName(),
                options.url(),
                Objects.requireNonNullElse(options.username(), ""),
                Objects.requireNonNullElse(options.password(), ""))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    boolean ended = process.waitFor(killAfter, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    return ended && process.exitValue() == 0 ? (System.nanoTime() - begun) / 1e9 : -1;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
