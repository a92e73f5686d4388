package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store behind PgBouncer in transaction mode. */
class PgBouncerTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 30;

  @TempDir Path folder;

  @Test
  @DisplayName(
      "A store behind PgBouncer makes its schema and prepares no statement in the server, whichever"
          + " session a transaction meets; one straight to PostgreSQL prepares them")
  void sessions() throws Exception {
    var direct = TestStores.POSTGRESQL.empty();
    try (var bouncer = PgBouncer.before(direct, folder);
        var pooled = Store.open(bouncer.store());
        var straight = Store.open(direct)) {
      var sessions = new HashSet<Integer>();
      for (var found : inParallel(() -> pooled.write(PgBouncerTest::look))) {
        assertThat(found.prepared()).isZero();
        sessions.add(found.session());
      }
      assertThat(sessions).as("sessions that transactions met").hasSizeGreaterThan(1);

      straight.write(PgBouncerTest::look);
      assertThat(straight.write(PgBouncerTest::look).prepared()).isPositive();
      assertThat(locks(straight)).as("locks that outlived their transaction").isZero();
    }
  }

  @Test
  @DisplayName(
      "A pooler that greets like PostgreSQL itself costs one failure: from then on nothing is"
          + " prepared")
  void disguised() throws Exception {
    try (var store = Store.open(TestStores.POSTGRESQL.create())) {
      store.write(PgBouncerTest::look);
      // As another client's session would answer: what the driver has prepared is not there.
      try {
        store.write(
            connection -> {
              look(connection);
              try (var statement = connection.createStatement()) {
                // The driver reads the tag of a plain one, and would know.
                statement.execute("do $$ begin execute 'deallocate all'; end $$");
              }
              return look(connection);
            });
      } catch (SQLException e) {
        assertThat(Retry.away(e)).as(e.toString()).isTrue();
      }
      for (int i = 0; i < THREADS; i++) {
        assertThat(store.write(PgBouncerTest::look).prepared()).isZero();
      }
    }
  }

  private record Look(int session, int prepared) {}

  private static Look look(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement(
                "select pg_backend_pid(), (select count(*) from pg_prepared_statements), ?::int");
        var rows = result(statement)) {
      rows.next();
      return new Look(rows.getInt(1), rows.getInt(2));
    }
  }

  private static java.sql.ResultSet result(java.sql.PreparedStatement statement)
      throws SQLException {
    statement.setInt(1, 1);
    return statement.executeQuery();
  }

  private static int locks(Store store) throws SQLException {
    return store.read(
        connection -> {
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery(
                      "select count(*) from pg_locks where locktype = 'advisory'")) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }

  private static <T> List<T> inParallel(Callable<T> work) throws Exception {
    var threads = Executors.newFixedThreadPool(THREADS);
    try {
      var all = new ArrayList<Callable<T>>();
      for (int i = 0; i < THREADS * ROUNDS; i++) {
        all.add(work);
      }
      var results = new ArrayList<T>();
      for (var each : threads.invokeAll(all)) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
