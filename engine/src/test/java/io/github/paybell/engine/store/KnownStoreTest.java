package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica knows the database that it has used, also after its restart. */
class KnownStoreTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T00:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private KnownStore known(String accept) throws IOException {
    return KnownStore.in(folder, accept, "paybell serve --accept-store %s", CLOCK);
  }

  private String kept() throws IOException {
    return Files.readString(folder.resolve("store-identity")).strip();
  }

  @Test
  @DisplayName(
      "NO_LOST_ACK: a promoted standby is taken, and a problem says so; the old primary, back with"
          + " its old timeline, is not written to, until a person accepts it")
  void oldPrimaryBack() throws Exception {
    var first = folder.resolve("first");
    var second = folder.resolve("second");
    var primary = postgresql(first);
    execute(primary.getPort(), "postgres", "create database paybell");
    primary.close();
    copy(first, second);
    Files.createFile(second.resolve("standby.signal"));
    primary = postgresql(first);
    int old = primary.getPort();
    try (var standby = postgresql(second)) {
      int fresh = standby.getPort();
      var both = options(old + ",127.0.0.1:" + fresh);
      String before;
      try (var store = Store.open(both, known(null))) {
        assertThat(port(store)).isEqualTo(old);
        before = kept();
        assertThat(before).endsWith(".1");
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(folder.resolve("store-identity"))))
            .isEqualTo("rw-------");

        primary.close();
        execute(fresh, "postgres", "select pg_promote()");
        afterFailover(store);

        assertThat(port(store)).isEqualTo(fresh);
        assertThat(kept()).isEqualTo(before.replaceFirst("1$", "2"));
        assertThat(store.news()).hasValueSatisfying(told -> assertThat(told).contains("1 to 2"));
      }

      primary = postgresql(first, old);
      try (var store = Store.open(both, known(null))) {
        // The driver takes the first host that says it is a primary.
        assertThat(port(store)).isEqualTo(fresh);
      }
      var known = known(null);
      assertThatThrownBy(() -> Store.open(options(String.valueOf(old)), known))
          .hasStackTraceContaining("is on timeline 1, and this replica has seen 2");
      assertThat(known.refusedOne()).isTrue();

      try (var store = Store.open(options(String.valueOf(old)), known(before))) {
        assertThat(kept()).isEqualTo(before);
        assertThat(
                store.<String>read(
                    connection ->
                        Dialect.scalar(
                            connection,
                            "select subject || ' ' || detail from paybell_audit"
                                + " where action = 'store.accept'")))
            .isEqualTo(before + " before: " + before.replaceFirst("1$", "2"));
      }
    } finally {
      primary.close();
    }
  }

  // The pool's connections to the primary that was stopped fail once each.
  private static void afterFailover(Store store) throws SQLException {
    SQLException last = null;
    for (int attempt = 0; attempt < 60; attempt++) {
      try {
        port(store);
        return;
      } catch (SQLException e) {
        last = e;
      }
    }
    throw new AssertionError("the standby was not taken", last);
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MYSQL"})
  @DisplayName("NO_LOST_ACK: a database that is another one is not written to")
  void another(TestStores kind) throws IOException {
    var options = kind.create();
    Files.writeString(folder.resolve("store-identity"), "4711\n");
    var known = known(null);

    assertThatThrownBy(() -> Store.open(options, known))
        .hasStackTraceContaining("is another database");
    assertThat(kept()).isEqualTo("4711");
  }

  @Test
  @DisplayName("An ordinary user of PostgreSQL may ask which database it is")
  void ordinaryUser() throws Exception {
    var options = TestStores.POSTGRESQL.create();
    try (var connection = DriverManager.getConnection(options.url(), "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute("create role shopkeeper login");
    }
    try (var connection = DriverManager.getConnection(options.url(), "shopkeeper", "")) {
      assertThat(known(null).refusal(connection)).isEmpty();
    }
    assertThat(kept()).matches("\\d+\\.1");
  }

  @Test
  @DisplayName(
      "In a shop another database, or an old primary, is warned of, used, and known from then on; a"
          + " higher timeline is a problem")
  void noted() throws Exception {
    var options = TestStores.POSTGRESQL.create();
    try (var connection = DriverManager.getConnection(options.url(), "postgres", "")) {
      known(null).note(connection);
      var here = kept();
      var system = here.replaceFirst("\\..*", "");
      for (var before : List.of("4711.1", system + ".2")) {
        Files.writeString(folder.resolve("store-identity"), before);
        var known = known(null);
        known.note(connection);
        assertThat(kept()).isEqualTo(here);
        assertThat(known.news()).isEmpty();
      }
      Files.writeString(folder.resolve("store-identity"), system + ".0");
      var known = known(null);
      known.note(connection);
      assertThat(kept()).isEqualTo(here);
      assertThat(known.news()).get().asString().contains("timeline");
    }
  }

  @Test
  @DisplayName("A MariaDB without Galera does not tell which one it is, and serves all the same")
  void untold() throws IOException {
    Store.open(TestStores.MARIADB.create(), known(null)).close();

    assertThat(folder.resolve("store-identity")).doesNotExist();
  }

  private static StoreOptions options(String ports) {
    return new StoreOptions(
        "jdbc:postgresql://127.0.0.1:" + ports + "/paybell", "postgres", "", 10);
  }

  private static EmbeddedPostgres postgresql(Path data) throws IOException {
    return postgresql(data, 0);
  }

  private static EmbeddedPostgres postgresql(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .start();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Files.deleteIfExists(to.resolve("postmaster.pid"));
  }

  private static int port(Store store) throws SQLException {
    return store.write(
        connection ->
            Integer.parseInt(
                String.valueOf(Dialect.scalar(connection, "select inet_server_port()"))));
  }

  private static void execute(int port, String database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
