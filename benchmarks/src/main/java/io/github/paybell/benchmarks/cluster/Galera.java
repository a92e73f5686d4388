package io.github.paybell.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** MariaDB with Galera: three nodes, of Debian's packages unpacked in a folder. */
final class Galera implements Cluster {
  private static final int NODES = 3;

  // Of one node: SQL, group, incremental and full state transfer.
  private static final int PORTS = 4;

  private final List<Node> nodes;
  private final String version;

  private Galera(List<Node> nodes, String version) {
    this.nodes = nodes;
    this.version = version;
  }

  static Cluster start(Path packages, Path scratch)
      throws IOException, SQLException, InterruptedException {
    var ports = Ports.free(PORTS * NODES);
    var usr = packages.resolve("usr");
    var environment = environment(usr);
    var nodes = new ArrayList<Node>();
    try {
      for (int i = 0; i < NODES; i++) {
        var name = "node" + (i + 1);
        var folder = Files.createDirectory(scratch.resolve(name));
        initialize(usr, folder, environment, scratch.resolve(name + "-init.log"));
        int port = ports.get(PORTS * i);
        nodes.add(
            Node.start(
                command(usr, folder, ports, i),
                environment,
                scratch.resolve(name + ".log"),
                port,
                "jdbc:mariadb://127.0.0.1:" + port + "/",
                "root"));
        nodes
            .get(i)
            .await(
                "select variable_value from information_schema.global_status"
                    + " where variable_name = 'wsrep_local_state_comment'",
                "Synced");
      }
      nodes.get(0).execute("create database paybell");
      return new Galera(
          nodes, nodes.get(0).ask("select version()") + ", Galera " + provider(nodes.get(0)));
    } catch (IOException | SQLException | InterruptedException e) {
      Node.closeAll(nodes);
      throw e;
    }
  }

  // The state transfer is a script that looks for its programs.
  static Map<String, String> environment(Path usr) {
    return Map.of(
        "PATH",
        usr.resolve("bin") + ":" + usr.resolve("sbin") + ":" + System.getenv("PATH"),
        "LD_LIBRARY_PATH",
        usr.resolve("lib/x86_64-linux-gnu").toString());
  }

  private static String provider(Node node) throws SQLException {
    return node.ask(
            "select variable_value from information_schema.global_status"
                + " where variable_name = 'wsrep_provider_version'")
        .replaceFirst("\\(.*", "");
  }

  static void initialize(Path usr, Path folder, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
                "bash",
                usr.resolve("bin/mariadb-install-db").toString(),
                "--no-defaults",
                "--basedir=" + usr,
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + folder.resolve("data"),
                "--auth-root-authentication-method=normal",
                "--skip-test-db")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    if (builder.start().waitFor() != 0) {
      throw new IOException("mariadb-install-db failed:\n" + Files.readString(log));
    }
    Files.createDirectory(folder.resolve("tmp"));
    if (System.getProperty("user.name").equals("root")) {
      // The state transfer's rsync writes as nobody when root starts it.
      Files.setPosixFilePermissions(
          folder.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
      new ProcessBuilder("chown", "-R", "nobody", folder.toString()).start().waitFor();
    }
  }

  private static List<String> command(Path usr, Path folder, List<Integer> ports, int i) {
    var group = ports.get(PORTS * i + 1);
    var incremental = "127.0.0.1:" + ports.get(PORTS * i + 2);
    var all = new ArrayList<String>();
    for (int n = 0; n < NODES; n++) {
      all.add("127.0.0.1:" + ports.get(PORTS * n + 1));
    }
    var command = server(usr, folder, ports.get(PORTS * i));
    command.addAll(
        List.of(
            "--binlog-format=ROW",
            "--innodb-autoinc-lock-mode=2",
            "--wsrep-on=ON",
            "--wsrep-provider=" + usr.resolve("lib/galera/libgalera_smm.so"),
            "--wsrep-cluster-name=paybell",
            "--wsrep-node-name=node" + (i + 1),
            "--wsrep-node-address=127.0.0.1:" + group,
            "--wsrep-node-incoming-address=127.0.0.1:" + ports.get(PORTS * i),
            "--wsrep-sst-method=rsync",
            "--wsrep-sst-receive-address=127.0.0.1:" + ports.get(PORTS * i + 3),
            "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:"
                + group
                + ";ist.recv_addr="
                + incremental
                + ";ist.recv_bind="
                + incremental
                + ";gcache.size=32M;socket.checksum=2",
            "--wsrep-cluster-address=gcomm://" + (i == 0 ? "" : String.join(",", all))));
    if (i == 0) {
      command.add("--wsrep-new-cluster");
    }
    return command;
  }

  /** What a server of these packages is started with, alone or in a cluster. */
  static List<String> server(Path usr, Path folder, int port) {
    return new ArrayList<>(
        List.of(
            usr.resolve("sbin/mariadbd").toString(),
            "--no-defaults",
            "--basedir=" + usr,
            "--lc-messages-dir=" + usr.resolve("share/mysql"),
            "--character-sets-dir=" + usr.resolve("share/mysql/charsets"),
            "--plugin-dir=" + usr.resolve("lib/mysql/plugin"),
            "--user=" + System.getProperty("user.name"),
            "--datadir=" + folder.resolve("data"),
            "--tmpdir=" + folder.resolve("tmp"),
            "--socket=" + folder.resolve("s"),
            "--pid-file=" + folder.resolve("pid"),
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--innodb-buffer-pool-size=64M",
            "--innodb-flush-log-at-trx-commit=1"));
  }

  @Override
  public String title() {
    return "MariaDB " + version + ", 3 nodes";
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
    nodes.get(0).stop("TERM");
    return "the node in use stopped (SIGTERM)";
  }

  @Override
  public List<Node> holders() {
    return nodes.subList(1, NODES);
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
