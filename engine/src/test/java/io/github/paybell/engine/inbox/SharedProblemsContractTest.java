package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.Resolution;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One defect of many notifications is one problem. */
class SharedProblemsContractTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "SEEN: payments with one defect are one problem that counts them and shows on each of their"
          + " orders")
  void oneDefect(TestStores stores) throws SQLException {
    var store = stores.create();
    try (var shop = shop(store, TestPlatform.API_V3_KEY)) {
      var all = IntStream.range(0, 52).mapToObj("ORDER-%02d"::formatted).toList();
      for (var outTradeNo : all) {
        register(shop, outTradeNo);
        var odd = withoutATotal(outTradeNo);
        odd.to(shop);
        odd.to(shop);
      }
      TestPlatform.v3("id-1", "TRANSACTION.SUCCESS", "transaction", "{\"trade_state\":1}").to(shop);

      var problem =
          open(shop).stream().filter(each -> each.ordersTotal() > 0).findFirst().orElseThrow();
      assertThat(problem.kind()).isEqualTo("not_understood");
      assertThat(problem.severity()).isEqualTo("critical");
      assertThat(problem.timesSeen()).isEqualTo(52);
      assertThat(problem.outTradeNo()).isNull();
      assertThat(problem.orders()).isEqualTo(all.subList(0, 50));
      assertThat(problem.ordersTotal()).isEqualTo(52);
      assertThat(open(shop)).as("another defect is another problem").hasSize(2);
      for (var outTradeNo : all) {
        assertThat(problems(shop, outTradeNo)).containsExactly(problem);
      }
      assertThat(told(store, "problem.opened"))
          .hasSize(2)
          .first()
          .asString()
          .contains("\"severity\":\"critical\"", "\"orders\":[\"ORDER-00\"]", "\"orders_total\":1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "CONFLUENT: copies that replicas read at the same moment end the problem, the last one of"
          + " them once")
  void replicas(TestStores stores) throws Exception {
    var store = stores.create();
    var sent = new ArrayList<TestPlatform.Sent>();
    try (var shop = shop(store, TestPlatform.OLD_API_V3_KEY)) {
      for (int i = 0; i < 20; i++) {
        register(shop, "ORDER-" + i);
        sent.add(TestPlatform.v3Paid("id-" + i, "ORDER-" + i, "T" + i, 100));
        sent.get(i).to(shop);
      }
      assertThat(open(shop))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("undecryptable");
                assertThat(problem.timesSeen()).isEqualTo(20);
                assertThat(problem.orders()).isEmpty();
              });
    }
    try (var one = shop(store, TestPlatform.API_V3_KEY);
        var other = shop(store, TestPlatform.API_V3_KEY)) {
      var answers = new ArrayList<CompletableFuture<Reply>>();
      for (int i = 0; i < 19; i++) {
        answers.add(sent.get(i).laterTo(i % 2 == 0 ? one : other));
      }
      for (var answer : answers) {
        assertThat(answer.get().status()).isEqualTo(204);
      }
      assertThat(open(one)).as("one is still unread").hasSize(1);
      sent.get(19).to(one);

      assertThat(open(one)).isEmpty();
      assertThat(told(store, "problem.resolved")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: a person who has it applied again ends the problem")
  void reapplied(TestStores stores) {
    var store = stores.create();
    try (var shop = shop(store, TestPlatform.OLD_API_V3_KEY)) {
      register(shop, "ORDER-1");
      TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100).to(shop);
    }
    try (var shop = shop(store, TestPlatform.API_V3_KEY)) {
      var row = shop.engine().notifications().list(null, null, null, null, 2).items().get(0);
      shop.engine().notifications().reapply(row.id(), "alice");

      assertThat(open(shop)).isEmpty();
      assertThat(problems(shop, "ORDER-1")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "AUDITED: what a person dismissed does not come up again for its copies, but for another"
          + " notification")
  void dismissed(TestStores stores) throws SQLException {
    var store = stores.create();
    try (var shop = shop(store, TestPlatform.API_V3_KEY)) {
      var first = withoutATotal("ORDER-1");
      first.to(shop);
      var problem = open(shop).get(0);

      assertThat(resolve(shop, problem, "accept")).isInstanceOf(Resolution.Refused.class);
      assertThat(resolve(shop, problem, "dismiss")).isInstanceOf(Resolution.Resolved.class);
      assertThat(resolve(shop, problem, "dismiss")).isInstanceOf(Resolution.Resolved.class);

      first.to(shop);
      assertThat(open(shop)).isEmpty();
      assertThat(TestRows.texts(store, "select action from paybell_audit"))
          .containsExactly("problem.dismiss");
      assertThat(told(store, "problem.resolved"))
          .singleElement()
          .asString()
          .contains("\"resolution\":\"dismiss\"", "\"orders\":[\"ORDER-1\"]");

      withoutATotal("ORDER-2").to(shop);
      assertThat(open(shop))
          .singleElement()
          .satisfies(
              next -> {
                assertThat(next.id()).isNotEqualTo(problem.id());
                assertThat(next.orders()).containsExactly("ORDER-2");
              });
    }
  }

  /** Nothing can be known of such a payment but its order. */
  private static TestPlatform.Sent withoutATotal(String outTradeNo) {
    var fields = TestPlatform.v2Fields(outTradeNo, "T-" + outTradeNo, 100);
    fields.put("total_fee", "a lot");
    return TestPlatform.v2(fields);
  }

  private static TestEngine shop(StoreOptions store, String apiV3Key) {
    return TestEngine.on(store, TestPlatform.accounts(apiV3Key), Clock.systemUTC());
  }

  private static void register(TestEngine shop, String outTradeNo) {
    shop.engine().orders().register("shop", TestEngine.order(outTradeNo, 100));
  }

  private static List<ProblemView> open(TestEngine shop) {
    return shop.engine().problems().list(null, "open", null, 200).items();
  }

  private static List<ProblemView> problems(TestEngine shop, String outTradeNo) {
    return shop.engine().orders().find("shop", outTradeNo).orElseThrow().problems();
  }

  private static Resolution resolve(TestEngine shop, ProblemView problem, String action) {
    return shop.engine().problems().resolve(problem.id(), action, "known", "alice");
  }

  private static List<String> told(StoreOptions store, String type) throws SQLException {
    return TestRows.texts(
        store, "select data from paybell_event where type = '" + type + "' order by id");
  }
}
