package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readiness fails only, and always, when nothing can be stored. */
class ReadinessContractTest {
  /** Within so many seconds health says what is. */
  private static final int BOUND = 5;

  @ParameterizedTest
  @EnumSource
  @DisplayName("ready, one row of this replica's own, written when the watch begins")
  void ready(TestStores stores) throws SQLException {
    try (var watched = new Watched(stores.create())) {
      watched.seconds(10);

      assertThat(watched.ready()).isTrue();
      assertThat(watched.numbers("select count(*) from paybell_replica")).containsExactly(1L);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  @DisplayName("ONE_STOPS_NOBODY: one locked order in a quiet shop: ready throughout")
  void lockedOrder(TestStores stores) throws SQLException {
    var options = stores.create();
    execute(
        options,
        "insert into paybell_account (account, notify_token, version, updated_at)"
            + " values ('x', 'x', 1, '2026-01-05 00:00:00')");
    try (var watched = new Watched(options);
        var other = connect(options);
        var lock = other.createStatement()) {
      watched.seconds(1);
      other.setAutoCommit(false);
      lock.execute("select * from paybell_account for update");

      for (int i = 0; i < BOUND; i++) {
        assertThatThrownBy(
                () ->
                    watched.store.write(
                        connection ->
                            execute(connection, "select * from paybell_account for update nowait")))
            .isInstanceOf(SQLException.class);
        watched.seconds(1);
        assertThat(watched.ready()).isTrue();
      }
    }
  }

  @Test
  @DisplayName("SQLite's foreign writer: not ready within 5 s of the first commit that fails")
  void foreignWriter() throws SQLException {
    var options = TestStores.SQLITE.create();
    try (var watched = new Watched(options);
        var other = connect(options);
        var lock = other.createStatement()) {
      watched.store.write(connection -> execute(connection, "pragma busy_timeout = 20"));
      watched.seconds(1);
      lock.execute("begin immediate");

      assertThatThrownBy(() -> watched.store.write(ReadinessContractTest::insert))
          .isInstanceOf(SQLException.class);
      watched.becomesNotReady();

      lock.execute("rollback");
      watched.becomesReady();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  @DisplayName("a primary that turns read-only is not ready without a payment, nor is it for long")
  void readOnly(TestStores stores) throws SQLException {
    var options = stores.create();
    var user = user(stores, options);
    try (var watched = new Watched(user)) {
      watched.seconds(1);
      try {
        demote(stores, options);
        // Sessions keep what they began with.
        watched.reconnect();
        if (stores == TestStores.MARIADB) {
          // Its look asks for another kind of read-only, which it lets tests' users write to.
          watched.failsToWrite();
        }
        watched.becomesNotReady();
        assertThat(watched.why()).containsIgnoringCase("read");
      } finally {
        promote(stores, options);
      }
      watched.becomesReady();
    }
  }

  @Test
  @DisplayName("a user who may write to a read-only MariaDB is ready: the own write decides")
  void mayWrite() throws SQLException {
    var options = TestStores.MARIADB.create();
    try (var watched = new Watched(options)) {
      try {
        execute(options, "set global read_only = on");
        watched.seconds(10);
        assertThat(watched.ready()).isTrue();
      } finally {
        execute(options, "set global read_only = off");
      }
    }
  }

  @Test
  @DisplayName("a database that is gone and comes back, without traffic")
  void gone() throws SQLException {
    var options = TestStores.POSTGRESQL.create();
    var database = database(options);
    try (var watched = new Watched(options)) {
      watched.seconds(1);
      maintain(options, "alter database " + database + " allow_connections false");
      end(options);
      watched.becomesNotReady();

      maintain(options, "alter database " + database + " allow_connections true");
      // The pool tries by itself, with pauses of real time.
      long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (!watched.store.answers()) {
        assertThat(System.nanoTime()).isLessThan(patience);
      }
      watched.becomesReady();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  @DisplayName(
      "a full disk, on which a row that is there can be changed and none be added, is not ready"
          + " until there is room, without a payment; nothing of the test for room is kept")
  void full(TestStores stores) throws SQLException {
    var options = stores.create();
    try (var watched = new Watched(options)) {
      watched.seconds(1);
      execute(
          options,
          stores == TestStores.POSTGRESQL
              ? "create function full_disk() returns trigger language plpgsql as $$ begin raise"
                  + " exception 'could not extend file' using errcode = '53100'; end $$"
              : "create trigger full_disk before insert on paybell_notification for each row"
                  + " signal sqlstate 'HY000' set mysql_errno = 1114, message_text = 'is full'");
      if (stores == TestStores.POSTGRESQL) {
        execute(
            options,
            "create trigger full_disk before insert on paybell_notification"
                + " for each row execute function full_disk()");
      }

      assertThatThrownBy(
              () ->
                  watched.store.write(
                      connection ->
                          execute(
                              connection,
                              "insert into paybell_notification (id, account, dedupe_key, api,"
                                  + " event_type, verdict, raw, first_seen, last_seen, times_seen)"
                                  + " values ('"
                                  + Ids.at(1_767_571_200_000L)
                                  + "', 'x', 'x', 'v2', 'x', 'x', 'x', '2026-01-05 00:00:00',"
                                  + " '2026-01-05 00:00:00', 1)")))
          .isInstanceOf(SQLException.class)
          .matches(Retry::away, "answered as busy");
      watched.becomesNotReady();

      execute(
          options,
          stores == TestStores.POSTGRESQL
              ? "drop trigger full_disk on paybell_notification"
              : "drop trigger full_disk");
      watched.becomesReady();
      assertThat(watched.numbers("select count(*) from paybell_notification")).containsExactly(0L);
    }
  }

  @Test
  @DisplayName("a write that does not return within 3 s counts as one that failed")
  void hangs() throws Exception {
    var options = TestStores.POSTGRESQL.create();
    try (var watched = new Watched(options);
        var other = connect(options);
        var lock = other.createStatement()) {
      watched.seconds(1);
      other.setAutoCommit(false);
      lock.execute("lock table paybell_replica in access exclusive mode");
      watched.store.readiness().failed(false);
      var asking = new AtomicReference<>(new Thread(() -> {}));
      watched.store.readiness().tick(task -> asking.set(started(task)));

      for (int i = 0; i < 2; i++) {
        watched.pass(1);
        watched.store.readiness().tick(Runnable::run);
        assertThat(watched.ready()).isTrue();
      }
      watched.pass(1);
      watched.store.readiness().tick(Runnable::run);
      assertThat(watched.why()).contains("not answered for 3 s");

      other.rollback();
      asking.get().join(TimeUnit.MINUTES.toMillis(2));
      watched.becomesReady();
    }
  }

  @Test
  @DisplayName("an own write that fails while a group commits says nothing")
  void groupCommits() throws Exception {
    var options = TestStores.POSTGRESQL.create();
    try (var watched = new Watched(options);
        var other = connect(options);
        var lock = other.createStatement();
        var group =
            new GroupCommit<String, String>(
                watched.store,
                "group",
                10,
                new GroupLimit<>(10, 10, item -> 1),
                (connection, items, lockWait) -> {
                  insert(connection);
                  return items;
                },
                size -> {})) {
      watched.seconds(1);
      other.setAutoCommit(false);
      lock.execute("lock table paybell_replica in access exclusive mode");
      watched.store.readiness().failed(false);
      var asking = new AtomicReference<>(new Thread(() -> {}));
      watched.store.readiness().tick(task -> asking.set(started(task)));
      watched.pass(1);
      var committed = new CountDownLatch(1);
      group.offer("x", done -> committed.countDown(), failed -> {});
      assertThat(committed.await(2, TimeUnit.MINUTES)).isTrue();
      asking.get().join(TimeUnit.MINUTES.toMillis(2));

      assertThat(watched.ready()).isTrue();
      // It is asked again; when the group is long ago, what it says counts.
      other.rollback();
      watched.seconds(BOUND);
      assertThat(watched.ready()).isTrue();
    }
  }

  @Test
  @DisplayName("what makes commits worthless is not ready, whatever the database says")
  void objection() throws SQLException {
    var reason = new AtomicReference<>(Optional.<String>empty());
    try (var watched = new Watched(TestStores.SQLITE.create(), reason::get)) {
      watched.seconds(3);
      assertThat(watched.ready()).isTrue();

      reason.set(Optional.of("the files of the database are not where they were"));
      watched.becomesNotReady();
      assertThat(watched.why()).contains("not where they were");

      reason.set(Optional.empty());
      watched.becomesReady();
    }
  }

  @Test
  @DisplayName("one write that gets through is no store that takes writes: it takes 3 s of them")
  void flaps() throws SQLException {
    var options = TestStores.SQLITE.create();
    try (var watched = new Watched(options);
        var other = connect(options);
        var lock = other.createStatement()) {
      watched.store.write(connection -> execute(connection, "pragma busy_timeout = 20"));
      watched.seconds(1);
      lock.execute("begin immediate");
      watched.store.readiness().failed(false);
      watched.seconds(1);
      for (int i = 0; i < 3; i++) {
        lock.execute("rollback");
        watched.seconds(2);
        lock.execute("begin immediate");
        watched.seconds(1);
        assertThat(watched.ready()).isFalse();
      }
    }
  }

  @Test
  @DisplayName("the last write of the proof may come a little early: no second more for that")
  void early() throws SQLException {
    var away = new AtomicReference<>(Optional.of("away"));
    try (var watched = new Watched(TestStores.SQLITE.create(), away::get)) {
      watched.seconds(3);
      assertThat(watched.ready()).isFalse();

      away.set(Optional.empty());
      for (int i = 0; i < 4; i++) {
        assertThat(watched.ready()).isFalse();
        watched.pass(Duration.ofMillis(i == 3 ? 990 : 1_000));
        watched.store.readiness().tick(Runnable::run);
      }
      assertThat(watched.ready()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: rows of replicas that have been gone for a day are deleted")
  void tidies(TestStores stores) throws SQLException {
    try (var watched = new Watched(stores.create())) {
      replica(watched.store, Instant.now().minusSeconds(25 * 3600));
      replica(watched.store, Instant.now().minusSeconds(3600));
      watched.seconds(1);

      assertThat(watched.numbers("select count(*) from paybell_replica")).containsExactly(2L);
    }
  }

  private static void replica(Store store, Instant at) throws SQLException {
    store.write(
        connection ->
            Sql.load(Store.class, store, "insert_replica")
                .rows()
                .set("id", Ids.at(at.toEpochMilli()))
                .set("started_at", at)
                .set("written_at", at)
                .execute(connection));
  }

  /** A store whose seconds the test counts. */
  private static final class Watched implements AutoCloseable {
    final Store store;
    private long nanos;

    Watched(StoreOptions options, StoreGuard... guards) {
      store = Store.open(options, () -> nanos, guards);
    }

    void pass(int seconds) {
      pass(Duration.ofSeconds(seconds));
    }

    void pass(Duration time) {
      nanos += time.toNanos();
    }

    void seconds(int seconds) {
      for (int i = 0; i < seconds; i++) {
        pass(1);
        store.readiness().tick(Runnable::run);
      }
    }

    void reconnect() throws SQLException {
      store
          .dataSource()
          .unwrap(HikariDataSource.class)
          .getHikariPoolMXBean()
          .softEvictConnections();
    }

    /** Also the connection that the pool was just opening is from before. */
    void failsToWrite() throws SQLException {
      long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (true) {
        try {
          store.write(connection -> execute(connection, "delete from paybell_audit"));
        } catch (SQLException e) {
          return;
        }
        assertThat(System.nanoTime()).isLessThan(patience);
        reconnect();
      }
    }

    boolean ready() {
      return store.readiness().ready();
    }

    String why() {
      return store.readiness().why().orElse("");
    }

    void becomesNotReady() {
      becomes(false);
    }

    void becomesReady() {
      becomes(true);
    }

    private void becomes(boolean ready) {
      for (int i = 0; i < BOUND && ready() != ready; i++) {
        seconds(1);
      }
      assertThat(ready()).as("ready after %s s: %s", BOUND, why()).isEqualTo(ready);
      seconds(BOUND);
      assertThat(ready()).as("ready for good: %s", why()).isEqualTo(ready);
    }

    List<Long> numbers(String query) throws SQLException {
      return store.read(
          connection -> {
            try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
              rows.next();
              return List.of(rows.getLong(1));
            }
          });
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private static Thread started(Runnable task) {
    var thread = new Thread(task, "asking");
    thread.start();
    return thread;
  }

  /** One who may not write where the server is read-only; MariaDB's of tests knows no users. */
  private static StoreOptions user(TestStores stores, StoreOptions options) throws SQLException {
    if (stores != TestStores.MYSQL) {
      return options;
    }
    var name = database(options);
    execute(options, "create user " + name + "@'%' identified by 'secret'");
    execute(options, "grant all on " + name + ".* to " + name + "@'%'");
    return new StoreOptions(options.url(), name, "secret", 10);
  }

  private static void demote(TestStores stores, StoreOptions options) throws SQLException {
    switch (stores) {
      case POSTGRESQL -> {
        execute(
            options,
            "alter database " + database(options) + " set default_transaction_read_only = on");
        // Also one that the pool was just opening.
        end(options);
      }
      case MARIADB -> execute(options, "set global tx_read_only = on");
      default -> execute(options, "set global read_only = on");
    }
  }

  private static void promote(TestStores stores, StoreOptions options) throws SQLException {
    switch (stores) {
      case POSTGRESQL ->
          maintain(
              options,
              "alter database " + database(options) + " reset default_transaction_read_only");
      case MARIADB -> execute(options, "set global tx_read_only = off");
      default -> execute(options, "set global read_only = off");
    }
  }

  /** Ends the sessions of a PostgreSQL database, as a restart does. */
  private static void end(StoreOptions options) throws SQLException {
    maintain(
        options,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
            + database(options)
            + "'");
  }

  private static String database(StoreOptions options) {
    return options.url().replaceFirst(".*/", "");
  }

  private static void maintain(StoreOptions options, String sql) throws SQLException {
    execute(
        new StoreOptions(
            options.url().replaceFirst("[^/]*$", "postgres"),
            options.username(),
            options.password(),
            10),
        sql);
  }

  private static int insert(Connection connection) throws SQLException {
    return execute(
        connection,
        "insert into paybell_audit (id, actor, action, created_at) values"
            + " ('"
            + Ids.at(1_767_571_200_000L)
            + "', 'test', 'test', '2026-01-05 00:00:00')");
  }

  private static Connection connect(StoreOptions options) throws SQLException {
    return DriverManager.getConnection(options.url(), options.username(), options.password());
  }

  private static void execute(StoreOptions options, String sql) throws SQLException {
    try (var connection = connect(options)) {
      execute(connection, sql);
    }
  }

  private static int execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      return 0;
    }
  }
}
