package io.github.paybell.engine.together;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.engine.inbox.LongWaiting;
import io.github.paybell.engine.inbox.NotificationView;
import io.github.paybell.engine.inbox.ProcessingOptions.Acknowledge;
import io.github.paybell.engine.inbox.Reply;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.inbox.TestPlatform.Sub;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.engine.together.EmbeddedShop.Settings;
import io.github.paybell.protocol.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a notification that the shop's listener takes, or fails to take. */
class HandlingTest {
  private static final String SUCCESS =
      "<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>";
  private static final String FAIL =
      "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[处理失败]]></return_msg></xml>";
  private static final Reply V3_SUCCESS = new Reply(204, null, new byte[0]);
  private static final Reply V3_FAILURE =
      new Reply(
          500,
          "application/json; charset=utf-8",
          "{\"code\":\"FAIL\",\"message\":\"处理失败\"}".getBytes(UTF_8));
  private static final Reply V3_BUSY =
      new Reply(
          503,
          "application/json; charset=utf-8",
          "{\"code\":\"FAIL\",\"message\":\"系统繁忙，请稍后重试\"}".getBytes(UTF_8));

  private static Sent paid(String outTradeNo) {
    return TestPlatform.v3Paid("id-" + outTradeNo, outTradeNo, "T" + outTradeNo, 100);
  }

