package io.github.paybell.benchmarks.cluster;

import io.github.paybell.benchmarks.ingest.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL with a synchronous standby. */
final class SynchronousStandby implements Cluster {
  private static final String SETTINGS =
      """
      port = %d
      listen_addresses = '127.0.0.1'
      unix_socket_directories = '%s'
      max_connections = 60
      shared_buffers = 128MB
      """;

  private final Node primary;
  private final Node standby;
  private final String version;

  private SynchronousStandby(Node primary, Node standby, String version) {
    this.primary = primary;
    this.standby = standby;
    this.version = version;
  }

  static Cluster start(Path scratch) throws IOException, SQLException, InterruptedException {
    var binaries = PostgresBinaries.find(scratch);
    if (!binaries.has("pg_basebackup")) {
      throw new IOException(
          "a standby needs pg_basebackup: install PostgreSQL, or name its" + " programs in PG_BIN");
    }
    var as = unprivileged(scratch);
    var ports = Ports.free(2);
    var first = scratch.resolve("primary");
    var second = scratch.resolve("standby");
    run(
        as,
        scratch,
        binaries.program("initdb"),
        "-D",
        first.toString(),
        "-U",
        "postgres",
        "--auth=trust",
        "-E",
        "UTF8",
        "--no-locale",
        "-N");
    set(first, ports.get(0));
    var nodes = new ArrayList<Node>();
    try {
      nodes.add(node(as, binaries, first, ports.get(0), scratch));
      run(
          as,
          scratch,
          binaries.program("pg_basebackup"),
          "-D",
          second.toString(),
          "-R",
          "-c",
          "fast",
          "-h",
          "127.0.0.1",
          "-p",
          ports.get(0).toString(),
          "-U",
          "postgres");
      set(second, ports.get(1));
      nodes.add(node(as, binaries, second, ports.get(1), scratch));
      var primary = nodes.get(0);
      // Only now: the primary waits for ever for a standby that is not there.
      primary.execute("alter system set synchronous_standby_names = '*'");
      primary.execute("select pg_reload_conf()");
      primary.await("select max(sync_state) from pg_stat_replication", "sync");
      primary.execute("create database paybell");
      return new SynchronousStandby(primary, nodes.get(1), binaries.version());
    } catch (IOException | SQLException | InterruptedException e) {
      Node.closeAll(nodes);
      throw e;
    }
  }

  private static void set(Path data, int port) throws IOException {
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        SETTINGS.formatted(port, data),
        StandardOpenOption.APPEND);
  }

  private static Node node(
      List<String> as, PostgresBinaries binaries, Path data, int port, Path scratch)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(as);
    command.addAll(List.of(binaries.program("postgres").toString(), "-D", data.toString()));
    return Node.start(
        command,
        Map.of(),
        scratch.resolve(data.getFileName() + ".log"),
        port,
        "jdbc:postgresql://127.0.0.1:" + port + "/",
        "postgres");
  }

  // PostgreSQL refuses to run as root.
  private static List<String> unprivileged(Path scratch) throws IOException, InterruptedException {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    run(List.of(), scratch, Path.of("chown"), "nobody", scratch.toString());
    // Not runuser: the process must be the server's own, to be stopped by its id.
    return List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");
  }

  private static void run(List<String> as, Path scratch, Path program, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(as);
    command.add(program.toString());
    command.addAll(List.of(arguments));
    var log = scratch.resolve(program.getFileName() + ".log").toFile();
    var process =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(program + " failed:\n" + Files.readString(log.toPath()));
    }
  }

  @Override
  public String title() {
    return "PostgreSQL " + version + " with a synchronous standby";
  }

  @Override
  public String url() {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/paybell"
        .formatted(primary.port(), standby.port());
  }

  @Override
  public String user() {
    return "postgres";
  }

  @Override
  public String change() throws IOException, SQLException, InterruptedException {
    primary.stop("INT");
    standby.ask("select pg_promote()");
    return "primary stopped (fast), then `pg_promote()`";
  }

  @Override
  public List<Node> holders() {
    return List.of(standby);
  }

  @Override
  public List<String> settings() {
    return List.of("both hosts in `store.url`", "`synchronous_standby_names`");
  }

  @Override
  public void close() throws InterruptedException {
    Node.closeAll(List.of(standby, primary));
  }
}
