package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.ledger.MoneyPolicy;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.TestStores;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Money that comes while an order is closed, after that, or for a second time. */
class LateAndTwiceTest {
  static Stream<Arguments> all() {
    return Stream.of(Api.values())
        .flatMap(api -> Stream.of(MoneyPolicy.values()).map(policy -> arguments(api, policy)));
  }

  private static LiveShop shop(Api api, MoneyPolicy policy) {
    return new LiveShop(api, new Policies(policy, policy), TestStores.SQLITE.create());
  }

  /** Runs once before the first call of that name. */
  private static LiveShop.Watch before(String wanted, Runnable step) {
    return new LiveShop.Watch() {
      private boolean done;

      @Override
      public void before(String call) {
        if (call.equals(wanted) && !done) {
          done = true;
          step.run();
        }
      }
    };
  }

  /** Runs once after the first call of that name. */
  private static LiveShop.Watch after(String wanted, Runnable step) {
    return new LiveShop.Watch() {
      private boolean done;

      @Override
      public void after(String call) {
        if (call.equals(wanted) && !done) {
          done = true;
          step.run();
        }
      }
    };
  }

  /** What each policy makes of late money; {@code closed}: the closing came first here, too. */
  private static void assertLate(LiveShop shop, MoneyPolicy policy, boolean closed) {
    shop.settle("ORDER0001");
    shop.ask("ORDER0001");
    shop.settle("ORDER0001");
    var order = shop.order("ORDER0001");
    var begin = closed ? List.of("order.closed", "payment.late") : List.of("payment.late");
    assertThat(order.late()).isTrue();
    switch (policy) {
      case HOLD -> {
        assertThat(order.tradeState()).isEqualTo("SUCCESS");
        assertThat(shop.openProblems("ORDER0001")).containsExactly("late_payment");
        assertThat(shop.events("ORDER0001"))
            .containsExactlyElementsOf(plus(begin, "problem.opened"));
        assertThat(shop.refundsAtWechat("ORDER0001")).isEmpty();
      }
      case ACCEPT -> {
        assertThat(order.tradeState()).isEqualTo("SUCCESS");
        assertThat(shop.openProblems("ORDER0001")).isEmpty();
        assertThat(shop.events("ORDER0001"))
            .containsExactlyElementsOf(plus(begin, "payment.succeeded"));
        assertThat(shop.refundsAtWechat("ORDER0001")).isEmpty();
      }
      case REFUND -> {
        assertThat(order.tradeState()).isEqualTo("REFUND");
        assertThat(shop.openProblems("ORDER0001")).isEmpty();
        assertThat(shop.events("ORDER0001"))
            .containsExactlyElementsOf(plus(begin, "refund.succeeded"));
        assertThat(shop.refundsAtWechat("ORDER0001")).containsExactly(LiveShop.TOTAL);
      }
    }
  }

