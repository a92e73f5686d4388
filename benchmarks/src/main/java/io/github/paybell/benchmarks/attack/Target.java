package io.github.paybell.benchmarks.attack;

import io.github.paybell.benchmarks.cluster.Node;
import io.github.paybell.benchmarks.cluster.PaidOrders;
import io.github.paybell.benchmarks.cluster.Ports;
import io.github.paybell.benchmarks.cluster.PostgresPrograms;
import io.github.paybell.benchmarks.cluster.ServerSettings;
import io.github.paybell.benchmarks.ingest.PaybellMain;
import io.github.paybell.benchmarks.ingest.ServerProcess;
import io.github.paybell.benchmarks.report.Jdk;
import io.github.paybell.engine.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running server with its store, PostgreSQL or SQLite, and a handle on both. */
final class Target implements AutoCloseable {
  private static final String DATABASE = "paybell";
  private static final String POSTGRESQL = "postgresql";

  private final Path scratch;
  private final List<Integer> ports;
  private final @Nullable PostgresPrograms programs;
  private final Path data;
  private final int databasePort;
  private final @Nullable SmallDisk disk;
  private @Nullable Node database;
  private ServerProcess server;

  private Target(
      Path scratch,
      List<Integer> ports,
      @Nullable PostgresPrograms programs,
      Path data,
      int databasePort,
      @Nullable SmallDisk disk,
      @Nullable Node database)
      throws IOException, InterruptedException {
    this.scratch = scratch;
    this.ports = ports;
    this.programs = programs;
    this.data = data;
    this.databasePort = databasePort;
    this.disk = disk;
    this.database = database;
    this.server = startServer();
  }

  /**
   * With PostgreSQL and so many orders that wait for their payment.
   *
   * @param small whether its files stand on a {@link SmallDisk}
   */
  static Target postgresql(Path scratch, int orders, boolean small) throws Exception {
    var ports = Ports.free(3);
    int port = ports.get(2);
    var programs = PostgresPrograms.find(scratch);
    var disk = small ? SmallDisk.mount(scratch.resolve(POSTGRESQL), "nobody", 256) : null;
    var data = programs.cluster(POSTGRESQL, port);
    var database = programs.start(data, port);
    try {
      database.execute("create database " + DATABASE);
      var url = url(port);
      PaidOrders.register(
          new StoreOptions(url, "postgres", "", StoreOptions.DEFAULT_MAX_CONNECTIONS), orders);
      settings(scratch, url, ports);
      return new Target(scratch, ports, programs, data, port, disk, database);
    } catch (Exception e) {
      database.close();
      throw e;
    }
  }

  /** With the embedded store. */
  static Target sqlite(Path scratch, int orders, boolean small) throws Exception {
    var ports = Ports.free(2);
    var data = scratch.resolve("data");
    var disk = small ? SmallDisk.mount(data, "root", 64) : null;
    embedded(scratch, ports, orders);
    return new Target(scratch, ports, null, data, 0, disk, null);
  }

  /** Makes an embedded store with orders, and the server's settings beside it. */
  static Path embedded(Path scratch, List<Integer> ports, int orders) throws Exception {
    var data = scratch.resolve("data");
    if (!Files.exists(data)) {
      Files.createDirectory(
          data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    PaidOrders.register(
        new StoreOptions(sqlite(data), null, null, StoreOptions.DEFAULT_MAX_CONNECTIONS), orders);
    settings(scratch, "", ports);
    return data;
  }

  private static void settings(Path scratch, String url, List<Integer> ports) throws IOException {
    Files.writeString(
        scratch.resolve("paybell.yaml"), ServerSettings.of(url, "postgres", ports, scratch));
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
  }

  /** The URL of the embedded store in this folder. */
  static String sqlite(Path data) {
    return "jdbc:sqlite:" + data.resolve("paybell.sqlite");
  }

  private ServerProcess startServer() throws IOException, InterruptedException {
    return ServerProcess.start(
        Jdk.running().home(),
        "paybell",
        ports.get(0),
        scratch,
        PaybellMain.class.getName(),
        List.of(scratch.resolve("paybell.yaml").toString()));
  }

  /** The notify listener's. */
  int port() {
    return ports.get(0);
  }

  /** Past Paybell. */
  Connection connect() throws SQLException {
    return programs == null
        ? DriverManager.getConnection(sqlite(data))
        : DriverManager.getConnection(url(databasePort), "postgres", "");
  }

  void execute(String... statements) throws SQLException {
    try (var connection = connect();
        var sql = connection.createStatement()) {
      for (var statement : statements) {
        sql.execute(statement);
      }
    }
  }

  /** A file in the run's own folder. */
  Path beside(String name) {
    return scratch.resolve(name);
  }

  private Node database() {
    if (database == null) {
      throw new IllegalStateException("the embedded store is no process");
    }
    return database;
  }

  /** Ends the database by a signal and starts it again after so long. */
  void restartDatabase(String signal, Duration away) throws IOException, InterruptedException {
    database().stop(signal);
    Thread.sleep(away.toMillis());
    if (programs != null) {
      database = programs.start(data, databasePort);
    }
  }

  /** The store has no room for so long. A database that ended for it is started again. */
  void fillDisk(Duration length) throws IOException, InterruptedException {
    if (disk == null) {
      throw new IllegalStateException("the store's disk is this machine's");
    }
    disk.fill();
    Thread.sleep(length.toMillis());
    disk.empty();
    if (programs != null && !database().isAlive()) {
      database = programs.start(data, databasePort);
    }
  }

  void freezeDatabase(Duration length) throws IOException, InterruptedException {
    database().freeze(length);
  }

  /** Ends the server by a signal and starts it again. */
  void restartServer(String signal) throws IOException, InterruptedException {
    server.stop(signal);
    server = startServer();
  }

  void freezeServer(Duration length) throws IOException, InterruptedException {
    server.freeze(length);
  }

  /** What the server printed since it was started last. */
  String log() throws IOException {
    return Files.readString(scratch.resolve("paybell.log"));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    if (database != null) {
      database.close();
    }
    if (disk != null) {
      disk.close();
    }
  }
}
