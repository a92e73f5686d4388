package io.github.paybell.benchmarks.ingest;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.V2SampleNotification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What PostgreSQL alone reaches with the same writes, 64 notifications to a transaction. */
final class PgBench {
  private static final int ROWS_PER_TRANSACTION = 64;
  private static final Pattern TPS = Pattern.compile("(?m)^tps = ([0-9.]+)");

  private final Postgres postgres;
  private final Path script;

  private PgBench(Postgres postgres, Path script) {
    this.postgres = postgres;
    this.script = script;
  }

  static PgBench prepare(Postgres postgres, Path scratch) throws IOException {
    Path script = scratch.resolve("group.sql");
    try (var in = PgBench.class.getResourceAsStream("group.sql")) {
      if (in == null) {
        throw new IOException("group.sql is not on the class path");
      }
      Files.copy(in, script);
    }
    return new PgBench(postgres, script);
  }

  /** Rows per second, and the first order number that is still unpaid afterwards. */
  record Window(double rowsPerSecond, long next) {}

  Window run(int clients, Duration length, long first)
      throws IOException, InterruptedException, SQLException {
    String raw =
        V2SampleNotification.paid(
                MerchantFixture.outTradeNo(0),
                MerchantFixture.transactionId(0),
                V2SampleNotification.Algorithm.MD5)
            .xml();
    String output =
        HelperProgram.run(
            List.of(
                postgres.binaries().program("pgbench").toString(),
                "-n",
                "-M",
                "prepared",
                "-f",
                script.toString(),
                "-c",
                Integer.toString(clients),
                "-j",
                "1",
                "-T",
                Long.toString(Math.max(1, length.toSeconds())),
                "-D",
                "first=" + first,
                "-D",
                "clients=" + clients,
                "-D",
                "i=-1",
                "-D",
                "raw=" + raw,
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(postgres.port()),
                "-U",
                "postgres",
                "postgres"));
    var tps = TPS.matcher(output);
    if (!tps.find()) {
      throw new IOException("pgbench gave no rate:\n" + output);
    }
    return new Window(Double.parseDouble(tps.group(1)) * ROWS_PER_TRANSACTION, next());
  }

  private long next() throws SQLException {
    try (var connection = postgres.connect();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select max(subject) from paybell_event where account = '%s'"
                    .formatted(MerchantFixture.ACCOUNT))) {
      row.next();
      return Long.parseLong(row.getString(1).substring(2)) + 1;
    }
  }
}
