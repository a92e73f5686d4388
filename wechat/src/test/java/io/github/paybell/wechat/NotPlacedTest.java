package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.PlaceOutcome;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.Registration;
import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an order counts as not placed, at the simulator: its number is free for other data. */
class NotPlacedTest {
  private static final String WRONG = LiveShop.UNBOUND;
  private static final String TEA = "明前龙井 50g";

  private static LiveShop shop(Api api, TestStores stores) {
    return new LiveShop(api, Policies.UNSET, stores.create());
  }

  private static boolean notPlaced(PlaceOutcome outcome) {
    return outcome instanceof PlaceOutcome.Refused refused && refused.notPlaced();
  }

  @ParameterizedTest
  @CsvSource({
    "V3, SQLITE",
    "V2, SQLITE",
    "V3, POSTGRESQL",
    "V2, POSTGRESQL",
    "V3, MARIADB",
    "V2, MARIADB",
    "V3, MYSQL"
  })
  @DisplayName("HEALED: an order that was refused is placed with repaired data, and its payment is")
  void repaired(Api api, TestStores stores) {
    try (var shop = shop(api, stores)) {
      assertThat(notPlaced(shop.order("ORDER-1", TEA, WRONG))).isTrue();
      shop.made.clear();
      shop.later(Duration.ofHours(3));
      shop.heal();
      assertThat(shop.made).as("nobody asks about it").isEmpty();

      var repaired = shop.order("ORDER-1", "明前龙井 100g", null);

      assertThat(repaired)
          .isInstanceOfSatisfying(
              PlaceOutcome.Ready.class, ready -> assertThat(ready.registered()).isTrue());
      assertThat(shop.order("ORDER-1", "明前龙井 100g", null))
          .isInstanceOfSatisfying(
              PlaceOutcome.Ready.class, ready -> assertThat(ready.registered()).isFalse());
      assertThat(shop.order("ORDER-1", TEA, WRONG)).isInstanceOf(PlaceOutcome.Differs.class);
      shop.pay("ORDER-1");
      shop.later(Duration.ofMinutes(1));
      shop.heal();
      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.events("ORDER-1")).containsExactly("payment.succeeded");
    }
  }

  @ParameterizedTest
  @CsvSource({"V3, SQLITE", "V2, SQLITE", "V3, POSTGRESQL", "V3, MARIADB", "V3, MYSQL"})
  @DisplayName(
      "HEALED: registered before or after, a refused order is asked about, and keeps its data")
  void registered(Api api, TestStores stores) {
    try (var shop = shop(api, stores)) {
      shop.expect("BEFORE-1", TEA, WRONG);
      assertThat(notPlaced(shop.order("BEFORE-1", TEA, WRONG))).isFalse();
      assertThat(notPlaced(shop.order("AFTER-1", TEA, WRONG))).isTrue();
      assertThat(shop.expect("AFTER-1", "other", null)).isInstanceOf(Registration.Differs.class);
      assertThat(shop.expect("AFTER-1", TEA, WRONG)).isInstanceOf(Registration.Same.class);

      for (var number : List.of("BEFORE-1", "AFTER-1")) {
        assertThat(shop.order(number, "other", null)).isInstanceOf(PlaceOutcome.Differs.class);
        assertThat(notPlaced(shop.order(number, TEA, WRONG))).isFalse();
      }
      shop.made.clear();
      shop.later(Duration.ofMinutes(1));
      shop.heal();
      assertThat(shop.made).containsExactly("query", "query");
    }
  }

  @ParameterizedTest
  @CsvSource({"V3", "V2"})
  @DisplayName(
      "An attempt of unknown outcome keeps the number for its data, whatever is said later")
  void unknown(Api api) {
    try (var shop = shop(api, TestStores.SQLITE)) {
      shop.watch = new DyingBefore("place");
      try {
        shop.order("ORDER-1", TEA, WRONG);
      } catch (LiveShop.Died died) {
        shop.beginAgain();
      }
      shop.watch = LiveShop.Watch.NONE;

      assertThat(notPlaced(shop.order("ORDER-1", TEA, WRONG))).isFalse();
      assertThat(shop.ask("ORDER-1")).isInstanceOf(QueryOutcome.NotThere.class);
      assertThat(shop.order("ORDER-1", TEA, null)).isInstanceOf(PlaceOutcome.Differs.class);
    }
  }

  private record DyingBefore(String call) implements LiveShop.Watch {
    @Override
    public void before(String made) {
      if (made.equals(call)) {
        throw new LiveShop.Died();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"V3", "V2"})
  @DisplayName(
      "A number that another system used is never free: OUT_TRADE_NO_USED, INVALID_REQUEST")
  void used(Api api) {
    try (var shop = shop(api, TestStores.SQLITE)) {
      // Placed at WeChat Pay by somebody else, with other data.
      shop.place("OTHER-1", null);
      try (var here =
          new LiveShop(api, Policies.UNSET, TestStores.SQLITE.create(), shop.wechat, null)) {
        var outcome = here.order("OTHER-1", "not what they sell", null);

        assertThat(outcome)
            .isInstanceOfSatisfying(
                PlaceOutcome.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo("INVALID_REQUEST"));
        assertThat(notPlaced(outcome)).isFalse();
        assertThat(here.order("OTHER-1", "other data", null))
            .isInstanceOf(PlaceOutcome.Differs.class);
        here.made.clear();
        here.later(Duration.ofMinutes(1));
        here.heal();
        assertThat(here.made).containsExactly("query");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"V3, SQLITE", "V2, SQLITE", "V3, POSTGRESQL", "V3, MARIADB", "V3, MYSQL"})
  @DisplayName(
      "HEALED: a claim that names a refused order makes it asked about; if it is there, for good")
  void hinted(Api api, TestStores stores) {
    try (var shop = shop(api, stores)) {
      shop.order("ORDER-1", TEA, WRONG);
      shop.made.clear();

      assertThat(shop.healing().hint("shop", "ORDER-1")).isTrue();
      shop.heal();
      assertThat(shop.made).containsExactly("query");
      shop.later(Duration.ofHours(2));
      shop.heal();
      assertThat(shop.made).as("it is still not there").containsExactly("query");

      shop.place("ORDER-1", null);
      assertThat(shop.healing().hint("shop", "ORDER-1")).isTrue();
      shop.heal();
      assertThat(shop.order("ORDER-1", TEA, null))
          .as("other data would not be what the payer sees")
          .isInstanceOf(PlaceOutcome.Differs.class);
      shop.pay("ORDER-1");
      shop.later(Duration.ofHours(1));
      shop.heal();
      var order = shop.order("ORDER-1");
      if (api == Api.V3) {
        // The query names the appid that the order has there: another one, so a person decides.
        assertThat(order.tradeState()).isEqualTo("NOTPAY");
        assertThat(shop.openProblems("ORDER-1")).containsExactly("appid_differs");
        assertThat(shop.events("ORDER-1")).containsExactly("payment.disputed", "problem.opened");
      } else {
        // v2 answers with the appid that the query named, so it says nothing of the order's.
        assertThat(order.tradeState()).isEqualTo("SUCCESS");
        assertThat(order.problems()).isEmpty();
        assertThat(shop.events("ORDER-1")).containsExactly("payment.succeeded");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"V3, SQLITE", "V2, SQLITE", "V3, POSTGRESQL"})
  @DisplayName(
      "ONE_EFFECT: wherever the process dies, the number is free or kept, and one order is paid")
  void crash(Api api, TestStores stores) {
    try (var shop = shop(api, stores)) {
      int freed = 0;
      int moment = 0;
      boolean survived = false;
      for (; !survived; moment++) {
        var number = "ORDER" + (1000 + moment);
        var dying = new DyingAt(moment);
        shop.watch = dying;
        try {
          shop.order(number, TEA, WRONG);
          shop.order(number, TEA, null);
          survived = dying.passed <= moment;
        } catch (LiveShop.Died died) {
          shop.beginAgain();
        }
        shop.watch = LiveShop.Watch.NONE;
        shop.later(Duration.ofMinutes(1));
        shop.heal();
        var outcome = shop.order(number, TEA, null);
        if (outcome instanceof PlaceOutcome.Ready) {
          freed++;
          shop.pay(number);
          shop.ask(number);
          assertThat(shop.events(number)).as(number).containsExactly("payment.succeeded");
        } else {
          assertThat(outcome).as(number).isInstanceOf(PlaceOutcome.Differs.class);
          assertThat(shop.wechat.platform().orders())
              .as(number)
              .noneMatch(order -> order.key().outTradeNo().equals(number));
        }
      }
      assertThat(moment).isEqualTo(7);
      // Before and after the refused call nobody knows what became of it.
      assertThat(freed).isEqualTo(moment - 2);
    }
  }

  private static final class DyingAt implements LiveShop.Watch {
    private final int moment;
    private int passed;

    DyingAt(int moment) {
      this.moment = moment;
    }

    @Override
    public void before(String call) {
      pass();
    }

    @Override
    public void after(String call) {
      pass();
    }

    private void pass() {
      if (passed++ == moment) {
        throw new LiveShop.Died();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"V3, POSTGRESQL", "V2, POSTGRESQL", "V3, MARIADB", "V3, MYSQL"})
  @DisplayName("ONE_EFFECT: two replicas place one number at the same moment; one set of data wins")
  void replicas(Api api, TestStores stores) throws Exception {
    try (var one = shop(api, stores);
        var other = one.replica()) {
      for (int i = 0; i < 10; i++) {
        var number = "ORDER" + (1000 + i);
        // Refused there, right here; whoever comes first.
        var outcomes =
            together(() -> one.order(number, TEA, WRONG), () -> other.order(number, TEA, null));
        var last = one.order(number, TEA, null);
        if (last instanceof PlaceOutcome.Ready) {
          assertThat(shopData(one, number)).isEqualTo(atWechat(one, number));
        } else {
          assertThat(outcomes).as(number).noneMatch(PlaceOutcome.Ready.class::isInstance);
        }

        var refused = "REFUSED" + (1000 + i);
        together(() -> one.order(refused, TEA, WRONG), () -> other.order(refused, TEA, WRONG));
        // Both were refused and neither is under way any more, so it is free, whoever asked last.
        one.later(Duration.ofMinutes(1));
        one.heal();
        assertThat(other.order(refused, TEA, null)).isInstanceOf(PlaceOutcome.Ready.class);
      }
    }
  }

  private static String shopData(LiveShop shop, String number) {
    return String.valueOf(shop.order(number).appid());
  }

  private static String atWechat(LiveShop shop, String number) {
    return shop.atWechat(number).terms().appid();
  }

  private static List<PlaceOutcome> together(
      Callable<PlaceOutcome> one, Callable<PlaceOutcome> other) throws Exception {
    var barrier = new CyclicBarrier(2);
    var threads = Executors.newFixedThreadPool(2);
    try {
      var running = new ArrayList<java.util.concurrent.Future<PlaceOutcome>>();
      for (var call : List.of(one, other)) {
        running.add(
            threads.submit(
                () -> {
                  barrier.await();
                  return call.call();
                }));
      }
      var outcomes = new ArrayList<PlaceOutcome>();
      for (var each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"V3", "V2"})
  @DisplayName(
      "H5 from another network is the same order: it is placed again, with the new address")
  void anotherNetwork(Api api) {
    try (var shop = shop(api, TestStores.SQLITE)) {
      var first = shop.order("ORDER-1", TEA, null, TradeType.MWEB, "203.0.113.7");
      var again = shop.order("ORDER-1", TEA, null, TradeType.MWEB, "198.51.100.9");

      assertThat(first)
          .isInstanceOfSatisfying(
              PlaceOutcome.Ready.class, ready -> assertThat(ready.registered()).isTrue());
      assertThat(again)
          .isInstanceOfSatisfying(
              PlaceOutcome.Ready.class,
              ready -> {
                assertThat(ready.registered()).isFalse();
                assertThat(ready.placed().h5Url()).isNotBlank();
              });
      assertThat(shop.made).containsExactly("place", "place");
    }
  }

  @Test
  @DisplayName("An emoji that v3 refuses is repaired under the same number")
  void emoji() {
    try (var shop = shop(Api.V3, TestStores.SQLITE)) {
      assertThat(shop.order("ORDER-1", "龙井 🍵", null))
          .isInstanceOfSatisfying(
              PlaceOutcome.Refused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo("PARAM_ERROR");
                assertThat(refused.notPlaced()).isTrue();
              });
      assertThat(shop.order("ORDER-1", "龙井", null)).isInstanceOf(PlaceOutcome.Ready.class);
    }
  }
}
