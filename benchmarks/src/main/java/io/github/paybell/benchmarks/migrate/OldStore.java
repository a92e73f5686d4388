package io.github.paybell.benchmarks.migrate;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.V2SampleNotification;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.engine.store.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** A store of schema version 3 with paid orders: each has notification, evidence and event. */
final class OldStore {
  private static final String VERSION = "3";

  /** Rows of one table in one transaction. */
  private static final int CHUNK = 250_000;

  private final StoreOptions options;
  private final String dialect;

  OldStore(StoreOptions options) {
    this.options = options;
    dialect = options.url().split(":", 3)[1];
  }

  void fill(int orders, ProgressLog progress) throws SQLException, IOException {
    Flyway.configure()
        .dataSource(options.url(), options.username(), options.password())
        .locations("classpath:io/github/paybell/engine/store/" + dialect)
        .table("paybell_schema_history")
        .target(VERSION)
        .load()
        .migrate();
    var statements = script().split(";\\s*\n");
    try (var connection = connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int first = 1; first <= orders; first += CHUNK) {
        int last = Math.min(orders, first + CHUNK - 1);
        for (var each : statements) {
          statement.executeUpdate(
              each.replace(":first", Integer.toString(first))
                  .replace(":last", Integer.toString(last)));
          connection.commit();
        }
        progress.say("%,d of %,d orders", last, orders);
      }
    }
  }

  /** Whether the schema is today's and the rows are all there. */
  boolean isWhole(int orders) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select (select count(*) from paybell_order where queries = 0),
                       (select count(*) from paybell_notification where key_id is null),
                       (select count(*) from paybell_evidence where payer is null),
                       (select count(*) from paybell_event),
                       (select count(*) from paybell_attempt)
                """)) {
      rows.next();
      return rows.getInt(1) == orders
          && rows.getInt(2) == orders
          && rows.getInt(3) == orders
          && rows.getInt(4) == orders
          && rows.getInt(5) == 0;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(options.url(), options.username(), options.password());
  }

  private String script() throws IOException {
    var name = dialect + ".sql";
    try (var in = OldStore.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      var raw =
          V2SampleNotification.paid(
                  MerchantFixture.outTradeNo(0),
                  MerchantFixture.transactionId(0),
                  V2SampleNotification.Algorithm.MD5)
              .xml();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(":raw", raw);
    }
  }
}
