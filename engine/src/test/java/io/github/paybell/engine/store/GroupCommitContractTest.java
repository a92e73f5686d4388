package io.github.paybell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the group commit promises, on every store. */
class GroupCommitContractTest {
  private static final String BAD = "bad";

  @ParameterizedTest
  @EnumSource
  @DisplayName("ACK_AFTER_COMMIT: each item is answered once, after its row is committed")
  void answersEach(TestStores stores) throws Exception {
    try (var rows = new AuditRows(stores.create(), 1000)) {
      var answers = rows.offerAll(500);

      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get(2, TimeUnit.MINUTES)).isEqualTo("row-" + i);
      }
      assertThat(rows.stored()).hasSize(500).doesNotHaveDuplicates();
      assertThat(rows.committed.get()).isEqualTo(500);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: a row that the database refuses fails alone, not its neighbours")
  void oneBadRow(TestStores stores) throws Exception {
    try (var rows = new AuditRows(stores.create(), 1000)) {
      rows.hold();
      var before = rows.offerAll(20);
      var bad = rows.offer(BAD);
      var after = rows.offerAll(20);
      rows.letGo();

      assertThat(failure(bad)).isInstanceOf(SQLException.class);
      for (var answer : before) {
        answer.get(2, TimeUnit.MINUTES);
      }
      for (var answer : after) {
        answer.get(2, TimeUnit.MINUTES);
      }
      assertThat(rows.stored()).hasSize(40);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: more than may wait is refused at once, and not answered later")
  void full(TestStores stores) throws Exception {
    try (var rows = new AuditRows(stores.create(), 3)) {
      rows.hold();
      var taken = rows.offerAll(3);

      assertThat(rows.commits.waiting()).isEqualTo(3);
      assertThat(rows.tryOffer("one too many")).isNull();

      rows.letGo();
      for (var answer : taken) {
        answer.get(2, TimeUnit.MINUTES);
      }
      assertThat(rows.stored()).hasSize(3);
    }
  }

  @Test
  @DisplayName("BOUNDED: a group ends before it brings a store more bytes than it takes at once")
  void bytes() throws Exception {
    try (var rows =
        new AuditRows(
            TestStores.SQLITE.create(), 1000, new GroupLimit<>(256, 10, String::length))) {
      rows.hold();
      var answers = new ArrayList<CompletableFuture<String>>();
      for (var item : List.of("aaaaa", "bbbbb", "c", "a-long-one-alone", "ddddd", "eeee", "ff")) {
        answers.add(rows.offer(item));
      }
      rows.letGo();
      for (var answer : answers) {
        answer.get(2, TimeUnit.MINUTES);
      }

      assertThat(rows.groups)
          .containsExactly(
              List.of("gate"),
              List.of("aaaaa", "bbbbb"),
              List.of("c"),
              List.of("a-long-one-alone"),
              List.of("ddddd", "eeee"),
              List.of("ff"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: closing commits and answers all that was admitted, and admits no more")
  void closing(TestStores stores) throws Exception {
    try (var rows = new AuditRows(stores.create(), 1000)) {
      rows.hold();
      var admitted = rows.offerAll(100);
      var closing = CompletableFuture.runAsync(rows.commits::close);
      for (var late = rows.tryOffer("late"); late != null; late = rows.tryOffer("late")) {
        admitted.add(late);
      }
      rows.letGo();
      closing.get(2, TimeUnit.MINUTES);

      assertThat(admitted).allSatisfy(answer -> assertThat(answer).isCompleted());
      assertThat(rows.stored()).hasSize(admitted.size());
      assertThat(rows.tryOffer("later still")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IN_TIME: a waiter that breaks while it takes its answer breaks nobody else's")
  void brokenWaiter(TestStores stores) throws Exception {
    try (var rows = new AuditRows(stores.create(), 1000)) {
      rows.hold();
      rows.commits.offer(
          "broken",
          committed -> {
            throw new IllegalStateException("gone");
          },
          failed -> {});
      var others = rows.offerAll(10);
      rows.letGo();

      for (var answer : others) {
        answer.get(2, TimeUnit.MINUTES);
      }
    }
  }

  @Test
  @DisplayName("IN_TIME: a store that goes away fails the whole group at once; then it recovers")
  void away() throws Exception {
    var options = TestStores.POSTGRESQL.create();
    try (var rows = new AuditRows(options, 1000)) {
      rows.hold();
      var lost = rows.offerAll(50);
      rows.terminateNext.set(true);
      rows.letGo();

      for (var answer : lost) {
        assertThat(failure(answer)).isInstanceOf(SQLException.class);
      }
      assertThat(rows.stored()).isEmpty();
      assertThat(rows.runs).describedAs("the two that held, and the one lost").hasValue(3);

      rows.offer("back").get(2, TimeUnit.MINUTES);
      assertThat(rows.stored()).containsExactly("back");
    }
  }

  @Test
  @DisplayName("IN_TIME: a store that goes away amid a group's single rows fails the rest at once")
  void awayAmidSingleRows() throws Exception {
    try (var rows = new AuditRows(TestStores.POSTGRESQL.create(), 1000)) {
      rows.hold();
      var lost = rows.offerAll(50);
      rows.terminateAfterBad.set(true);
      lost.add(rows.offer(BAD));
      rows.letGo();

      for (var answer : lost) {
        assertThat(failure(answer)).isInstanceOf(SQLException.class);
      }
      assertThat(rows.runs).describedAs("the two that held, the group, its first").hasValue(4);
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

  /** A group commit that writes the item as an audit row's actor. */
  private static final class AuditRows implements AutoCloseable {
    private static final String GATE = "gate";

    final AtomicInteger committed = new AtomicInteger();
    final AtomicInteger runs = new AtomicInteger();
    final Queue<List<String>> groups = new ConcurrentLinkedQueue<>();
    final AtomicBoolean terminateNext = new AtomicBoolean();
    final AtomicBoolean terminateAfterBad = new AtomicBoolean();
    final GroupCommit<String, String> commits;
    private final StoreOptions options;
    private final Store store;
    private final CountDownLatch entered;
    private final CountDownLatch gate = new CountDownLatch(1);

    AuditRows(StoreOptions options, int capacity) {
      this(options, capacity, GroupLimit.ofItems(256));
    }

    AuditRows(StoreOptions options, int capacity, GroupLimit<String> limit) {
      this.options = options;
      store = Store.open(options);
      entered = new CountDownLatch(store.dialect().writers());
      commits =
          new GroupCommit<>(store, "test", capacity, limit, this::write, committed::addAndGet);
    }

    private List<String> write(Connection connection, List<String> group, Duration lockWait)
        throws SQLException {
      runs.incrementAndGet();
      groups.add(group);
      if (group.contains(GATE)) {
        entered.countDown();
        await(gate);
        return group;
      }
      if (terminateNext.compareAndSet(true, false)) {
        terminate(connection);
      }
      try (var insert =
          connection.prepareStatement(
              "insert into paybell_audit (id, actor, action, created_at) values"
                  + (store.dialect() == Dialect.POSTGRESQL ? " (?::uuid," : " (?,")
                  + " ?, 'test', '2026-01-05 00:00:00')")) {
        for (var item : group) {
          if (item.equals(BAD) && terminateAfterBad.compareAndSet(true, false)) {
            terminateNext.set(true);
          }
          insert.setString(1, Ids.at(0).toString());
          insert.setString(2, item.equals(BAD) ? null : item);
          insert.executeUpdate();
        }
      }
      return group;
    }

    private void terminate(Connection connection) throws SQLException {
      String backend;
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("select pg_backend_pid()")) {
        rows.next();
        backend = rows.getString(1);
      }
      try (var other = connect();
          var statement = other.createStatement()) {
        statement.execute("select pg_terminate_backend(" + backend + ")");
      }
    }

    /** Keeps every writer busy until {@link #letGo}. */
    void hold() {
      for (long held = entered.getCount(); held > 0; held--) {
        long before = entered.getCount();
        offer(GATE);
        // One writer at a time, so that none takes two.
        while (entered.getCount() == before) {
          Thread.onSpinWait();
        }
      }
    }

    void letGo() {
      gate.countDown();
    }

    CompletableFuture<String> offer(String item) {
      var answer = tryOffer(item);
      assertThat(answer).isNotNull();
      return answer;
    }

    @Nullable CompletableFuture<String> tryOffer(String item) {
      var answer = new CompletableFuture<String>();
      boolean taken =
          commits.offer(
              item,
              outcome -> assertThat(answer.complete(outcome)).isTrue(),
              failure -> assertThat(answer.completeExceptionally(failure)).isTrue());
      return taken ? answer : null;
    }

    List<CompletableFuture<String>> offerAll(int count) {
      var answers = new ArrayList<CompletableFuture<String>>();
      for (int i = 0; i < count; i++) {
        answers.add(offer("row-" + i));
      }
      return answers;
    }

    List<String> stored() throws SQLException {
      try (var connection = connect();
          var statement = connection.createStatement();
          var rows = statement.executeQuery("select actor, id from paybell_audit order by id")) {
        var actors = new ArrayList<String>();
        while (rows.next()) {
          actors.add(rows.getString(1));
        }
        return actors;
      }
    }

    private Connection connect() throws SQLException {
      return DriverManager.getConnection(options.url(), options.username(), options.password());
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      letGo();
      commits.close();
      store.close();
    }
  }
}
