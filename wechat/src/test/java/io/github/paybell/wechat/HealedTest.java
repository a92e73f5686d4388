package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What nobody tells is known all the same: the ladder against the simulator, over real HTTP. */
class HealedTest {
  private static final int ORDERS = 1000;
  private static final Duration TICK = Duration.ofSeconds(2);

  /** When the rung after this age of an order is over at the latest: each gap a tenth longer. */
  private static Duration bound(Duration age) {
    var latest = Duration.ZERO;
    var earliest = Duration.ZERO;
    for (var gap : Ladder.standard().gaps()) {
      // A rung may come later for the tick, and the next counts from then.
      latest = latest.plus(gap).plus(gap.dividedBy(10)).plus(TICK.multipliedBy(2));
      earliest = earliest.plus(gap);
      if (earliest.compareTo(age) > 0) {
        return latest;
      }
    }
    throw new IllegalArgumentException("beyond the ladder's first round");
  }

  @ParameterizedTest
  @EnumSource(Placement.Api.class)
  @DisplayName(
      "HEALED: of 1 000 orders all that are paid are known to be within the ladder's bound, every notification lost")
  void allLost(Placement.Api api) {
    var random = new Random(4);
    try (var shop = new LadderShop(api, TestStores.SQLITE.create(), 1)) {
      shop.wechat.strike(Fault.of(FaultKind.LOST));
      var begun = shop.clock.instant();
      var payAt = new HashMap<String, Instant>();
      for (int i = 0; i < ORDERS; i++) {
        var outTradeNo = "ORDER-" + (100_000 + i);
        shop.place(outTradeNo, null, null);
        if (i % 10 != 0) {
          payAt.put(outTradeNo, begun.plusSeconds(random.nextInt(1, 60)));
        }
      }
      Map<String, Instant> pending = new HashMap<>();
      for (long age = 0; age < 240; age += TICK.toSeconds()) {
        shop.pass(TICK);
        var now = shop.clock.instant();
        payAt
            .entrySet()
            .removeIf(
                pay -> {
                  boolean paid = !pay.getValue().isAfter(now);
                  if (paid) {
                    shop.pay(pay.getKey());
                    pending.put(pay.getKey(), begun.plus(bound(Duration.between(begun, now))));
                  }
                  return paid;
                });
        pending
            .entrySet()
            .removeIf(
                bound -> {
                  boolean over = bound.getValue().isBefore(now);
                  if (over) {
                    assertThat(shop.order(bound.getKey()).tradeState())
                        .as(bound.getKey())
                        .isEqualTo("SUCCESS");
                  }
                  return over;
                });
      }
      assertThat(payAt).isEmpty();
      assertThat(pending).isEmpty();
      for (int i = 0; i < ORDERS; i++) {
        var order = shop.order("ORDER-" + (100_000 + i));
        assertThat(order.tradeState()).isEqualTo(i % 10 == 0 ? "NOTPAY" : "SUCCESS");
        assertThat(order.version()).isEqualTo(i % 10 == 0 ? 1 : 2);
      }
      assertThat(shop.told).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Placement.Api.class)
  @DisplayName(
      "HEALED: an order that nobody paid is closed here and there when it expires; one paid at the last moment is paid")
  void expiry(Placement.Api api) {
    try (var shop = new LadderShop(api, TestStores.SQLITE.create(), 1)) {
      shop.wechat.strike(Fault.of(FaultKind.LOST));
      var end = shop.clock.instant().plusSeconds(900);
      shop.place("ORDER-OPEN", null, end);
      shop.place("ORDER-PAID", null, end);
      for (int i = 0; i < 89; i++) {
        shop.pass(Duration.ofSeconds(10));
      }
      shop.pay("ORDER-PAID");
      shop.pass(Duration.ofSeconds(10));

      assertThat(shop.order("ORDER-OPEN").tradeState()).isEqualTo("CLOSED");
      assertThat(shop.wechat.platform().order(LadderShop.key("ORDER-OPEN")).tradeState())
          .hasToString("CLOSED");
      assertThat(shop.order("ORDER-PAID").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.order("ORDER-PAID").late()).isFalse();
      assertThat(shop.events("ORDER-OPEN")).containsExactly("order.closed");
      assertThat(shop.events("ORDER-PAID")).containsExactly("payment.succeeded");
    }
  }

  @Test
  @DisplayName(
      "HEALED: while the platform is down nothing is lost; the rung after it is back finds the payment")
  void platformDown() {
    try (var shop = new LadderShop(Placement.Api.V3, TestStores.SQLITE.create(), 1)) {
      shop.place("ORDER-1", null, null);
      shop.wechat.strike(Fault.of(FaultKind.LOST));
      shop.pay("ORDER-1");
      shop.wechat.strike(Fault.of(FaultKind.PLATFORM_DOWN));
      for (int i = 0; i < 20; i++) {
        shop.pass(Duration.ofSeconds(2));
      }
      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("NOTPAY");
      shop.wechat.strike();
      for (int i = 0; i < 20; i++) {
        shop.pass(Duration.ofSeconds(2));
      }
      assertThat(shop.events("ORDER-1")).containsExactly("payment.succeeded");
    }
  }

  @Test
  @DisplayName("HEALED: two replicas share the ladder, and one of them may be gone from then on")
  void twoReplicas() {
    try (var shop = new LadderShop(Placement.Api.V2, TestStores.POSTGRESQL.create(), 2)) {
      shop.wechat.strike(Fault.of(FaultKind.LOST));
      for (int i = 100; i < 150; i++) {
        shop.place("ORDER-" + i, null, null);
      }
      int asked = shop.pass(Duration.ofSeconds(6));
      assertThat(asked).isEqualTo(50);
      for (int i = 100; i < 150; i++) {
        shop.pay("ORDER-" + i);
      }
      shop.replicas.remove(1).close();
      for (int i = 0; i < 20; i++) {
        shop.pass(Duration.ofSeconds(2));
      }
      for (int i = 100; i < 150; i++) {
        assertThat(shop.events("ORDER-" + i)).containsExactly("payment.succeeded");
      }
    }
  }
}
