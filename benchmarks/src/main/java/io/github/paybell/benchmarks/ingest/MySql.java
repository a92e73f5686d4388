package io.github.paybell.benchmarks.ingest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A MySQL of our own in a scratch folder, durable: each commit is on disk before it is answered.
 * Ended by {@link #close}.
 */
final class MySql implements AutoCloseable {
  // As much memory as PostgreSQL is given, and redo for the whole run: a checkpoint would fall into
  // some windows and not into others.
  private static final List<String> SETTINGS =
      List.of("--innodb-buffer-pool-size=2G", "--innodb-redo-log-capacity=8G");

  private static final List<String> BINARY_LOG =
      List.of("--log-bin=binlog", "--server-id=1", "--sync-binlog=1");

  private final int port;
  private final Process process;

  private MySql(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /**
   * Starts it by {@code .ci/mysql}, which fetches it the first time.
   *
   * @param binaryLog whether it writes the log that replication and backups need
   */
  static MySql start(Path scratch, boolean binaryLog)
      throws IOException, InterruptedException, SQLException {
    int port = Postgres.freePort();
    var command = new ArrayList<String>();
    command.addAll(
        List.of("bash", script().toString(), scratch.toString(), Integer.toString(port)));
    command.addAll(SETTINGS);
    if (binaryLog) {
      command.addAll(BINARY_LOG);
    }
    var log = scratch.resolve("mysql.log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var mysql = new MySql(port, process);
    mysql.awaitReady(log);
    mysql.createDatabase();
    return mysql;
  }

  private static Path script() throws IOException {
    try {
      var folder = Path.of(MySql.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (; folder != null; folder = folder.getParent()) {
        var script = folder.resolve(".ci/mysql");
        if (Files.exists(script)) {
          return script;
        }
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    throw new IOException("no .ci/mysql above these classes");
  }

  long pid() {
    return process.pid();
  }

  /** By Connector/J, as its users write it. */
  StoreAddress address() {
    return new StoreAddress(url("paybell"), "root");
  }

  private String url(String database) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database + "?connectionTimeZone=UTC";
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url("paybell"), "root", "");
  }

  /** Its version and whether it writes the binary log, for the report. */
  String describe() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select concat('MySQL ', version(), ' (innodb_flush_log_at_trx_commit ',
                  @@innodb_flush_log_at_trx_commit, ', binary log ',
                  if(@@log_bin, concat('on, sync_binlog ', @@sync_binlog), 'off'), ', performance schema ',
                  if(@@performance_schema, 'on', 'off'), ')')
                """)) {
      row.next();
      return row.getString(1);
    }
  }

  private void createDatabase() throws SQLException {
    try (var connection = DriverManager.getConnection(url(""), "root", "");
        var statement = connection.createStatement()) {
      statement.execute("create database paybell");
    }
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    // The first time on a machine it is fetched.
    long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
    while (true) {
      try (var ready = DriverManager.getConnection(url(""), "root", "")) {
        return;
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException("MySQL did not start:\n" + Files.readString(log), e);
        }
        Thread.sleep(100);
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
