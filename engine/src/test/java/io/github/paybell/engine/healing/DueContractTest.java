package io.github.paybell.engine.healing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.ledger.DueOrders;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Claiming what is due, on every store. */
class DueContractTest {
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final SettableClock clock =
      new SettableClock(Instant.parse("2026-01-05T02:00:00.000001Z"));
  private final Teller wechat = new Teller(clock);

  private List<DueOrders.Claimed> claim(Replica replica, DueOrders due, int limit) {
    try {
      var now = clock.instant();
      return replica.store.write(
          connection -> due.claim(connection, Replica.ACCOUNT, now, now.plus(LEASE), limit));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean anyDue(Replica replica, DueOrders due) throws SQLException {
    return !replica
        .store
        .read(
            connection ->
                due.accounts(connection, List.of("nobody", Replica.ACCOUNT), clock.instant()))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "An order is due after its first gap, claimed once, and due again when its claim ends")
  void claimedOnce(TestStores stores) throws SQLException {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      var due = new DueOrders(replica.store);
      replica.register("ORDER-1");
      assertThat(anyDue(replica, due)).isFalse();
      assertThat(claim(replica, due, 10)).isEmpty();

      clock.move(Duration.ofSeconds(6));
      assertThat(anyDue(replica, due)).isTrue();
      assertThat(claim(replica, due, 10))
          .singleElement()
          .satisfies(
              order -> {
                assertThat(order.key().outTradeNo()).isEqualTo("ORDER-1");
                assertThat(order.step()).isZero();
                assertThat(order.createdAt()).isEqualTo("2026-01-05T02:00:00.000001Z");
              });
      assertThat(anyDue(replica, due)).isFalse();
      assertThat(claim(replica, due, 10)).isEmpty();

      clock.move(LEASE);
      assertThat(claim(replica, due, 10)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Whoever claimed an order says when it is due next, unless the claim has ended")
  void onlyOurs(TestStores stores) throws SQLException {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      var due = new DueOrders(replica.store);
      replica.register("ORDER-1");
      clock.move(Duration.ofSeconds(6));
      var first = claim(replica, due, 10).get(0);
      clock.move(LEASE);
      var second = claim(replica, due, 10).get(0);

      due.asked(first, true, null);
      assertThat(replica.value("select query_step from paybell_order")).isEqualTo("0");
      assertThat(replica.value("select next_query_at from paybell_order")).isNotNull();

      due.asked(second, true, clock.instant().plusSeconds(25));
      assertThat(replica.value("select query_step from paybell_order")).isEqualTo("1");
      clock.move(Duration.ofSeconds(25));
      var third = claim(replica, due, 10).get(0);
      assertThat(third.step()).isEqualTo(1);

      due.asked(third, false, null);
      assertThat(replica.value("select query_step from paybell_order")).isEqualTo("1");
      assertThat(replica.value("select next_query_at from paybell_order")).isNull();
      clock.move(Duration.ofDays(8));
      assertThat(anyDue(replica, due)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("The longest due come first, and no more than were asked for")
  void inOrder(TestStores stores) {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      var due = new DueOrders(replica.store);
      for (int i = 1; i <= 5; i++) {
        replica.register("ORDER-" + i);
        clock.move(Duration.ofSeconds(1));
      }
      clock.move(Duration.ofSeconds(10));

      assertThat(claim(replica, due, 2))
          .extracting(order -> order.key().outTradeNo())
          .containsExactly("ORDER-1", "ORDER-2");
      assertThat(claim(replica, due, 9))
          .extracting(order -> order.key().outTradeNo())
          .containsExactly("ORDER-3", "ORDER-4", "ORDER-5");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Four that claim at once share the due orders: each order is claimed by exactly one")
  void shared(TestStores stores) throws Exception {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      var due = new DueOrders(replica.store);
      for (int i = 100; i < 180; i++) {
        replica.register("ORDER-" + i);
      }
      clock.move(Duration.ofSeconds(10));
      var claimed = Collections.synchronizedList(new ArrayList<String>());
      var barrier = new CyclicBarrier(4);
      var threads = Executors.newFixedThreadPool(4);
      try {
        Callable<Integer> run =
            () -> {
              barrier.await();
              for (var some = claim(replica, due, 7);
                  !some.isEmpty();
                  some = claim(replica, due, 7)) {
                some.forEach(order -> claimed.add(order.key().outTradeNo()));
              }
              return 0;
            };
        for (var each : threads.invokeAll(Collections.nCopies(4, run))) {
          each.get();
        }
      } finally {
        threads.shutdown();
      }
      assertThat(claimed).doesNotHaveDuplicates();
      // One that passed over what another held may have found nothing left and gone home.
      claim(replica, due, 100).forEach(order -> claimed.add(order.key().outTradeNo()));
      assertThat(claimed).hasSize(80).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("FORGERY_INERT: a hint makes an unpaid order due at once, and at most once a minute")
  void hint(TestStores stores) throws SQLException {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      var due = new DueOrders(replica.store);
      replica.register("ORDER-1");

      assertThat(due.hint(Replica.ACCOUNT, "ORDER-1", clock.instant())).isTrue();
      assertThat(anyDue(replica, due)).isTrue();
      assertThat(due.hint(Replica.ACCOUNT, "ORDER-2", clock.instant())).isFalse();

      var order = claim(replica, due, 1).get(0);
      due.asked(order, true, clock.instant().plusSeconds(3600));
      clock.move(Duration.ofSeconds(59));
      assertThat(due.hint(Replica.ACCOUNT, "ORDER-1", clock.instant())).isFalse();
      assertThat(anyDue(replica, due)).isFalse();
      clock.move(Duration.ofSeconds(1));
      assertThat(due.hint(Replica.ACCOUNT, "ORDER-1", clock.instant())).isTrue();
      assertThat(anyDue(replica, due)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A hint about an order that is paid asks nobody")
  void hintOfPaid(TestStores stores) {
    try (var replica = new Replica(stores.create(), wechat, clock)) {
      replica.register("ORDER-1");
      wechat.paid("ORDER-1");
      clock.move(Duration.ofSeconds(6));
      assertThat(replica.sweep()).isEqualTo(1);
      assertThat(replica.state("ORDER-1")).isEqualTo("SUCCESS");

      clock.move(Duration.ofMinutes(2));
      assertThat(replica.healing.hint(Replica.ACCOUNT, "ORDER-1")).isFalse();
      assertThat(replica.sweep()).isZero();
    }
  }
}
