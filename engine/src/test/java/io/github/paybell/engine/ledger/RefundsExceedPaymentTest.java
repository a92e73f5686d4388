package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Refunds that reached the user, against what the user paid. */
class RefundsExceedPaymentTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "CONFLUENT: 30 + 30 + 60 of 100 fen are applied, and one problem, in each order of telling")
  void threeOfOnePayment(TestStores stores) throws SQLException {
    try (var shop = new Shop(stores.create())) {
      var all = permutations(List.of("paid", "30 a", "30 b", "60 c"));
      for (int i = 0; i < all.size(); i++) {
        var outTradeNo = "ORDER-" + i;
        boolean registeredLast = i % 2 == 1;
        if (!registeredLast) {
          shop.register(outTradeNo, null);
        }
        for (var word : all.get(i)) {
          shop.apply(told(outTradeNo, word));
        }
        if (registeredLast) {
          shop.register(outTradeNo, null);
        }

        var order = shop.order(outTradeNo);
        assertThat(order.tradeState()).describedAs("%s", all.get(i)).isEqualTo("REFUND");
        assertThat(order.refunds())
            .extracting(RefundView::amount)
            .containsExactlyInAnyOrder(30L, 30L, 60L);
        assertThat(open(order))
            .describedAs("%s", all.get(i))
            .singleElement()
            .satisfies(
                problem -> {
                  assertThat(problem.kind()).isEqualTo("refunds_exceed_payment");
                  assertThat(problem.severity()).isEqualTo("high");
                  assertThat(problem.cause())
                      .isEqualTo("120 fen were refunded, of 100 fen that were paid");
                });
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "CONFLUENT: any refunds told in any order, one by one or together, end in the same problem")
  void anyRefunds(TestStores stores) throws SQLException {
    var random = new Random(20260105);
    try (var shop = new Shop(stores.create())) {
      for (int i = 0; i < 20; i++) {
        var words = new ArrayList<>(List.of("paid", "refunded"));
        int sum = 0;
        for (int r = 0; r < 1 + random.nextInt(4); r++) {
          int fen = 1 + random.nextInt(60);
          sum += fen;
          words.add(fen + " r" + r);
          if (random.nextBoolean()) {
            words.add(fen + " r" + r);
          }
        }
        for (int order = 0; order < 3; order++) {
          Collections.shuffle(words, random);
          var outTradeNo = "ORDER-" + i + "-" + order;
          boolean together = random.nextBoolean();
          int registeredAt = random.nextInt(words.size() + 1);
          tell(shop, outTradeNo, words.subList(0, registeredAt), together);
          shop.register(outTradeNo, null);
          tell(shop, outTradeNo, words.subList(registeredAt, words.size()), together);

          assertThat(open(shop.order(outTradeNo)))
              .describedAs("%s, registered before %d", words, registeredAt)
              .extracting(ProblemView::kind, ProblemView::cause)
              .isEqualTo(
                  sum <= 100
                      ? List.of()
                      : List.of(
                          tuple(
                              "refunds_exceed_payment",
                              sum + " fen were refunded, of 100 fen that were paid")));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "101 of 100 fen is applied, with its event, and a problem that a person dismisses; copies do"
          + " not bring it back")
  void oneTooMuch(TestStores stores) throws SQLException {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      shop.apply(told("ORDER-1", "paid"));
      shop.apply(told("ORDER-1", "101 a"));

      assertThat(shop.events()).contains("refund.succeeded");
      assertThat(shop.openKinds()).containsExactly("refunds_exceed_payment");
      assertThat(shop.resolve(shop.problem("refunds_exceed_payment"), "accept"))
          .isInstanceOf(Resolution.Refused.class);
      assertThat(shop.resolve(shop.problem("refunds_exceed_payment"), "dismiss"))
          .isInstanceOf(Resolution.Resolved.class);
      shop.apply(told("ORDER-1", "101 a"));
      assertThat(shop.openKinds()).isEmpty();

      shop.apply(told("ORDER-1", "1 b"));
      assertThat(shop.open())
          .extracting(ProblemView::cause)
          .containsExactly("102 fen were refunded, of 100 fen that were paid");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "100 of 100 fen, in parts and whole, is no problem; nor is what goes back of another payment")
  void noMoreThanPaid(TestStores stores) throws SQLException {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      for (var word : List.of("paid", "40 a", "60 b", "40 a")) {
        shop.apply(told("ORDER-1", word));
      }
      assertThat(shop.openKinds()).isEmpty();

      shop.apply(Told.paid("ORDER-1", "T-other"));
      shop.resolve(shop.problem("paid_by_another_transaction"), "refund");
      shop.apply(
          Told.paid("ORDER-1", "T-other")
              .refund(RefundIntent.number(Told.ACCOUNT, "T-other"), RefundStatus.SUCCESS, 100));
      assertThat(shop.openKinds()).isEmpty();
    }
  }

  private static void tell(Shop shop, String outTradeNo, List<String> words, boolean together)
      throws SQLException {
    if (together) {
      shop.applyTogether(words.stream().map(word -> told(outTradeNo, word)).toArray(Told[]::new));
      return;
    }
    for (var word : words) {
      shop.apply(told(outTradeNo, word));
    }
  }

  /** {@code paid}, {@code refunded}, or fen and the end of an out_refund_no. */
  private static Told told(String outTradeNo, String word) {
    var paid = Told.paid(outTradeNo, "T-" + outTradeNo);
    if (word.equals("paid")) {
      return paid;
    }
    if (word.equals("refunded")) {
      return paid.withState(TradeState.REFUND);
    }
    var parts = word.split(" ");
    return paid.refund(outTradeNo + parts[1], RefundStatus.SUCCESS, Long.parseLong(parts[0]));
  }

  private static List<ProblemView> open(OrderView order) {
    return order.problems().stream().filter(problem -> problem.state().equals("open")).toList();
  }

  private static List<List<String>> permutations(List<String> words) {
    if (words.size() < 2) {
      return List.of(words);
    }
    var all = new ArrayList<List<String>>();
    for (var first : words) {
      var rest = new ArrayList<>(words);
      rest.remove(first);
      for (var each : permutations(rest)) {
        var one = new ArrayList<>(List.of(first));
        one.addAll(each);
        all.add(one);
      }
    }
    return all;
  }
}
