package io.github.paybell.benchmarks.ingest;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL of our own in a scratch folder, durable: fsync and synchronous_commit on. Ended by
 * {@link #close}.
 */
final class Postgres implements AutoCloseable {
  // Checkpoints and WAL recycling would fall into some windows and not into others.
  private static final String SETTINGS =
      """
      shared_buffers = 2GB
      max_wal_size = 16GB
      min_wal_size = 4GB
      checkpoint_timeout = 30min
      fsync = on
      synchronous_commit = on
      full_page_writes = on
      wal_sync_method = fdatasync
      max_connections = 120
      listen_addresses = '127.0.0.1'
      autovacuum_naptime = 1min
      logging_collector = off
      """;

  private final PostgresBinaries binaries;
  private final int port;
  private final Process process;
  private final String database;

  private Postgres(PostgresBinaries binaries, int port, Process process, String database) {
    this.binaries = binaries;
    this.port = port;
    this.process = process;
    this.database = database;
  }

  /** Another, empty database of the same server. */
  Postgres database(String name) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return new Postgres(binaries, port, process, name);
  }

  static Postgres start(PostgresBinaries binaries, Path scratch)
      throws IOException, InterruptedException {
    Path data = scratch.resolve("data");
    Files.createDirectory(data);
    var as = asUnprivilegedUser(scratch);
    HelperProgram.run(
        command(
            as,
            binaries.program("initdb"),
            List.of(
                "-D",
                data.toString(),
                "-U",
                "postgres",
                "--auth=trust",
                "-E",
                "UTF8",
                "--no-locale",
                "-N")));
    int port = freePort();
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        SETTINGS + "port = %d\nunix_socket_directories = '%s'\n".formatted(port, data));
    var process =
        new ProcessBuilder(
                command(as, binaries.program("postgres"), List.of("-D", data.toString())))
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("postgres.log").toFile())
            .start();
    var postgres = new Postgres(binaries, port, process, "postgres");
    postgres.awaitReady();
    return postgres;
  }

  PostgresBinaries binaries() {
    return binaries;
  }

  int port() {
    return port;
  }

  /** The postmaster's; all other processes of the server are its children. */
  long pid() {
    // Under root the process is `runuser`, which waits for the postmaster.
    return process.children().findFirst().map(ProcessHandle::pid).isPresent() && isRoot()
        ? process.children().findFirst().orElseThrow().pid()
        : process.pid();
  }

  StoreAddress address() {
    return new StoreAddress(jdbcUrl(), "postgres");
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), "postgres", "");
  }

  @Override
  public void close() throws InterruptedException {
    // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every session to end.
    try {
      HelperProgram.run(List.of("kill", "-INT", Long.toString(pid())));
    } catch (IOException e) {
      process.destroy();
    }
    process.waitFor();
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try (var ready = connect()) {
        return;
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException("PostgreSQL did not start; see its log in the scratch folder", e);
        }
        Thread.sleep(100);
      }
    }
  }

  /** PostgreSQL refuses to run as root: what to put before its commands, and it owns the folder. */
  private static List<String> asUnprivilegedUser(Path scratch)
      throws IOException, InterruptedException {
    if (!isRoot()) {
      return List.of();
    }
    String user = userExists("postgres") ? "postgres" : "nobody";
    HelperProgram.run(List.of("chown", "-R", user, scratch.toString()));
    return List.of("runuser", "-u", user, "--");
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static boolean userExists(String name) throws InterruptedException {
    try {
      HelperProgram.run(List.of("id", name));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> command(List<String> before, Path program, List<String> arguments) {
    var command = new ArrayList<>(before);
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
