package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.engine.inbox.Recorded.Next;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is a copy and what a row of its own, on every store. */
class VariantsContractTest {
  private static final String STRANGE_KEY = "NeverOurApiV3Key3456789ABCDEFGHI";

  private static Sent paid(String outTradeNo) {
    return TestPlatform.v3Paid("id-1", outTradeNo, "T" + outTradeNo, 100);
  }

  private static Sent strange(String outTradeNo) {
    return TestPlatform.v3(
        "id-1",
        "TRANSACTION.SUCCESS",
        "transaction",
        TestPlatform.v3Payment(outTradeNo, "T" + outTradeNo, 100),
        STRANGE_KEY);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_ROW_PER_ID: copies and others of one key in one group, each where it belongs")
  void oneGroup(TestStores stores) throws Exception {
    try (var shop = new Recording(stores.create(), Clock.systemUTC())) {
      shop.register("ORDER-1");
      shop.register("ORDER-2");

      var recorded =
          shop.record(
              paid("ORDER-1"), paid("ORDER-2"), paid("ORDER-1"), paid("ORDER-2"), paid("ORDER-1"));

      assertThat(recorded)
          .extracting(Recorded::duplicate)
          .containsExactly(false, false, true, true, true);
      assertThat(recorded)
          .extracting(Recorded::id)
          .containsExactly(
              recorded.get(0).id(),
              recorded.get(1).id(),
              recorded.get(0).id(),
              recorded.get(1).id(),
              recorded.get(0).id());
      assertThat(shop.stored())
          .extracting(NotificationView::timesSeen)
          .containsExactlyInAnyOrder(3, 2);
      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.order("ORDER-2").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.openKinds()).containsExactly("notification_conflict");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_ROW_PER_ID: what was stored before facts were kept is read again, and known")
  void storedBefore(TestStores stores) throws Exception {
    try (var shop = new Recording(stores.create(), Clock.systemUTC())) {
      shop.register("ORDER-1");
      shop.register("ORDER-2");
      shop.record(paid("ORDER-1"));
      var facts = shop.texts("select facts from paybell_notification");
      shop.change("update paybell_notification set facts = null");

      var recorded = shop.record(paid("ORDER-1"), paid("ORDER-2"));

      assertThat(recorded).extracting(Recorded::duplicate).containsExactly(true, false);
      assertThat(shop.texts("select facts from paybell_notification order by id limit 1"))
          .isEqualTo(facts);
      assertThat(shop.stored()).hasSize(2);
      assertThat(shop.order("ORDER-2").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.openKinds()).containsExactly("notification_conflict");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: v2 – an ACCEPT stored under the key of a SUCCESS does not swallow it")
  void acceptStoredBefore(TestStores stores) throws Exception {
    try (var shop = new Recording(stores.create(), Clock.systemUTC())) {
      shop.register("ORDER-1");
      var accept = TestPlatform.v2Fields("ORDER-1", "T1", 100);
      accept.put("trade_state", "ACCEPT");
      shop.record(TestPlatform.v2(accept));
      shop.change("update paybell_notification set facts = null, dedupe_key = 'pay:T1:SUCCESS'");

      shop.record(TestPlatform.v2Paid("ORDER-1", "T1", 100));

      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.stored()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: unread ones of one key keep their bytes; read at last, they are one")
  void unread(TestStores stores) throws Exception {
    var clock = SettableClock.atPresent();
    try (var shop = new Recording(stores.create(), clock)) {
      shop.register("ORDER-1");
      shop.configure(TestPlatform.OLD_API_V3_KEY);
      var first = paid("ORDER-1");
      var second = paid("ORDER-1");

      assertThat(shop.record(first, first, second))
          .extracting(Recorded::duplicate)
          .containsExactly(false, true, false);
      assertThat(shop.record(second))
          .extracting(Recorded::verdict)
          .containsOnly(Verdict.UNDECRYPTABLE);
      assertThat(shop.stored()).hasSize(2).extracting(NotificationView::timesSeen).containsOnly(2);

      shop.configure(TestPlatform.API_V3_KEY);
      assertThat(shop.record(paid("ORDER-1")))
          .extracting(Recorded::verdict)
          .containsExactly(Verdict.APPLIED);
      assertThat(shop.stored()).as("the bytes of the first say the same").hasSize(2);
      clock.move(Duration.ofMinutes(2));
      shop.retries.sweep();
      assertThat(shop.record(paid("ORDER-1"), first, second))
          .extracting(Recorded::duplicate)
          .containsOnly(true);

      assertThat(shop.stored())
          .extracting(NotificationView::verdict)
          .containsExactlyInAnyOrder("applied", "already_applied");
      for (var view : shop.stored()) {
        assertThat(shop.log.raw(view.id()).orElseThrow()).isIn(first.body(), second.body());
      }
      assertThat(shop.open()).isEmpty();
      assertThat(shop.order("ORDER-1").version()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: what cannot be read loses its bytes to no copy that can")
  void strangeFirst(TestStores stores) throws Exception {
    try (var shop = new Recording(stores.create(), Clock.systemUTC())) {
      shop.register("ORDER-1");
      var strange = strange("ORDER-1");
      shop.record(strange);

      assertThat(shop.record(paid("ORDER-1"), strange))
          .extracting(Recorded::verdict)
          .containsExactly(Verdict.APPLIED, Verdict.UNDECRYPTABLE);

      var stored = shop.stored();
      assertThat(stored)
          .extracting(NotificationView::verdict, NotificationView::timesSeen)
          .containsExactly(tuple("applied", 1), tuple("undecryptable", 2));
      assertThat(shop.log.raw(stored.get(1).id()).orElseThrow()).isEqualTo(strange.body());
      assertThat(shop.openKinds()).containsExactly("undecryptable");

      shop.configure(STRANGE_KEY);
      assertThat(shop.log.reapply(stored.get(1).id(), "alice").orElseThrow().verdict())
          .isEqualTo("already_applied");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CONFLUENT: what is read at last and says something else is the same problem")
  void conflictAtLast(TestStores stores) throws Exception {
    var clock = SettableClock.atPresent();
    try (var shop = new Recording(stores.create(), clock)) {
      shop.register("ORDER-1");
      shop.register("ORDER-2");
      shop.record(strange("ORDER-1"));
      shop.record(paid("ORDER-2"));
      assertThat(shop.openKinds()).containsExactly("undecryptable");

      shop.configure(STRANGE_KEY);
      clock.move(Duration.ofMinutes(2));
      assertThat(shop.retries.sweep()).isOne();

      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.openKinds()).containsExactly("notification_conflict");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: a key has at most eight rows, in one group or in many")
  void eight(TestStores stores) throws Exception {
    try (var shop = new Recording(stores.create(), Clock.systemUTC())) {
      shop.record(paid("ORDER-0"));
      var group = new ArrayList<Sent>();
      for (int i = 1; i < 9; i++) {
        group.add(paid("ORDER-" + i));
      }

      assertThat(shop.record(group.toArray(Sent[]::new)))
          .extracting(Recorded::next)
          .containsExactly(
              Next.NOTHING,
              Next.NOTHING,
              Next.NOTHING,
              Next.NOTHING,
              Next.NOTHING,
              Next.NOTHING,
              Next.NOTHING,
              Next.REFUSE);
      assertThat(shop.record(paid("ORDER-9"), paid("ORDER-3")))
          .extracting(Recorded::next, Recorded::duplicate)
          .containsExactly(tuple(Next.REFUSE, false), tuple(Next.NOTHING, true));

      assertThat(shop.stored()).hasSize(Variants.MOST);
      assertThat(shop.texts("select out_trade_no from paybell_evidence"))
          .hasSize(Variants.MOST)
          .doesNotContain("ORDER-8", "ORDER-9");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_ROW_PER_ID: two replicas, the same and other contents of one key at one moment")
  void replicas(TestStores stores) throws Exception {
    var database = stores.create();
    try (var one = new Recording(database, Clock.systemUTC());
        var two = new Recording(database, Clock.systemUTC())) {
      var barrier = new CyclicBarrier(6);
      var threads = Executors.newFixedThreadPool(6);
      try {
        var work = new ArrayList<Callable<List<Recorded>>>();
        for (int i = 0; i < 6; i++) {
          var replica = i % 2 == 0 ? one : two;
          int begin = i;
          work.add(
              () -> {
                barrier.await();
                var all = new ArrayList<Recorded>();
                for (int j = 0; j < 10; j++) {
                  all.addAll(
                      replica.record(
                          paid("ORDER-" + (begin + j) % 10),
                          paid("ORDER-" + (begin + j + 1) % 10)));
                }
                return all;
              });
        }
        int acknowledged = 0;
        for (var done : threads.invokeAll(work)) {
          for (var each : done.get()) {
            acknowledged += each.next() == Next.REFUSE ? 0 : 1;
          }
        }

        assertThat(one.stored()).hasSize(Variants.MOST);
        assertThat(one.stored().stream().mapToInt(NotificationView::timesSeen).sum())
            .isEqualTo(acknowledged);
        assertThat(one.texts("select distinct facts from paybell_notification"))
            .hasSize(Variants.MOST);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: a group of bodies of 1 MiB fits each store, byte for byte")
  void largeBodies(TestStores stores) throws Exception {
    try (var shop = new Recording(stores.create(), Clock.systemUTC())) {
      var group = new ArrayList<Sent>();
      for (int i = 0; i < 4; i++) {
        group.add(large(i));
        assertThat(group.get(i).body().length).isBetween(1_000_000, 1 << 20);
      }

      assertThat(shop.record(group.toArray(Sent[]::new)))
          .extracting(Recorded::verdict)
          .containsOnly(Verdict.PARKED);

      for (var view : shop.stored()) {
        assertThat(group).extracting(Sent::body).contains(shop.log.raw(view.id()).orElseThrow());
      }
      assertThat(shop.record(group.toArray(Sent[]::new)))
          .extracting(Recorded::duplicate)
          .containsOnly(true);
    }
  }

  /** A payment with so much else in it that its body has nearly 1 MiB. */
  private static Sent large(int number) {
    var payment = TestPlatform.v3Payment("ORDER-" + number, "T" + number, 100);
    return TestPlatform.v3(
        "id-" + number,
        "TRANSACTION.SUCCESS",
        "transaction",
        payment.substring(0, payment.length() - 1)
            + ",\"future\":\""
            + "门店".repeat(128_000)
            + "\"}");
  }
}
