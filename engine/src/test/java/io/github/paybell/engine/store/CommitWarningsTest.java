package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that waits for a standby which does not come. */
class CommitWarningsTest {
  @Test
  @DisplayName(
      "NO_LOST_ACK: a commit whose wait for the standby was cancelled is not acknowledged, and its"
          + " row is there for the repeat")
  void cancelled() throws Exception {
    var options = TestStores.awaitingStandby(TestStores.POSTGRESQL.create());
    try (var store = Store.open(options);
        var group =
            new GroupCommit<String, String>(
                store,
                "group",
                10,
                new GroupLimit<>(10, 10, item -> 1),
                (connection, items, lockWait) -> {
                  insert(connection);
                  return items;
                },
                size -> {})) {
      var answer = new CompletableFuture<String>();
      var admin = TestStores.cancelsWait(options);
      group.offer("payment", answer::complete, answer::completeExceptionally);

      assertThat(failure(answer))
          .isInstanceOf(SQLException.class)
          .matches(Retry::away, "answered as busy")
          .hasMessageContaining("synchronous replication");
      admin.join();
      assertThat(rows(store)).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("what statements before the commit say, and what a notice says, is no warning of it")
  void others() throws SQLException {
    var options = TestStores.POSTGRESQL.create();
    try (var store = Store.open(options)) {
      store.write(
          connection -> {
            execute(
                connection,
                "create function told() returns trigger language plpgsql as"
                    + " $$ begin raise notice 'committed'; return null; end $$");
            execute(
                connection,
                "create constraint trigger told after insert on paybell_audit"
                    + " deferrable initially deferred for each row execute function told()");
            return 0;
          });

      store.write(
          connection -> {
            execute(connection, "do $$ begin raise warning 'of a statement'; end $$");
            return insert(connection);
          });

      assertThat(rows(store)).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("a store whose standby does not answer is not ready, and no backend is left waiting")
  void ownWrite() throws SQLException {
    var options = TestStores.awaitingStandby(TestStores.POSTGRESQL.create());
    try (var store = Store.open(options)) {
      store.readiness().tick(Runnable::run);

      assertThat(store.readiness().ready()).isFalse();
      assertThat(store.readiness().why()).get().asString().contains("synchronous replication");
      assertThat(
              number(
                  store,
                  "select count(*) from pg_stat_activity where datname = current_database()"
                      + " and wait_event = 'SyncRep'"))
          .isZero();
    }
  }

  private static @Nullable Throwable failure(CompletableFuture<String> answer) throws Exception {
    try {
      answer.get(2, TimeUnit.MINUTES);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private static long rows(Store store) throws SQLException {
    return number(store, "select count(*) from paybell_audit");
  }

  private static long number(Store store, String query) throws SQLException {
    return store.read(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  private static int insert(Connection connection) throws SQLException {
    return execute(
        connection,
        "insert into paybell_audit (id, actor, action, created_at) values"
            + " ('"
            + Ids.at(1_767_571_200_000L)
            + "', 'test', 'test', '2026-01-05 00:00:00')");
  }

  private static int execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      return 0;
    }
  }
}
