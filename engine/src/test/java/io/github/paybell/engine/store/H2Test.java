package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** H2, which a shop's own tests may run on and a server may not. */
class H2Test {
  private static final String ROOT = "io/github/paybell/engine";

  @Test
  @DisplayName("NO_LOST_ACK: no server keeps its records in H2; it is said why, and what to write")
  void noServer() {
    var options = new StoreOptions("jdbc:h2:mem:server", "sa", "", 10);

    assertThatThrownBy(() -> Store.open(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("may forget acknowledged notifications")
        .hasMessageContaining("jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:sqlite:");
  }

  @Test
  @DisplayName("NO_LOST_ACK: a shop on H2 is warned once, at the start, that it is for tests only")
  void warned() throws SQLException {
    var log = (Logger) LoggerFactory.getLogger(Store.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    log.addAppender(lines);
    try (var database = new H2Database();
        var store = database.store()) {
      assertThat(store.answers()).isTrue();
    } finally {
      log.detachAppender(lines);
    }

    assertThat(lines.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("H2")
        .contains("for tests only");
  }

  @ParameterizedTest
  @MethodSource("io.github.paybell.engine.store.H2Database#modes")
  @DisplayName("H2 has every statement that SQLite has, and understands it")
  void understandsAll(H2Database database) throws Exception {
    try (database;
        var store = database.store();
        var connection = database.connect()) {
      var statements = statements();
      assertThat(statements).hasSizeGreaterThan(80);
      for (var statement : statements) {
        var slash = statement.lastIndexOf('/');
        // The notify listener of the package; it can be loaded because it is annotated.
        var room =
            Class.forName(
                (ROOT + "/" + statement.substring(0, slash)).replace('/', '.') + ".package-info");

        var sql = Sql.load(room, store, statement.substring(slash + 1));

        assertThat(sql.jsonColumn).describedAs(statement).isEqualTo(-1);
        connection.prepareStatement(sql.text).close();
      }
    }
  }

  /** Room and name of every statement that SQLite has, which like H2 has none to do all at once. */
  private static TreeSet<String> statements() throws IOException, URISyntaxException {
    var root =
        Path.of(Objects.requireNonNull(Store.class.getResource("insert_audit.sql")).toURI())
            .getParent()
            .getParent();
    var names = new TreeSet<String>();
    try (var files = Files.walk(root)) {
      files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.matches("[a-z]+/(sqlite/)?[a-z_-]+\\.sql"))
          .forEach(file -> names.add(file.replace("/sqlite/", "/").replaceFirst("\\.sql$", "")));
    }
    return names;
  }

  @Test
  @DisplayName("What is in the way on H2 is met again; what is gone is away; the rest is broken")
  void failures() throws SQLException {
    try (var database = new H2Database();
        var one = database.connect();
        var other = database.connect()) {
      database.execute("create table t (id integer primary key, n integer not null)");
      database.execute("insert into t values (1, 0)");
      assertThat(failure(database, "insert into t values (1, 0)"))
          .isEqualTo(Retry.Meaning.CONFLICT);
      assertThat(failure(database, "insert into t values (2, null)"))
          .isEqualTo(Retry.Meaning.BROKEN);
      assertThat(failure(database, "select nothing from nowhere")).isEqualTo(Retry.Meaning.BROKEN);

      one.setAutoCommit(false);
      one.createStatement().execute("update t set n = 1 where id = 1");
      other.createStatement().execute("set lock_timeout 1");
      assertThatThrownBy(() -> other.createStatement().execute("update t set n = 2 where id = 1"))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(Retry.meaning(e)).isEqualTo(Retry.Meaning.CONFLICT));
      one.rollback();

      database.execute("shutdown immediately");
      assertThatThrownBy(() -> other.createStatement().execute("select n from t"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(Retry.meaning(e)).isEqualTo(Retry.Meaning.AWAY));
    }
  }

  private static Retry.Meaning failure(H2Database database, String statement) {
    try {
      database.execute(statement);
      throw new IllegalStateException("no failure: " + statement);
    } catch (SQLException e) {
      return Retry.meaning(e);
    }
  }

  @Test
  @DisplayName(
      "A time comes back as it went in, to the microsecond, in whatever zone the shop lives")
  void times() throws SQLException {
    var time = Instant.parse("2026-01-05T01:30:12.123456789Z");
    try (var database = new H2Database(";TIME ZONE=Asia/Shanghai");
        var store = database.store()) {
      var insert = Sql.load(Store.class, store, "insert_audit");
      store.write(
          connection ->
              insert
                  .rows()
                  .set("id", Ids.at(time.toEpochMilli()))
                  .set("actor", "alice")
                  .set("action", "test")
                  .set("now", time)
                  .execute(connection));

      var read =
          store.read(
              connection -> {
                try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select created_at from paybell_audit")) {
                  rows.next();
                  return store.dialect().instant(rows, "created_at");
                }
              });
      assertThat(read).isEqualTo("2026-01-05T01:30:12.123456Z");
      assertThat(List.of(store.dialect().writers())).containsExactly(1);
    }
  }
}
