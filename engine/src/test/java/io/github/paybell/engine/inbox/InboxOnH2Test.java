package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.EngineOptions;
import io.github.paybell.engine.RetentionOptions;
import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.calls.NoWechatPay;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.ledger.DueOrders;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.RefundRequest;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.Registration;
import io.github.paybell.engine.store.H2Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The life of a payment on the H2 of a shop's own tests. What each step means is shown on the other
 * databases; here, that H2 agrees.
 */
class InboxOnH2Test {
  @TempDir Path folder;
  private @Nullable Engine engine;
  private @Nullable H2Database database;

  private Engine start(H2Database on) throws Exception {
    database = on;
    engine = another(on);
    return engine;
  }

  private Engine another(H2Database on) throws Exception {
    return Engine.start(
        on.store(),
        new EngineOptions(
            MasterKey.load(null, Files.createTempDirectory(folder, "key")),
            TestPlatform.accounts(),
            TestEngine.UNHURRIED,
            HealingOptions.defaults(),
            DeliveryOptions.of(List.of()),
            RetentionOptions.defaults(),
            null,
            new NotifyUrls(null, true),
            folder),
        new NoWechatPay(),
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }

  @AfterEach
  void close() throws SQLException {
    if (engine != null) {
      engine.close();
    }
    if (database != null) {
      database.close();
    }
  }

  private static CompletableFuture<Reply> send(Engine engine, TestPlatform.Sent sent) {
    var answer = new CompletableFuture<Reply>();
    engine
        .inbox()
        .receive(
            new NotifyRequest(
                sent.token(), name -> sent.headers().get(name), sent.body(), "127.0.0.1"),
            answer::complete);
    return answer;
  }

  private static void sendAll(Engine engine, TestPlatform.Sent... all) throws Exception {
    for (var sent : all) {
      assertThat(send(engine, sent).get(2, TimeUnit.MINUTES).status()).isIn(200, 204);
    }
  }

  private static OrderView order(Engine engine, String outTradeNo) {
    return engine.orders().find("shop", outTradeNo).orElseThrow();
  }

  private static List<String> open(Engine engine) {
    return engine.problems().list(null, "open", null, 50).items().stream()
        .map(ProblemView::kind)
        .toList();
  }

  private static NewOrder attempt(String outTradeNo, String reference) {
    return new NewOrder(
        outTradeNo, 100, "CNY", reference, null, null, null, null, null, Policies.UNSET, null);
  }

  @ParameterizedTest
  @MethodSource("io.github.paybell.engine.store.H2Database#modes")
  @DisplayName("ONE_EFFECT: v2 and v3, early and late, of another amount, paid twice, given back")
  void life(H2Database on) throws Exception {
    var shop = start(on);
    on.execute("insert into paybell_subscription values ('payment.succeeded', 'till')");
    assertThat(shop.orders().register("shop", TestEngine.order("ORDER-1", 100)))
        .isInstanceOf(Registration.Created.class);
    assertThat(shop.orders().register("shop", TestEngine.order("ORDER-1", 100)))
        .isInstanceOf(Registration.Same.class);
    assertThat(shop.orders().register("shop", TestEngine.order("ORDER-1", 101)))
        .isInstanceOf(Registration.Differs.class);
    shop.orders().register("shop", TestEngine.order("ORDER-3", 99));

    var v2 = TestPlatform.v2Paid("ORDER-1", "T1", 100);
    sendAll(shop, v2, v2, TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100));
    sendAll(shop, TestPlatform.v3Paid("id-2", "ORDER-2", "T2", 100));
    sendAll(shop, TestPlatform.v3Paid("id-3", "ORDER-3", "T3", 100));

    assertThat(order(shop, "ORDER-1").tradeState()).isEqualTo("SUCCESS");
    assertThat(order(shop, "ORDER-1").version()).isEqualTo(2);
    assertThat(open(shop)).containsExactlyInAnyOrder("order_unknown", "amount_differs");
    assertThat(shop.orders().register("shop", TestEngine.order("ORDER-2", 100)))
        .isInstanceOf(Registration.Created.class);
    assertThat(order(shop, "ORDER-2").tradeState()).isEqualTo("SUCCESS");
    assertThat(open(shop)).containsExactly("amount_differs");
    var problem = order(shop, "ORDER-3").problems().get(0);
    shop.problems().resolve(problem.id(), "accept", "checked by hand", "alice");
    assertThat(order(shop, "ORDER-3").tradeState()).isEqualTo("SUCCESS");
    assertThat(open(shop)).isEmpty();

    shop.orders().register("shop", attempt("ORDER-4", "basket-1"));
    shop.orders().register("shop", attempt("ORDER-5", "basket-1"));
    sendAll(
        shop,
        TestPlatform.v3Paid("id-4", "ORDER-4", "T4", 100),
        TestPlatform.v3Paid("id-5", "ORDER-5", "T5", 100));
    assertThat(order(shop, "ORDER-5").duplicate()).isTrue();

    assertThat(shop.refunds().request("shop", "ORDER-1", "R1", 60, null, "alice"))
        .isInstanceOf(RefundRequest.Created.class);
    assertThat(shop.refunds().request("shop", "ORDER-1", "R2", 60, null, "alice"))
        .isInstanceOf(RefundRequest.Impossible.class);
    sendAll(shop, TestPlatform.v3Refund("id-6", "ORDER-1", "T1", "R1", "SUCCESS", 60));
    assertThat(shop.refunds().find("shop", "R1").orElseThrow().status())
        .isEqualTo(RefundStatus.SUCCESS);

    assertThat(shop.notifications().list(null, null, null, null, 50).items()).hasSize(7);
    assertThat(
            on.texts(
                "select e.subject from paybell_delivery d join paybell_event e on e.id = d.event_id"
                    + " where d.subscriber = 'till' and d.state = 'pending' order by e.id"))
        .containsExactly("ORDER-1", "ORDER-2", "ORDER-3", "ORDER-4");
  }

