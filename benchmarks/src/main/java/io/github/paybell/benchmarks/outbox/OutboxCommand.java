package io.github.paybell.benchmarks.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.benchmarks.report.Spread;
import io.github.paybell.benchmarks.report.Versions;
import io.github.paybell.engine.store.StoreOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run outbox}: the same rows, the same handler, four ways in between. */
@Command(
    name = "outbox",
    description = "From outbox row to handler on PostgreSQL, beside peers, in one run.",
    mixinStandardHelpOptions = true)
public final class OutboxCommand implements Callable<Integer> {
  @Option(
      names = "--rows",
      defaultValue = "10000",
      description = "rows of a round (${DEFAULT-VALUE})")
  private int rows;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "measured rounds, after two that are not (${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--threads",
      defaultValue = "16",
      description = "handler threads of each (${DEFAULT-VALUE})")
  private int threads;

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws Exception {
    try (var postgres = postgres()) {
      var outboxes =
          List.of(
              new PaybellOutbox(
                  pool(postgres, "paybell"),
                  new StoreOptions(url(postgres, "paybell"), "postgres", "", 10),
                  threads),
              new DbSchedulerOutbox(pool(postgres, "dbscheduler"), threads),
              new TransactionOutbox(pool(postgres, "txno"), threads),
              new ModulithOutbox(pool(postgres, "modulith"), threads));
      try {
        report(measure(outboxes));
      } finally {
        for (var each : outboxes) {
          each.close();
        }
      }
    }
    return 0;
  }

  private Map<Outbox, List<Double>> measure(List<? extends Outbox> outboxes) throws Exception {
    var figures = new LinkedHashMap<Outbox, List<Double>>();
    for (int round = -2; round < rounds; round++) {
      // In turn, so that whatever else the machine does falls on all.
      for (var each : outboxes) {
        double perSecond = round(each);
        progress.say(
            "%s: %,.0f rows/s%s", each.title(), perSecond, round < 0 ? ", not counted" : "");
        if (round >= 0) {
          figures.computeIfAbsent(each, first -> new ArrayList<>()).add(perSecond);
        }
      }
    }
    return figures;
  }

  private double round(Outbox outbox) throws Exception {
    var handled = new CountDownLatch(rows);
    outbox.fill(rows, handled);
    try (var connection = outbox.source().getConnection();
        var unsettled = connection.prepareStatement(outbox.unsettled())) {
      long begun = System.nanoTime();
      outbox.open();
      if (!handled.await(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException(
            outbox.title() + ": " + handled.getCount() + " not handled");
      }
      for (; ; ) {
        try (var result = unsettled.executeQuery()) {
          result.next();
          if (result.getLong(1) == 0) {
            return rows / ((System.nanoTime() - begun) / 1e9);
          }
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    }
  }

  private void report(Map<Outbox, List<Double>> figures) {
    // The first is ours.
    double ours = Spread.of(figures.values().iterator().next()).median();
    var table = new MarkdownTable("", "rows/s: median (range)", "Paybell ÷ it");
    figures.forEach(
        (outbox, perSecond) -> {
          var spread = Spread.of(perSecond);
          table.row(outbox.title(), spread.withRange(0), Spread.number(ours / spread.median(), 1));
        });
    System.out.printf(
        "%d rounds of %d rows, in turn; %d handler threads each.%n%n%s%n%s%n%s%n",
        rounds,
        rows,
        threads,
        table,
        Machine.describe(),
        "JDK "
            + Runtime.version()
            + ", "
            + Versions.of("db-scheduler", "transactionoutbox-core", "spring-modulith-events-jdbc"));
  }

  /** A PostgreSQL of its own that keeps its word. */
  public static EmbeddedPostgres postgres() throws java.io.IOException {
    return EmbeddedPostgres.builder()
        // The artifact's own defaults switch durability off.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("shared_buffers", "2GB")
        .setServerConfig("max_wal_size", "16GB")
        .setServerConfig("checkpoint_timeout", "30min")
        .setServerConfig("max_connections", "150")
        .start();
  }

  static String url(EmbeddedPostgres postgres, String database) {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
  }

  private HikariDataSource pool(EmbeddedPostgres postgres, String database) throws Exception {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + database);
    }
    var config = new HikariConfig();
    config.setJdbcUrl(url(postgres, database));
    config.setUsername("postgres");
    config.setPassword("");
    config.setMaximumPoolSize(threads + 4);
    return new HikariDataSource(config);
  }
}
