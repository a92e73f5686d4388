package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When an order is asked about next, and on which day's bill it must be, on every store. */
class DueContractTest {
  private static final Duration FIRST_GAP = Duration.ofSeconds(5);

  private static NewOrder order(
      @Nullable Instant expiresAt, Policies policies, @Nullable PlacedAs placedAs) {
    return new NewOrder(
        "ORDER-1", 100, "CNY", null, expiresAt, null, null, null, null, policies, placedAs);
  }

  private static void assertFirstRung(Shop shop) throws Exception {
    assertThat(shop.orderDue("ORDER-1"))
        .isBetween(shop.now().plus(FIRST_GAP), shop.now().plus(FIRST_GAP.multipliedBy(2)));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: a registered order is asked about after the first gap, until it is paid")
  void untilPaid(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      assertFirstRung(shop);

      shop.apply(Told.paid("ORDER-1", "T1").withTotal(99));
      assertThat(shop.orderDue("ORDER-1")).as("a dispute does not stop the ladder").isNotNull();

      shop.apply(Told.paid("ORDER-1", "T1"));
      assertThat(shop.orderDue("ORDER-1")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("An order that ends unpaid is not asked about any more")
  void untilClosed(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));

      assertThat(shop.orderDue("ORDER-1")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "An order is asked about when it expires at the latest; nobody registered, nobody asked")
  void ends(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.apply(Told.paid("ORDER-1", "T1").ofUnknownMerchant());
      assertThat(shop.orderDue("ORDER-1")).as("a stub").isNull();

      var soon = shop.now().plusSeconds(2);
      shop.register(order(soon, Policies.UNSET, null));

      assertThat(shop.orderDue("ORDER-1")).isEqualTo(soon);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A payment that waited for its registration leaves nothing to ask")
  void waited(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.apply(Told.paid("ORDER-1", "T1"));
      shop.register("ORDER-1", null);

      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.orderDue("ORDER-1")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: a refund that waits for its payment has the order asked about at once")
  void refundBeforePayment(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));
      var told = shop.later(Duration.ofHours(1));
      shop.apply(Told.paid("ORDER-1", "T1").refund("R1", RefundStatus.SUCCESS, 100));
      assertThat(shop.orderDue("ORDER-1")).isEqualTo(told);

      shop.apply(Told.paid("ORDER-1", "T1"));
      assertThat(shop.orderDue("ORDER-1")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: so it is with a refund that nobody has signed, until one has")
  void unconfirmed(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      var paid = Told.paid("ORDER-1", "T1");
      shop.apply(paid);
      var told = shop.later(Duration.ofHours(1));
      shop.apply(paid.refund("R1", RefundStatus.SUCCESS, 100).unconfirmed());
      assertThat(shop.orderDue("ORDER-1")).isEqualTo(told);

      shop.apply(paid.refund("R1", RefundStatus.SUCCESS, 100));
      assertThat(shop.orderDue("ORDER-1")).isNull();
      assertThat(shop.openKinds()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A paid order belongs to the bill of the Beijing day on which it was paid, for good")
  void paidOn(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      assertThat(shop.texts("select paid_on from paybell_order")).containsOnlyNulls();

      shop.later(Duration.ofDays(2));
      var paid = Told.paid("ORDER-1", "T1"); // success_time 2026-01-05T09:30:12+08:00
      shop.apply(paid);
      assertThat(shop.texts("select paid_on from paybell_order")).containsExactly("2026-01-05");

      shop.later(Duration.ofDays(1));
      shop.apply(paid.refund("R1", RefundStatus.SUCCESS, 100));
      assertThat(shop.texts("select paid_on from paybell_order")).containsExactly("2026-01-05");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What an order was placed as, and its policies, are kept; another is other data")
  void placedAs(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      var own = new Policies(MoneyPolicy.ACCEPT, null);
      var jsapi = new PlacedAs("JSAPI", "a".repeat(64));
      assertThat(shop.register(order(null, own, null))).isInstanceOf(Registration.Created.class);

      assertThat(shop.register(order(null, own, jsapi)))
          .isInstanceOfSatisfying(
              Registration.Same.class, it -> assertThat(it.order().placedAs()).isEqualTo(jsapi));
      assertThat(shop.order("ORDER-1").placedAs()).isEqualTo(jsapi);
      assertThat(shop.order("ORDER-1").policies()).isEqualTo(own);
      assertThat(shop.register(order(null, own, null))).isInstanceOf(Registration.Same.class);
      assertThat(shop.order("ORDER-1").placedAs()).isEqualTo(jsapi);

      assertThat(shop.register(order(null, own, new PlacedAs("JSAPI", "b".repeat(64)))))
          .isInstanceOfSatisfying(
              Registration.Differs.class, it -> assertThat(it.field()).contains("openid"));
      assertThat(shop.register(order(null, own, new PlacedAs("NATIVE", "a".repeat(64)))))
          .isInstanceOfSatisfying(
              Registration.Differs.class, it -> assertThat(it.field()).isEqualTo("trade_type"));
      assertThat(shop.register(order(null, Policies.UNSET, jsapi)))
          .isInstanceOfSatisfying(
              Registration.Differs.class, it -> assertThat(it.field()).contains("late_payment"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("An order's own policy is judged by, also where evidence came before the order")
  void ownPolicy(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-0", "cart");
      shop.apply(Told.paid("ORDER-0", "T0"));
      shop.apply(Told.paid("ORDER-1", "T1"));

      shop.register("ORDER-1", "cart", new Policies(MoneyPolicy.HOLD, MoneyPolicy.REFUND));

      assertThat(shop.order("ORDER-1").duplicate()).isTrue();
      assertThat(shop.openKinds()).isEmpty();
      assertThat(shop.texts("select transaction_id from paybell_refund")).containsExactly("T1");
    }
  }
}