  @Test
  @DisplayName("ONE_ROW_PER_ID, ONE_EFFECT: copies at two replicas are one row and one step each")
  void crowd() throws Exception {
    var on = new H2Database();
    var shop = start(on);
    for (int i = 0; i < 5; i++) {
      shop.orders().register("shop", TestEngine.order("ORDER-" + i, 100));
    }
    var sent = new ArrayList<TestPlatform.Sent>();
    for (int i = 0; i < 5; i++) {
      sent.add(TestPlatform.v2Paid("ORDER-" + i, "T" + i, 100));
    }
    try (var replica = another(on)) {
      var answers = new ArrayList<CompletableFuture<Reply>>();
      for (int copy = 0; copy < 20; copy++) {
        for (int i = 0; i < 5; i++) {
          answers.add(send(shop, sent.get(i)));
          answers.add(send(replica, sent.get(4 - i)));
        }
      }
      for (var answer : answers) {
        assertThat(answer.get(2, TimeUnit.MINUTES).status()).isEqualTo(200);
      }
    }

    for (int i = 0; i < 5; i++) {
      assertThat(order(shop, "ORDER-" + i).version()).isEqualTo(2);
    }
    assertThat(shop.notifications().list(null, null, null, null, 50).items())
        .hasSize(5)
        .allSatisfy(one -> assertThat(one.timesSeen()).isEqualTo(40));
  }

  @Test
  @DisplayName("HEALED: who claims what is due on H2 has it alone until the lease ends")
  void claims() throws Exception {
    var on = new H2Database();
    var shop = start(on);
    try (var store = on.store()) {
      for (int i = 0; i < 6; i++) {
        shop.orders().register("shop", TestEngine.order("ORDER-" + i, 100));
      }
      var due = new DueOrders(store);
      var later = Clock.systemUTC().instant().plus(Duration.ofMinutes(1));
      var end = later.plus(Duration.ofMinutes(2));

      var accounts = store.read(c -> due.accounts(c, List.of("nobody", "shop"), later));
      assertThat(accounts).containsExactly("shop");
      store.write(
          one -> {
            var first = due.claim(one, "shop", later, end, 4);
            assertThat(first).hasSize(4);
            // How many H2 locks besides is its own affair; nobody waits, and nothing is given
            // twice.
            return store.write(
                other -> {
                  assertThat(due.claim(other, "shop", later, end, 4))
                      .doesNotContainAnyElementsOf(first);
                  return 0;
                });
          });
      store.write(c -> due.claim(c, "shop", later, end, 9));
      var tooEarly = store.write(c -> due.claim(c, "shop", later, end, 9));
      assertThat(tooEarly).isEmpty();

      var again = end.plusSeconds(60);
      var claimed = store.write(c -> due.claim(c, "shop", end, again, 9));
      assertThat(claimed).hasSize(6);
      due.asked(claimed.get(0), true, end.plusSeconds(3600));
      var others = store.write(c -> due.claim(c, "shop", again, again.plusSeconds(60), 9));
      assertThat(others).hasSize(5);
    }
  }
}
