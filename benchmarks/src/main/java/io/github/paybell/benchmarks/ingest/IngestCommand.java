package io.github.paybell.benchmarks.ingest;

import io.github.paybell.benchmarks.delivery.Child;
import io.github.paybell.benchmarks.report.Jdk;
import io.github.paybell.benchmarks.report.Machine;
import io.github.paybell.benchmarks.report.ProgressLog;
import io.github.paybell.benchmarks.report.Versions;
import io.github.paybell.benchmarks.send.SinkMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run ingest}. */
@Command(
    name = "ingest",
    description =
        "Notifications per second, durably applied on a PostgreSQL of its own (fsync and"
            + " synchronous_commit on), server beside server in alternating windows. Ends by"
            + " counting that each acknowledged notification is stored; status 1 if one is"
            + " missing.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class IngestCommand implements Callable<Integer> {
  /** Compilers and vacuum go on after a window. */
  private static final Duration UNTIL_IDLE = Duration.ofSeconds(10);

  /** And so does telling what the window left behind. */
  private static final Duration UNTIL_TOLD = Duration.ofSeconds(120);

  @Option(
      names = "--servers",
      split = ",",
      description =
          "a: Spring Boot + WxJava; b: the same with Paybell's codec; paybell: the whole server;"
              + " before: that of --before; tells: the same, telling each event to a webhook;"
              + " notify: Paybell's notify listener, nothing stored.")
  private List<String> servers = List.of("a", "b", "paybell", "notify");

  @Option(
      names = "--before",
      description = "Another checkout of Paybell, in which benchmarks/run has been run once.")
  private @Nullable Path before;

  @Option(names = "--connections", split = ",", description = "Of the client; each is measured.")
  private List<Integer> connections = List.of(64, 256);

  @Option(names = "--rounds", description = "Windows per server and number of connections.")
  private int rounds = 3;

  @Option(names = "--window", description = "Seconds of one window.")
  private int windowSeconds = 6;

  @Option(names = "--warm-up", description = "Seconds of load for each server before the first.")
  private int warmUpSeconds = 60;

  @Option(names = "--orders", description = "Orders to seed; each is paid at most once.")
  private long orders = 2_000_000;

  @Option(names = "--stored", description = "Paid orders, all rows, stored before the run.")
  private long stored = 0;

  @Option(names = "--shop-pool", description = "Database connections of (a) and (b).")
  private int shopPool = 20;

  @Option(names = "--pgbench", split = ",", description = "Clients of pgbench; 0 leaves it out.")
  private List<Integer> pgbenchClients = List.of(2, 4);

  @Option(
      names = "--store",
      description = "postgresql, or sqlite: Paybell in groups of 1 and of 256 on SQLite files.")
  private String store = "postgresql";

  @Option(names = "--binary-log", description = "Let MySQL write it, as replication needs.")
  private boolean binaryLog;

  @Option(names = "--jdk", description = "Home of the JDK that runs the servers.")
  private Path jdk = Path.of(System.getProperty("java.home"));

  @Option(names = "--scratch", description = "Folder of the database; it should be on a real disk.")
  private Path scratchParent = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--keep", description = "Keep the scratch folder with database and logs.")
  private boolean keep;

  private final ProgressLog progress = new ProgressLog();

  @Override
  public Integer call() throws Exception {
    var entrants = servers.stream().map(Entrant::of).sorted().toList();
    Path scratch =
        Files.createTempDirectory(
            scratchParent,
            "paybell-ingest-",
            // PostgreSQL may run as another user than this program
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    // Killed from outside, it must not leave a database and four servers behind.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    try {
      boolean complete =
          switch (store) {
            case "postgresql" -> measure(entrants, scratch);
            case "mysql" -> measureMySql(entrants, scratch);
            case "sqlite" -> measureSqlite(scratch);
            default -> throw new IllegalArgumentException("--store: postgresql, mysql or sqlite");
          };
      return complete ? 0 : 1;
    } finally {
      if (keep) {
        progress.say("kept: %s", scratch);
      } else {
        delete(scratch);
      }
    }
  }

  private boolean measure(List<Entrant> entrants, Path scratch) throws Exception {
    var binaries = PostgresBinaries.find(scratch);
    progress.say("PostgreSQL %s from %s", binaries.version(), binaries.folder());
    try (var postgres = Postgres.start(binaries, Files.createDirectory(scratch.resolve("pg")))) {
      var table = new OrderTable(postgres);
      table.createSchema();
      if (stored > 0) {
        progress.say("storing %,d paid orders", stored);
        table.storePast(stored);
      }
      progress.say("seeding %,d orders", orders);
      table.seed(stored, orders);
      progress.say("signing %,d notifications", orders);
      var requests = SignedRequests.write(scratch, stored + orders);
      var client = LoadClient.compile(scratch, requests);
      var running = new ArrayList<ServerProcess>();
      // Subscriptions are the database's: who tells has one of its own.
      boolean tells = entrants.contains(Entrant.PAYBELL_TELLS);
      var second = tells ? postgres.database("tells") : postgres;
      var secondTable = new OrderTable(second);
      if (tells) {
        progress.say("seeding a second database");
        secondTable.createSchema();
        secondTable.seed(stored, orders);
      }
      try (var receiver = Child.start(SinkMain.class, SinkMain.PORT, "V3")) {
        for (var entrant : entrants) {
          progress.say("starting %s", entrant.title());
          running.add(
              entrant.start(
                  jdk,
                  (entrant == Entrant.PAYBELL_TELLS ? second : postgres).address(),
                  shopPool,
                  scratch,
                  "http://127.0.0.1:" + receiver.said() + "/events",
                  before));
        }
        var pgbench = PgBench.prepare(postgres, scratch);
        var contest =
            new Contest(
                () -> CpuUse.ofFamily(postgres.pid()),
                client,
                stored,
                stored + orders,
                tells ? UNTIL_TOLD : UNTIL_IDLE,
                progress);
        for (int i = 0; i < entrants.size(); i++) {
          contest.warmUp(entrants.get(i), running.get(i), Duration.ofSeconds(warmUpSeconds));
        }
        table.tidy();
        var length = Duration.ofSeconds(windowSeconds);
        for (int round = 1; round <= rounds; round++) {
          for (int clients : connections) {
            for (int i = 0; i < entrants.size(); i++) {
              contest.round(entrants.get(i), running.get(i), clients, length);
            }
          }
          for (int clients : pgbenchClients) {
            if (clients > 0 && binaries.has("pgbench")) {
              contest.pgbench(pgbench, clients, length);
            }
          }
        }
        print(
            "PostgreSQL %s (fsync, synchronous_commit and full_page_writes on, wal_sync_method fdatasync)"
                .formatted(binaries.version()),
            contest.measurements());
        var told = contest.acknowledged(Entrant.PAYBELL_TELLS);
        var others = (BitSet) contest.acknowledged().clone();
        others.andNot(told);
        return complete(table.count(others)) & (!tells || complete(secondTable.count(told)));
      } finally {
        for (var server : running) {
          server.close();
        }
      }
    }
  }

  private boolean measureMySql(List<Entrant> entrants, Path scratch) throws Exception {
    if (entrants.contains(Entrant.PAYBELL_TELLS)) {
      throw new IllegalArgumentException("--servers tells needs --store postgresql");
    }
    try (var mysql = MySql.start(Files.createDirectory(scratch.resolve("mysql")), binaryLog)) {
      progress.say("%s: seeding %,d orders", mysql.describe(), orders);
      var seeded = MySqlOrders.seed(mysql, orders);
      progress.say("signing %,d notifications", orders);
      var client = LoadClient.compile(scratch, SignedRequests.write(scratch, orders));
      var contest =
          new Contest(() -> CpuUse.ofProcess(mysql.pid()), client, 0, orders, UNTIL_IDLE, progress);
      var running = new ArrayList<ServerProcess>();
      try {
        for (var entrant : entrants) {
          progress.say("starting %s", entrant.title());
          running.add(entrant.start(jdk, mysql.address(), shopPool, scratch, "", before));
        }
        for (int i = 0; i < entrants.size(); i++) {
          contest.warmUp(entrants.get(i), running.get(i), Duration.ofSeconds(warmUpSeconds));
        }
        seeded.tidy();
        alternate(contest, entrants, running);
      } finally {
        for (var server : running) {
          server.close();
        }
      }
      print(mysql.describe(), contest.measurements());
      return complete(seeded.count(contest.acknowledged()));
    }
  }

  private void alternate(Contest contest, List<Entrant> entrants, List<ServerProcess> running)
      throws IOException, InterruptedException {
    var length = Duration.ofSeconds(windowSeconds);
    for (int round = 1; round <= rounds; round++) {
      for (int clients : connections) {
        for (int i = 0; i < entrants.size(); i++) {
          contest.round(entrants.get(i), running.get(i), clients, length);
        }
      }
    }
  }

  private boolean measureSqlite(Path scratch) throws Exception {
    var entrants = List.of(Entrant.SQLITE_SINGLE, Entrant.SQLITE_GROUP);
    var files = new ArrayList<SqliteOrders>();
    var running = new ArrayList<ServerProcess>();
    progress.say("signing %,d notifications", orders);
    var client = LoadClient.compile(scratch, SignedRequests.write(scratch, orders));
    var contest = new Contest(() -> 0, client, 0, orders, UNTIL_IDLE, progress);
    try {
      for (var entrant : entrants) {
        progress.say("seeding and starting %s", entrant.title());
        Path data = Files.createDirectory(scratch.resolve(entrant.name()));
        files.add(SqliteOrders.seed(data, orders));
        running.add(entrant.startOnSqlite(jdk, data, scratch));
      }
      for (int i = 0; i < entrants.size(); i++) {
        contest.warmUp(entrants.get(i), running.get(i), Duration.ofSeconds(warmUpSeconds));
      }
      alternate(contest, entrants, running);
    } finally {
      for (var server : running) {
        server.close();
      }
    }
    print("SQLite (WAL, synchronous=FULL)", contest.measurements());
    boolean complete = true;
    for (int i = 0; i < entrants.size(); i++) {
      complete &= complete(files.get(i).count(contest.acknowledged(entrants.get(i))));
    }
    return complete;
  }

  private void print(String database, Measurements measurements) {
    System.out.printf(
        """
        ## Ingest, %s

        %s
        %s, \
        servers on JDK %s with %s, pool of the shops %d
        %s
        %,d orders seeded beside %,d paid ones; warm-up %d s for each server; %d rounds of %d s; median (range)

        %s
        %s
        """,
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        Machine.describe(),
        database,
        Jdk.at(jdk).version(),
        String.join(" ", ServerProcess.JVM_OPTIONS),
        shopPool,
        Versions.of(
            "spring-boot",
            "tomcat-embed-core",
            "HikariCP",
            "postgresql",
            "mysql-connector-j",
            "sqlite-jdbc",
            "weixin-java-pay",
            "vertx-core",
            "netty-transport"),
        orders,
        stored,
        warmUpSeconds,
        rounds,
        windowSeconds,
        measurements.table(),
        measurements.ratios());
  }

  private static boolean complete(OrderTable.Count count) {
    System.out.printf(
        "%,d acknowledged, %,d of them stored with order, evidence and event; %,d stored in all."
            + " %s%n",
        count.acknowledged(),
        count.there(),
        count.stored(),
        count.complete() ? "None is missing." : "SOME ARE MISSING.");
    return count.complete();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
