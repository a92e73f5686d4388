package io.github.paybell.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL with a synchronous standby. */
final class SynchronousStandby implements Cluster {
  private final PostgresPrograms programs;
  private final Path first;
  private final Path second;
  private Node primary;
  private Node standby;
  private final String version;

  private SynchronousStandby(
      PostgresPrograms programs, Path first, Path second, List<Node> nodes, String version) {
    this.programs = programs;
    this.first = first;
    this.second = second;
    primary = nodes.get(0);
    standby = nodes.get(1);
    this.version = version;
  }

  static Cluster start(Path scratch) throws IOException, SQLException, InterruptedException {
    var programs = PostgresPrograms.find(scratch);
    if (!programs.has("pg_basebackup")) {
      throw new IOException(
          "a standby needs pg_basebackup: install PostgreSQL, or name its programs in PG_BIN");
    }
    var ports = Ports.free(2);
    var second = scratch.resolve("standby");
    var first = programs.cluster("primary", ports.get(0));
    var nodes = new ArrayList<Node>();
    try {
      nodes.add(programs.start(first, ports.get(0)));
      programs.run(
          "pg_basebackup",
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
      PostgresPrograms.set(second, ports.get(1));
      nodes.add(programs.start(second, ports.get(1)));
      var primary = nodes.get(0);
      // Only now: the primary waits for ever for a standby that is not there.
      primary.execute("alter system set synchronous_standby_names = '*'");
      primary.execute("select pg_reload_conf()");
      primary.await("select max(sync_state) from pg_stat_replication", "sync");
      primary.execute("create database paybell");
      return new SynchronousStandby(programs, first, second, nodes, programs.version());
    } catch (IOException | SQLException | InterruptedException e) {
      Node.closeAll(nodes);
      throw e;
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

  /** That which was promoted. */
  Node primary() {
    return standby;
  }

  /** Starts the former primary as it was; it waits for no standby any more. */
  Node bringBack() throws IOException, InterruptedException {
    PostgresPrograms.add(first, "synchronous_standby_names = ''");
    primary = programs.start(first, primary.port());
    return primary;
  }

  /** Something happens while the promoted one is stopped. */
  void withoutPrimary(ClusterPayments.Change change) throws Exception {
    standby.stop("INT");
    change.run();
    standby = programs.start(second, standby.port());
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
