package io.github.paybell.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database of one node, set up and empty.
 *
 * @param title the engine and its version
 * @param url what the server's {@code store.url} is
 * @param waiting asks how many transactions wait for a lock
 * @param holding asks how many hold locks while they do nothing
 */
record SingleNode(
    Node node, String title, String url, String user, String waiting, String holding) {
  private static final String INNODB = "select count(*) from information_schema.innodb_trx where ";

  /**
   * Starts one.
   *
   * @param engine postgresql, mysql or mariadb
   * @param root the project's folder
   * @param packages where MariaDB's are unpacked
   */
  static SingleNode start(String engine, Path root, @Nullable Path packages, Path scratch)
      throws IOException, SQLException, InterruptedException {
    int port = Ports.free(1).get(0);
    var node =
        switch (engine) {
          case "postgresql" -> postgresql(scratch, port);
          case "mysql" -> mysql(root, scratch, port);
          case "mariadb" -> mariadb(packages, scratch, port);
          default -> throw new IOException("no engine " + engine + ": postgresql, mysql, mariadb");
        };
    node.execute("create database paybell");
    var url = "jdbc:" + engine + "://127.0.0.1:" + port + "/paybell";
    return engine.equals("postgresql")
        ? new SingleNode(
            node,
            "PostgreSQL " + node.ask("show server_version"),
            url,
            "postgres",
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'",
            "select count(*) from pg_stat_activity where state like 'idle in transaction%'")
        : new SingleNode(
            node,
            (engine.equals("mysql") ? "MySQL " : "MariaDB ") + node.ask("select version()"),
            url,
            "root",
            INNODB + "trx_state = 'LOCK WAIT'",
            INNODB + "trx_rows_locked > 0");
  }

  private static Node postgresql(Path scratch, int port) throws IOException, InterruptedException {
    var programs = PostgresPrograms.find(scratch);
    return programs.start(programs.cluster("node", port), port);
  }

  private static Node mysql(Path root, Path scratch, int port)
      throws IOException, InterruptedException {
    var folder = Files.createDirectory(scratch.resolve("node"));
    return Node.start(
        List.of(
            "bash",
            root.resolve(".ci/mysql").toString(),
            folder.toString(),
            Integer.toString(port)),
        Map.of(),
        scratch.resolve("node.log"),
        port,
        "jdbc:mariadb://127.0.0.1:" + port + "/",
        "root");
  }

  private static Node mariadb(@Nullable Path packages, Path scratch, int port)
      throws IOException, InterruptedException {
    if (packages == null) {
      throw new IOException("--mariadb is missing; cluster/run sets it");
    }
    var usr = packages.toAbsolutePath().resolve("usr");
    var folder = Files.createDirectory(scratch.resolve("node"));
    Galera.initialize(usr, folder, Galera.environment(usr), scratch.resolve("init.log"));
    return Node.start(
        Galera.server(usr, folder, port),
        Galera.environment(usr),
        scratch.resolve("node.log"),
        port,
        "jdbc:mariadb://127.0.0.1:" + port + "/",
        "root");
  }
}