  private static EmbeddedShop.Listener failing(AtomicBoolean broken) {
    return (connection, event) -> {
      if (broken.get() && event.type() == EventType.PAYMENT_SUCCEEDED) {
        throw new IllegalStateException("out of beans");
      }
    };
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"RECORDED,v2", "RECORDED,v3", "HANDLED,v2", "HANDLED,v3"})
  @DisplayName("reply matrix: a listener failed")
  void replies(Acknowledge acknowledge, String api) throws Exception {
    var broken = new AtomicBoolean(true);
    boolean v2 = api.equals("v2");
    boolean handled = acknowledge == Acknowledge.HANDLED;
    try (var database = new ShopDatabase(TestStores.SQLITE)) {
      var shop = new Settings().acknowledge(acknowledge).listener(failing(broken)).on(database);
      shop.register("ORDER-1");

      var reply = shop.send(v2 ? TestPlatform.v2Paid("ORDER-1", "T1", 100) : paid("ORDER-1"));
      // What is measured is measured after the answer left.
      shop.close();

      var success = v2 ? xml(SUCCESS) : V3_SUCCESS;
      var failure = v2 ? xml(FAIL) : V3_FAILURE;
      assertThat(reply).isEqualTo(handled ? failure : success);
      assertThat(
              shop.meters()
                  .get("paybell.notification")
                  .tag("outcome", handled ? "listener_failed" : "pending")
                  .timer()
                  .count())
          .isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "SQLITE,v2,FAIL",
    "SQLITE,v3,500",
    "POSTGRESQL,v3,500",
    "MARIADB,v3,500",
    "MYSQL,v3,500"
  })
  @DisplayName("SEEN: where the listener decides the answer, the row says how it was answered")
  void answered(TestStores stores, String api, String answered) throws Exception {
    var broken = new AtomicBoolean(true);
    try (var database = new ShopDatabase(stores)) {
      var clock = SettableClock.atPresent();
      var settings =
          new Settings().acknowledge(Acknowledge.HANDLED).listener(failing(broken)).clock(clock);
      var shop = settings.on(database);
      shop.register("ORDER-1");
      var sent = api.equals("v2") ? TestPlatform.v2Paid("ORDER-1", "T1", 100) : paid("ORDER-1");
      shop.send(sent);
      clock.move(Duration.ofSeconds(1));
      shop.send(sent);
      clock.move(Duration.ofSeconds(1));
      broken.set(false);
      shop.send(sent);
      // What was answered otherwise than foreseen is written behind the answers, at the latest now.
      shop.close();

      try (var again = settings.on(database)) {
        var row = again.notification();
        assertThat(row.answered()).isEqualTo(answered);
        assertThat(row.arrivals())
            .extracting(NotificationView.Arrived::answered)
            .containsExactly(answered, api.equals("v2") ? "SUCCESS" : "204");
      }
    }
  }

  private static Reply xml(String text) {
    return new Reply(200, "text/xml; charset=utf-8", text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "stored notifications wait for a listener: degraded after 15 minutes, one problem, which ends"
          + " when they are handled")
  void waitsLong(TestStores stores) throws Exception {
    var broken = new AtomicBoolean(true);
    var clock = SettableClock.atPresent();
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .listener(failing(broken))
                .clock(clock)
                .on(database)) {
      var store = database.store(true);
      var waiting = new LongWaiting(store, new Ledger(store, account -> null, clock), clock);
      shop.register("ORDER-1");
      assertThat(shop.send(paid("ORDER-1")).status()).isEqualTo(500);
      clock.move(Duration.ofMinutes(15));
      waiting.check();
      assertThat(shop.engine().problems().degrading()).isEmpty();

      clock.move(Duration.ofMinutes(1));
      waiting.check();
      waiting.check();
      assertThat(shop.engine().problems().degrading())
          .containsExactly(
              "handling_behind: stored notifications wait for the shop's listener for more than 15"
                  + " minutes");

      broken.set(false);
      assertThat(shop.after(Duration.ZERO)).isEqualTo(1);
      waiting.check();
      assertThat(shop.engine().problems().degrading()).isEmpty();
      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "TOGETHER: nothing of a payment is written whose listener failed; later all of it is")
  void failedThenHandled(TestStores stores) throws Exception {
    var broken = new AtomicBoolean(true);
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .listener(failing(broken))
                .on(database)) {
      shop.register("ORDER-1");

      assertThat(shop.send(paid("ORDER-1")).status()).isEqualTo(500);

      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("NOTPAY");
      assertThat(shop.events("ORDER-1")).containsExactly("registered");
      assertThat(shop.fulfilled("ORDER-1")).isEmpty();
      assertThat(shop.notification().verdict()).isEqualTo("pending");
      assertThat(shop.notification().reason())
          .isEqualTo("the shop's listener failed; the log says why");

      broken.set(false);
      assertThat(shop.after(Duration.ofSeconds(4))).as("not due yet").isZero();
      assertThat(shop.after(Duration.ofSeconds(1))).isEqualTo(1);

      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.fulfilled("ORDER-1")).containsExactly("payment.succeeded");
      assertThat(shop.notification().verdict()).isEqualTo("applied");
      assertThat(shop.notification().reason()).isNull();
      assertThat(shop.send(paid("ORDER-1"))).isEqualTo(V3_SUCCESS);
      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.notification().timesSeen()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOGETHER: a copy that WeChat Pay sends because a listener failed is handled")
  void copy(TestStores stores) throws Exception {
    var broken = new AtomicBoolean(true);
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .listener(failing(broken))
                .on(database)) {
      shop.register("ORDER-1");
      assertThat(shop.send(paid("ORDER-1")).status()).isEqualTo(500);
      assertThat(shop.send(paid("ORDER-1")).status()).isEqualTo(500);
      broken.set(false);

      assertThat(shop.send(paid("ORDER-1"))).isEqualTo(V3_SUCCESS);

      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.notification().verdict()).isEqualTo("applied");
      assertThat(shop.notification().timesSeen()).isEqualTo(3);
      assertThat(shop.after(Duration.ofDays(1))).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a listener that fails to the last is a problem, which a person or a restart ends")
  void lastTry(TestStores stores) throws Exception {
    var broken = new AtomicBoolean(true);
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .listener(failing(broken))
                .on(database)) {
      shop.register("ORDER-1");
      shop.register("ORDER-2");
      shop.send(paid("ORDER-1"));
      shop.send(paid("ORDER-2"));
      assertThat(shop.after(Duration.ofSeconds(5))).isEqualTo(2);
      assertThat(shop.open()).isEmpty();
      assertThat(shop.after(Duration.ofSeconds(30))).isEqualTo(2);

      assertThat(shop.open())
          .extracting(ProblemView::kind, ProblemView::cause)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("listener_failed", "ORDER-1"),
              org.assertj.core.groups.Tuple.tuple("listener_failed", "ORDER-2"));
      assertThat(shop.after(Duration.ofDays(30))).isZero();

      var first =
          shop.notifications().stream()
              .filter(row -> "ORDER-1".equals(row.outTradeNo()))
              .map(NotificationView::id)
              .findFirst()
              .orElseThrow();
      assertThatThrownBy(() -> shop.engine().notifications().reapply(first, "alice"))
          .isInstanceOf(ListenerFailedException.class)
          .hasMessageContaining("out of beans");
      assertThat(shop.open()).hasSize(2);
      broken.set(false);
      assertThat(shop.engine().notifications().reapply(first, "alice").orElseThrow().verdict())
          .isEqualTo("applied");

      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.open()).extracting(ProblemView::cause).containsExactly("ORDER-2");
      assertThat(database.texts("select action from paybell_audit"))
          .containsExactly("notification.reapply", "notification.reapply");

      try (var restarted = new Settings().on(database)) {
        assertThat(restarted.after(Duration.ZERO)).isEqualTo(1);
        assertThat(restarted.fulfilled("ORDER-2")).hasSize(1);
        assertThat(restarted.open()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName(
      "SEEN: a listener that failed three times is a problem of its order, and is tried on")
  void thirdFailure() throws Exception {
    var gap = Duration.ofMinutes(1);
    var broken = new AtomicBoolean(true);
    try (var database = new ShopDatabase(TestStores.SQLITE);
        var shop =
            new Settings()
                .backoff(List.of(gap, gap, gap, gap, gap))
                .acknowledge(Acknowledge.HANDLED)
                .listener(failing(broken))
                .on(database)) {
      shop.register("ORDER-1");
      shop.send(paid("ORDER-1"));
      shop.after(gap);
      assertThat(shop.open()).isEmpty();
      shop.after(gap);
      assertThat(shop.open()).extracting(ProblemView::kind).containsExactly("listener_failed");
      assertThat(shop.engine().orders().find("shop", "ORDER-1").orElseThrow().problems())
          .extracting(ProblemView::kind)
          .containsExactly("listener_failed");

      broken.set(false);
      assertThat(shop.after(gap)).isEqualTo(1);
      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.open()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a problem is seen even if the listener fails for every event there is")
  void everythingFails(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .backoff(List.of(Duration.ofSeconds(5)))
                .acknowledge(Acknowledge.HANDLED)
                .listener(
                    (connection, event) -> {
                      throw new StackOverflowError();
                    })
                .on(database)) {
      shop.register("ORDER-1");
      shop.send(paid("ORDER-1"));
      shop.after(Duration.ofSeconds(5));

      assertThat(shop.open()).extracting(ProblemView::kind).containsExactly("listener_failed");
      assertThat(shop.notification().reason())
          .isEqualTo("the shop's listener failed; the log says why");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SQLITE", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("IN_TIME: one order's listener that hangs delays no other order, nor its own copies")
  void hangs(TestStores stores) throws Exception {
    var entered = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    try (var database = new ShopDatabase(stores)) {
      try (var shop =
          new Settings()
              .acknowledge(Acknowledge.HANDLED)
              .threads(2)
              .listener(
                  (connection, event) -> {
                    if ("ORDER-1".equals(event.subject())) {
                      entered.countDown();
                      released.await();
                    }
                  })
              .on(database)) {
        shop.register("ORDER-1");
        shop.register("ORDER-2");
        var hanging = shop.later(paid("ORDER-1"));
        assertThat(entered.await(2, TimeUnit.MINUTES)).isTrue();

        // Two copies, which take no thread of their own: ORDER-2 has one left.
        var copies = List.of(shop.later(paid("ORDER-1")), shop.later(paid("ORDER-1")));
        assertThat(shop.send(paid("ORDER-2"))).isEqualTo(V3_SUCCESS);

        assertThat(shop.fulfilled("ORDER-2")).hasSize(1);
        assertThat(shop.fulfilled("ORDER-1")).isEmpty();
        released.countDown();
        assertThat(hanging.get(2, TimeUnit.MINUTES)).isIn(V3_SUCCESS, V3_BUSY);
        assertThat(copies).allSatisfy(copy -> copy.get(2, TimeUnit.MINUTES));
      }
      assertThat(database.fulfilled("ORDER-1")).hasSize(1);
      assertThat(database.texts("select times_seen from paybell_notification order by times_seen"))
          .containsExactly("1", "3");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IN_TIME: who waits for a slow listener is answered busy; the handling goes on")
  void deadline(TestStores stores) throws Exception {
    var released = new CountDownLatch(1);
    try (var database = new ShopDatabase(stores)) {
      try (var shop =
          new Settings()
              .acknowledge(Acknowledge.HANDLED)
              .deadline(Duration.ofMillis(300))
              .listener((connection, event) -> released.await())
              .on(database)) {
        shop.register("ORDER-1");

        assertThat(shop.send(paid("ORDER-1"))).isEqualTo(V3_BUSY);

        assertThat(shop.fulfilled("ORDER-1")).isEmpty();
        released.countDown();
      }
      assertThat(database.fulfilled("ORDER-1")).hasSize(1);
      assertThat(database.texts("select verdict from paybell_notification"))
          .containsExactly("applied");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "of a combined payment each order is handled by itself; one that fails stops no other")
  void combined(TestStores stores) throws Exception {
    var broken = new AtomicBoolean(true);
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .listener(
                    (connection, event) -> {
                      if (broken.get() && "ORDER-2".equals(event.subject())) {
                        throw new IllegalStateException("out of beans");
                      }
                    })
                .on(database)) {
      for (int i = 1; i <= 3; i++) {
        shop.register("ORDER-" + i);
      }
      var sent =
          TestPlatform.v3Combined(
              "id-1",
              List.of(
                  new Sub(TestPlatform.MCHID, "ORDER-1", "T1", 100),
                  new Sub(TestPlatform.MCHID, "ORDER-2", "T2", 100),
                  new Sub(TestPlatform.MCHID, "ORDER-3", "T3", 100),
                  new Sub(TestPlatform.MCHID, "ORDER-4", "T4", 100)));

      assertThat(shop.send(sent).status()).isEqualTo(500);

      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.fulfilled("ORDER-2")).isEmpty();
      assertThat(shop.fulfilled("ORDER-3")).hasSize(1);
      assertThat(shop.notification().verdict()).isEqualTo("pending");

      shop.after(Duration.ofSeconds(5));
      shop.after(Duration.ofSeconds(30));
      assertThat(shop.open())
          .extracting(ProblemView::kind)
          .containsExactlyInAnyOrder("order_unknown", "listener_failed");
      assertThat(shop.open()).as("parked once").extracting(ProblemView::timesSeen).containsOnly(1);

      broken.set(false);
      shop.engine().notifications().reapply(shop.notification().id(), "alice");
      for (int i = 1; i <= 3; i++) {
        assertThat(shop.fulfilled("ORDER-" + i)).hasSize(1);
        assertThat(shop.order("ORDER-" + i).version()).isEqualTo(2);
      }
      assertThat(shop.notification().verdict()).isEqualTo("parked");
      assertThat(shop.open()).extracting(ProblemView::kind).containsExactly("order_unknown");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a conflict inside the listener is met again at once, and nobody hears of it")
  void conflict(TestStores stores) throws Exception {
    var calls = new AtomicInteger();
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .listener(
                    (connection, event) -> {
                      if (calls.incrementAndGet() < 3) {
                        throw new IllegalStateException(
                            "as a framework says it", new SQLException("deadlock", "40001"));
                      }
                    })
                .on(database)) {
      shop.register("ORDER-1");

      assertThat(shop.send(paid("ORDER-1"))).isEqualTo(V3_SUCCESS);

      assertThat(calls).hasValue(3);
      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(database.texts("select tries from paybell_notification")).containsExactly("0");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a listener that speaks to a database that is away has failed like any other")
  void anotherDatabase(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .listener(
                    (connection, event) -> {
                      throw new SQLException("no route to the stock's database", "08001");
                    })
                .on(database)) {
      shop.register("ORDER-1");

      assertThat(shop.send(paid("ORDER-1")).status()).isEqualTo(500);

      assertThat(shop.notification().reason())
          .isEqualTo("the shop's listener failed; the log says why");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "NO_LOST_ACK: what is answered before it is read is a problem, and handled with its key")
  void keyRepaired(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores)) {
      try (var shop =
          new Settings()
              .accounts(TestPlatform.accounts(TestPlatform.OLD_API_V3_KEY))
              .on(database)) {
        shop.register("ORDER-1");
        shop.register("ORDER-2");
        shop.register("ORDER-3");
        assertThat(shop.send(paid("ORDER-1")).status()).isEqualTo(500);
        assertThat(shop.send(paid("ORDER-2")).status()).isEqualTo(500);
        assertThat(shop.send(paid("ORDER-3")).status()).isEqualTo(500);
      }
      try (var shop = new Settings().on(database)) {
        assertThat(shop.open()).extracting(ProblemView::kind).containsExactly("undecryptable");

        var newest = shop.notifications().get(0).id();
        shop.engine().notifications().reapply(newest, "alice");
        assertThat(shop.send(paid("ORDER-2"))).as("a copy").isEqualTo(V3_SUCCESS);
        shop.after(Duration.ofSeconds(31));

        assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
        assertThat(shop.fulfilled("ORDER-2")).hasSize(1);
        assertThat(shop.fulfilled("ORDER-3")).hasSize(1);
        assertThat(shop.notifications())
            .extracting(NotificationView::verdict)
            .containsOnly("applied");
        assertThat(shop.open()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: what says something else under a known id is kept until it is handled")
  void differs(TestStores stores) throws Exception {
    var broken = new AtomicBoolean(true);
    try (var database = new ShopDatabase(stores);
        var shop =
            new Settings()
                .acknowledge(Acknowledge.HANDLED)
                .listener(
                    (connection, event) -> {
                      if (broken.get() && event.type() == EventType.PROBLEM_OPENED) {
                        throw new IllegalStateException("who wants to know");
                      }
                    })
                .on(database)) {
      shop.register("ORDER-1");
      shop.register("ORDER-2");
      shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100));
      var other = TestPlatform.v3Paid("id-1", "ORDER-2", "T2", 100);

      assertThat(shop.send(other).status()).isEqualTo(500);
      assertThat(shop.notifications())
          .extracting(NotificationView::verdict)
          .containsExactly("pending", "applied");
      broken.set(false);
      assertThat(shop.send(other)).isEqualTo(V3_SUCCESS);
      assertThat(shop.send(other)).isEqualTo(V3_SUCCESS);

      assertThat(shop.notifications())
          .extracting(NotificationView::outTradeNo, NotificationView::timesSeen)
          .containsExactly(tuple("ORDER-2", 3), tuple("ORDER-1", 1));
      assertThat(shop.fulfilled("ORDER-2")).hasSize(1);
      assertThat(shop.open())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("notification_conflict");
                assertThat(problem.timesSeen()).isOne();
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: what says something else of no order is a problem, and acknowledged")
  void differsOfNoOrder(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop = new Settings().acknowledge(Acknowledge.HANDLED).on(database)) {
      for (var complaint : List.of("1", "2", "2")) {
        var sent =
            TestPlatform.v3(
                "id-1",
                "COMPLAINT.CREATE",
                "complaint",
                "{\"complaint_id\":\"" + complaint + "\"}");
        assertThat(shop.send(sent)).isEqualTo(V3_SUCCESS);
      }

      assertThat(shop.notifications())
          .extracting(NotificationView::verdict, NotificationView::timesSeen)
          .containsExactly(tuple("recorded", 2), tuple("recorded", 1));
      assertThat(shop.open()).extracting(ProblemView::kind).contains("notification_conflict");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: what cannot be read loses its bytes to no copy that can")
  void strangeFirst(TestStores stores) throws Exception {
    var strangeKey = "NeverOurApiV3Key3456789ABCDEFGHI";
    var strange =
        TestPlatform.v3(
            "id-1",
            "TRANSACTION.SUCCESS",
            "transaction",
            TestPlatform.v3Payment("ORDER-1", "T1", 100),
            strangeKey);
    try (var database = new ShopDatabase(stores)) {
      try (var shop = new Settings().on(database)) {
        shop.register("ORDER-1");
        assertThat(shop.send(strange).status()).isEqualTo(500);

        assertThat(shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100)))
            .isEqualTo(V3_SUCCESS);
        assertThat(shop.send(strange).status()).isEqualTo(500);
      }
      try (var shop = new Settings().accounts(TestPlatform.accounts(strangeKey)).on(database)) {
        shop.after(Duration.ofMinutes(2));

        assertThat(shop.notifications())
            .extracting(NotificationView::verdict)
            .containsExactly("applied", "already_applied");
        var unread = shop.notifications().get(1).id();
        assertThat(shop.engine().notifications().raw(unread)).contains(strange.body());
        assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
        assertThat(shop.open()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: from the ninth content of one id on nothing is stored or acknowledged")
  void ninth(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores);
        var shop = new Settings().on(database)) {
      for (int i = 1; i <= 8; i++) {
        assertThat(shop.send(TestPlatform.v3Paid("id-1", "ORDER-" + i, "T" + i, 100)))
            .isEqualTo(V3_SUCCESS);
      }

      assertThat(shop.send(TestPlatform.v3Paid("id-1", "ORDER-9", "T9", 100)).status())
          .isEqualTo(500);
      assertThat(shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100)))
          .isEqualTo(V3_SUCCESS);

      assertThat(shop.notifications()).hasSize(8);
    }
  }
}
