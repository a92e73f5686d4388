package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.store.TestStores;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadlinesTest {
  private static final Reply BUSY = Replies.busy(Api.V3);

  @ParameterizedTest
  @EnumSource
  @DisplayName("IN_TIME: while the store hangs the answer is 503; what was admitted still commits")
  void storeHangs(TestStores stores) throws Exception {
    var store = stores.create();
    // Over at once, so that the lock need not be held for long: the store's own patience ends too.
    var hurried = new InboxOptions(Duration.ofMillis(1), 100, 256, 5, 100);
    var paid = TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100);
    try (var next = TestEngine.on(store, TestPlatform.accounts(), TestEngine.UNHURRIED)) {
      next.engine().orders().register("shop", TestEngine.order("ORDER-1", 100));

      // Closing it commits what was admitted.
      try (var shop = TestEngine.on(store, TestPlatform.accounts(), hurried);
          var other = DriverManager.getConnection(store.url(), store.username(), store.password());
          var statement = other.createStatement()) {
        if (stores == TestStores.SQLITE) {
          statement.execute("begin immediate");
        } else {
          other.setAutoCommit(false);
          statement.execute("select * from paybell_order for update");
        }

        assertThat(paid.to(shop)).isEqualTo(BUSY);

        if (stores == TestStores.SQLITE) {
          statement.execute("rollback");
        } else {
          other.rollback();
        }
      }
      // As WeChat Pay does: again, until it is taken.
      assertThat(paid.to(next).status()).isEqualTo(204);

      var order = next.engine().orders().find("shop", "ORDER-1").orElseThrow();
      assertThat(order.tradeState()).isEqualTo("SUCCESS");
      assertThat(order.version()).isEqualTo(2);
      assertThat(next.engine().notifications().list(null, null, null, null, 10).items())
          .singleElement()
          .satisfies(row -> assertThat(row.timesSeen()).isEqualTo(2));
    }
  }

  @Test
  @DisplayName("IN_TIME: one who breaks while taking the answer does not silence the next")
  void brokenAnswer() throws Exception {
    try (var deadlines = new Deadlines(Duration.ofMillis(1))) {
      var next = new CompletableFuture<Reply>();
      deadlines.add(
          reply -> {
            throw new IllegalStateException("connection closed");
          },
          BUSY);
      deadlines.add(next::complete, BUSY);

      assertThat(next.get(2, TimeUnit.MINUTES)).isEqualTo(BUSY);
    }
  }

  @Test
  @DisplayName("IN_TIME: each request is answered once, by whoever is first")
  void answeredOnce() throws Exception {
    var first = new CompletableFuture<Reply>();
    try (var deadlines = new Deadlines(Duration.ofSeconds(4))) {
      var waiter = deadlines.add(reply -> assertThat(first.complete(reply)).isTrue(), BUSY);

      assertThat(waiter.answer(Replies.success(Api.V3))).isTrue();
      assertThat(waiter.answer(BUSY)).isFalse();
    }
    assertThat(first.get().status()).isEqualTo(204);
  }

  @Test
  @DisplayName("IN_TIME: closing leaves nobody without an answer")
  void closing() {
    var answer = new CompletableFuture<Reply>();
    var deadlines = new Deadlines(Duration.ofSeconds(4));
    deadlines.add(answer::complete, BUSY);

    deadlines.close();

    assertThat(answer).isCompletedWithValue(BUSY);
  }
}
