package io.github.paybell.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** MySQL Group Replication with a single primary: three nodes, made by {@code .ci/mysql}. */
final class GroupReplication implements Cluster {
  private static final int NODES = 3;

  private static final String MEMBERS = "performance_schema.replication_group_members";

  // Not logged: a node with transactions of its own cannot join.
  private static final String USERS =
      """
      set sql_log_bin = 0;
      create user root@'%' identified by '';
      grant all on *.* to root@'%' with grant option;
      create user repl@'%' identified by 'repl';
      grant replication slave, connection_admin, backup_admin, group_replication_stream on *.* to repl@'%';
      """;

  private final List<Node> nodes;
  private final String version;

  private GroupReplication(List<Node> nodes, String version) {
    this.nodes = nodes;
    this.version = version;
  }

  static Cluster start(Path root, Path scratch)
      throws IOException, SQLException, InterruptedException {
    var ports = Ports.free(2 * NODES);
    var group = UUID.randomUUID().toString();
    var seeds =
        ports.subList(NODES, 2 * NODES).stream()
            .map(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(","));
    var users = Files.writeString(scratch.resolve("users.sql"), USERS);
    var nodes = new ArrayList<Node>();
    try {
      for (int i = 0; i < NODES; i++) {
        var folder = Files.createDirectory(scratch.resolve("node" + (i + 1)));
        int port = ports.get(i);
        var command =
            new ArrayList<>(
                List.of(
                    "bash",
                    root.resolve(".ci/mysql").toString(),
                    folder.toString(),
                    Integer.toString(port)));
        command.addAll(options(i + 1, port, ports.get(NODES + i), group, seeds, users));
        nodes.add(
            Node.start(
                command,
                Map.of(),
                scratch.resolve("node" + (i + 1) + ".log"),
                port,
                "jdbc:mariadb://127.0.0.1:" + port + "/",
                "root"));
      }
      for (int i = 0; i < NODES; i++) {
        join(nodes.get(i), i == 0);
        nodes
            .get(0)
            .await(
                "select count(*) from " + MEMBERS + " where member_state = 'ONLINE'",
                Integer.toString(i + 1));
      }
      nodes.get(0).execute("create database paybell");
      return new GroupReplication(nodes, nodes.get(0).ask("select version()"));
    } catch (IOException | SQLException | InterruptedException e) {
      Node.closeAll(nodes);
      throw e;
    }
  }

  private static List<String> options(
      int number, int port, int groupPort, String group, String seeds, Path users) {
    return List.of(
        "--server-id=" + number,
        "--gtid-mode=ON",
        "--enforce-gtid-consistency=ON",
        "--log-bin=binlog",
        "--performance-schema=ON",
        "--report-host=127.0.0.1",
        "--report-port=" + port,
        "--init-file=" + users,
        "--plugin-load-add=group_replication.so",
        "--loose-group-replication-group-name=" + group,
        "--loose-group-replication-start-on-boot=OFF",
        "--loose-group-replication-recovery-get-public-key=ON",
        "--loose-group-replication-local-address=127.0.0.1:" + groupPort,
        "--loose-group-replication-group-seeds=" + seeds);
  }

  private static void join(Node node, boolean first) throws SQLException {
    node.execute(
        "change replication source to source_user = 'repl', source_password = 'repl'"
            + " for channel 'group_replication_recovery'",
        "set global group_replication_bootstrap_group = " + first,
        "start group_replication",
        "set global group_replication_bootstrap_group = false");
  }

  @Override
  public String title() {
    return "MySQL " + version + " Group Replication, 3 nodes, single primary";
  }

  @Override
  public String url() {
    return Node.urlOf(nodes);
  }

  @Override
  public String user() {
    return "root";
  }

  @Override
  public String change() throws IOException, SQLException, InterruptedException {
    var next = nodes.get(1);
    var id = next.ask("select @@server_uuid");
    nodes.get(0).ask("select group_replication_set_as_primary('" + id + "')");
    next.await("select @@global.super_read_only", "0");
    return "`group_replication_set_as_primary`";
  }

  @Override
  public List<Node> holders() {
    return nodes;
  }

  @Override
  public List<String> settings() {
    return List.of("all nodes in `store.url`");
  }

  @Override
  public void close() throws InterruptedException {
    Node.closeAll(nodes);
  }
}
