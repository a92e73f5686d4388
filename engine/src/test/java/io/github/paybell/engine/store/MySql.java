package io.github.paybell.engine.store;

import io.github.paybell.protocol.FreePort;
import io.github.paybell.protocol.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL, which {@code .ci/mysql} runs; the one of this JVM is started when it is first asked for.
 */
final class MySql {
  // The first time on a machine it is fetched.
  private static final long LONGEST_START = TimeUnit.MINUTES.toNanos(10);

  private static final AtomicReference<@Nullable MySql> ONLY = new AtomicReference<>();

  private final @Nullable String server;
  private final String why;
  private @Nullable List<String> template;

  private MySql(@Nullable String server, String why) {
    this.server = server;
    this.why = why;
  }

  /** Its JDBC URL, up to the database's name. Ends the test where there is none. */
  static String server() {
    return only().orEnd();
  }

  /** As {@link #server}, one of the caller's own, until the JVM ends. */
  static String another() {
    return start().orEnd();
  }

  private String orEnd() {
    if (server != null) {
      return server;
    }
    return Need.MYSQL.missing("no MySQL to test on: " + why);
  }

  /** Statements that copy a database with the schema. */
  static List<String> template() {
    var server = server();
    synchronized (ONLY) {
      var mysql = only();
      if (mysql.template == null) {
        mysql.template = TestStores.copiesOf(server);
      }
      return mysql.template;
    }
  }

  private static MySql only() {
    synchronized (ONLY) {
      var mysql = ONLY.get();
      if (mysql == null) {
        mysql = start();
        ONLY.set(mysql);
      }
      return mysql;
    }
  }

  private static MySql start() {
    try {
      var folder = TestFolder.create("mysql");
      var said = folder.resolve("said").toFile();
      int port = FreePort.choose();
      var process =
          new ProcessBuilder("bash", script().toString(), folder.toString(), Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(said)
              .start();
      TestFolder.closeAtExit(() -> stop(process));
      var server = "jdbc:" + driver() + "://127.0.0.1:" + port + "/";
      long deadline = System.nanoTime() + LONGEST_START;
      while (process.isAlive() && System.nanoTime() < deadline) {
        if (answers(server)) {
          return new MySql(server, "");
        }
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
      stop(process);
      return new MySql(null, Files.readString(said.toPath()).strip());
    } catch (IOException e) {
      return new MySql(null, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path script() throws IOException {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      var script = folder.resolve(".ci/mysql");
      if (Files.exists(script)) {
        return script;
      }
    }
    throw new IOException("no .ci/mysql above " + Path.of("").toAbsolutePath());
  }

  private static String driver() {
    if (System.getProperty("paybell.test.mysql-driver", "mysql").equals("mysql")
        && DriverManager.drivers()
            .anyMatch(each -> each.getClass().getName().startsWith("com.mysql."))) {
      return "mysql";
    }
    return "mariadb";
  }

  private static boolean answers(String server) {
    try (var connection = DriverManager.getConnection(server, "root", "")) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
