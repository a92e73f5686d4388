package io.github.paybell.benchmarks.cluster;

import io.github.paybell.benchmarks.ingest.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A database server: one process of a cluster. */
public final class Node implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  private final Process process;
  private final int port;
  private final String url;
  private final String user;

  private Node(Process process, int port, String url, String user) {
    this.process = process;
    this.port = port;
    this.url = url;
    this.user = user;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param log gets what it prints
   * @param url JDBC, up to the database's name
   * @param environment added to that of this process
   */
  static Node start(
      List<String> command,
      Map<String, String> environment,
      Path log,
      int port,
      String url,
      String user)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    var node = new Node(builder.start(), port, url, user);
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!node.answers()) {
      if (!node.process.isAlive() || System.nanoTime() > deadline) {
        node.close();
        throw new IOException("a database did not start:\n" + Files.readString(log));
      }
      Thread.sleep(50);
    }
    return node;
  }

  public int port() {
    return port;
  }

  public void execute(String... statements) throws SQLException {
    try (var connection = connect();
        var sql = connection.createStatement()) {
      for (var statement : statements) {
        sql.execute(statement);
      }
    }
  }

  /** The only value of the first row. */
  public String ask(String query) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  /** Asks until it answers so. */
  public void await(String query, String answer) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    String last = "";
    while (System.nanoTime() < deadline) {
      try {
        last = ask(query);
        if (last.equals(answer)) {
          return;
        }
      } catch (SQLException e) {
        last = String.valueOf(e.getMessage());
      }
      Thread.sleep(50);
    }
    throw new IOException("%s is %s and not %s".formatted(query, last, answer));
  }

  private Connection connect() throws SQLException {
    return connect("");
  }

  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url + database, user, "");
  }

  private boolean answers() {
    try (var connection = connect()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Whether its process is there. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it by a signal to this one process, and waits. */
  public void stop(String signal) throws IOException, InterruptedException {
    Signals.send(process.toHandle(), signal);
    process.waitFor();
  }

  /** It and its processes stand still, then go on. */
  public void freeze(Duration length) throws IOException, InterruptedException {
    var all = new ArrayList<ProcessHandle>();
    all.add(process.toHandle());
    process.descendants().forEach(all::add);
    Signals.freeze(all, length);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** The JDBC URL that names all of them, for MariaDB's driver. */
  static String urlOf(List<Node> nodes) {
    return nodes.stream()
        .map(node -> "127.0.0.1:" + node.port)
        .collect(Collectors.joining(",", "jdbc:mariadb://", "/paybell"));
  }

  /** All together: the last of a cluster may wait for the others. */
  static void closeAll(List<Node> nodes) throws InterruptedException {
    nodes.forEach(node -> node.process.destroy());
    for (var node : nodes) {
      node.close();
    }
  }
}