  private static List<String> plus(List<String> begin, String end) {
    return Stream.concat(begin.stream(), Stream.of(end)).toList();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  @DisplayName("Paid between the query and the closing: WeChat Pay says so, and it is in time")
  void paidBeforeClose(Api api, MoneyPolicy policy) {
    try (var shop = shop(api, policy)) {
      shop.place("ORDER0001", null);
      shop.watch = before("close", () -> shop.pay("ORDER0001"));

      shop.close("ORDER0001");
      shop.settle("ORDER0001");

      assertThat(shop.order("ORDER0001").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.order("ORDER0001").late()).isFalse();
      assertThat(shop.events("ORDER0001")).containsExactly("payment.succeeded");
      assertThat(shop.refundsAtWechat("ORDER0001")).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  @DisplayName("A payment that was begun in time and arrives just after the closing outweighs it")
  void paidWhileClosing(Api api, MoneyPolicy policy) {
    try (var shop = shop(api, policy)) {
      shop.place("ORDER0001", null);
      shop.watch = after("close", () -> shop.pay("ORDER0001"));

      shop.close("ORDER0001");
      shop.settle("ORDER0001");

      assertThat(shop.order("ORDER0001").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.order("ORDER0001").late()).isFalse();
      assertThat(shop.events("ORDER0001")).containsExactly("payment.succeeded");
      assertThat(shop.refundsAtWechat("ORDER0001")).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  @DisplayName("Paid after the closing was recorded: late, and the policy says what becomes of it")
  void paidAfterClose(Api api, MoneyPolicy policy) {
    try (var shop = shop(api, policy)) {
      shop.place("ORDER0001", null);
      shop.close("ORDER0001");
      assertThat(shop.order("ORDER0001").tradeState()).isEqualTo("CLOSED");

      shop.pay("ORDER0001");
      shop.ask("ORDER0001");
      shop.ask("ORDER0001");

      assertLate(shop, policy, true);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  @DisplayName("Closed here only, as an order that WeChat Pay did not know, then placed and paid")
  void paidAfterExpiry(Api api, MoneyPolicy policy) {
    try (var shop = shop(api, policy)) {
      shop.register("ORDER0001", null);
      shop.close("ORDER0001");
      assertThat(shop.order("ORDER0001").tradeState()).isEqualTo("CLOSED");

      shop.place("ORDER0001", null);
      shop.pay("ORDER0001");
      shop.ask("ORDER0001");

      assertLate(shop, policy, true);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  @DisplayName("ONE_EFFECT: of two paid attempts one is fulfilled; the policy has the other")
  void twice(Api api, MoneyPolicy policy) {
    try (var shop = shop(api, policy)) {
      shop.place("ORDER0001", "cart 7");
      shop.place("ORDER0002", "cart 7");
      shop.pay("ORDER0001");
      shop.pay("ORDER0002");

      shop.ask("ORDER0002");
      shop.ask("ORDER0001");
      shop.ask("ORDER0002");
      for (var outTradeNo : List.of("ORDER0001", "ORDER0002", "ORDER0001")) {
        shop.settle(outTradeNo);
      }

      assertThat(shop.events("ORDER0002")).containsExactly("payment.succeeded");
      assertThat(shop.refundsAtWechat("ORDER0002")).isEmpty();
      var duplicate = shop.order("ORDER0001");
      assertThat(duplicate.duplicate()).isTrue();
      if (policy == MoneyPolicy.REFUND) {
        assertThat(duplicate.tradeState()).isEqualTo("REFUND");
        assertThat(shop.events("ORDER0001"))
            .containsExactly("payment.duplicate", "refund.succeeded");
        assertThat(shop.refundsAtWechat("ORDER0001")).containsExactly(LiveShop.TOTAL);
      } else {
        // What has been fulfilled is not fulfilled again, whatever the policy says.
        assertThat(duplicate.tradeState()).isEqualTo("SUCCESS");
        assertThat(shop.events("ORDER0001")).containsExactly("payment.duplicate", "problem.opened");
        assertThat(shop.openProblems("ORDER0001")).containsExactly("duplicate_payment");
        assertThat(shop.refundsAtWechat("ORDER0001")).isEmpty();

        shop.resolve("ORDER0001", "duplicate_payment", "refund");
        shop.settle("ORDER0001");
        assertThat(shop.refundsAtWechat("ORDER0001")).containsExactly(LiveShop.TOTAL);
        assertThat(shop.order("ORDER0001").tradeState()).isEqualTo("REFUND");
        assertThat(shop.openProblems("ORDER0001")).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  @DisplayName("A late payment that somebody gave back by hand is not given back twice")
  void byHand(Api api, MoneyPolicy policy) {
    try (var shop = shop(api, policy)) {
      shop.place("ORDER0001", null);
      shop.close("ORDER0001");
      shop.pay("ORDER0001");
      // On the merchant's platform, before we knew of the payment; a part of it.
      shop.refundByHand("ORDER0001", 400);

      shop.ask("ORDER0001");
      shop.settle("ORDER0001");

      assertThat(shop.refundsAtWechat("ORDER0001")).containsExactly(400L);
      if (policy == MoneyPolicy.REFUND) {
        assertThat(shop.openProblems("ORDER0001"))
            .as("600 fen are still here, and a person must know")
            .containsExactly("refund_refused");
      }
    }
  }
}
