package io.github.paybell.engine.ledger;

import static io.github.paybell.engine.ledger.Shop.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several attempts at one order of the shop's, and what a person decides, on every store. */
class ReferencesContractTest {
  private static final String REFERENCE = "cart 7 – 门店";

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: the second paid attempt of a reference is a duplicate, not a success")
  void twoTransactions(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", REFERENCE);
      shop.register("ORDER-2", REFERENCE);

      shop.apply(Told.paid("ORDER-1", "T1"));
      shop.apply(Told.paid("ORDER-2", "T2"));

      assertThat(shop.order("ORDER-1").duplicate()).isFalse();
      var second = shop.order("ORDER-2");
      assertThat(second.tradeState()).isEqualTo("SUCCESS");
      assertThat(second.duplicate()).isTrue();
      assertThat(shop.events())
          .containsExactly("payment.succeeded", "payment.duplicate", "problem.opened");
      assertThat(second.problems())
          .extracting(ProblemView::kind)
          .containsExactly("duplicate_payment");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: so it is when both are paid in one group")
  void oneGroup(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", REFERENCE);
      shop.register("ORDER-2", REFERENCE);

      shop.applyTogether(Told.paid("ORDER-2", "T2"), Told.paid("ORDER-1", "T1"));

      assertThat(shop.events())
          .containsExactlyInAnyOrder("payment.succeeded", "payment.duplicate", "problem.opened");
      assertThat(shop.order("ORDER-2").duplicate()).isFalse();
      assertThat(shop.order("ORDER-1").duplicate()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: so it is when both payments waited for their registration")
  void registeredLate(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.applyTogether(Told.paid("ORDER-1", "T1"), Told.paid("ORDER-2", "T2"));

      shop.register("ORDER-1", REFERENCE);
      shop.register("ORDER-2", REFERENCE);

      assertThat(shop.events())
          .containsOnlyOnce("payment.succeeded")
          .containsOnlyOnce("payment.duplicate");
      assertThat(shop.order("ORDER-2").duplicate()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: a crowd that pays attempts of many references fulfils each once")
  void crowd(TestStores stores) throws Exception {
    int references = 8;
    int attempts = 8;
    try (var shop = new Shop(stores.create())) {
      var work = new ArrayList<Callable<Object>>();
      for (int r = 0; r < references; r++) {
        for (int a = 0; a < attempts; a++) {
          var outTradeNo = "ORDER-" + r + "-" + a;
          shop.register(outTradeNo, "cart " + r);
          work.add(() -> shop.apply(Told.paid(outTradeNo, "T-" + outTradeNo)));
        }
      }

      together(work);

      assertThat(shop.events().stream().filter("payment.succeeded"::equals)).hasSize(references);
      assertThat(shop.events().stream().filter("payment.duplicate"::equals))
          .hasSize(references * (attempts - 1));
      assertThat(shop.texts("select fulfilled_by from paybell_reference"))
          .hasSize(references)
          .doesNotContainNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: two groups that name the same attempts in opposite order both commit")
  void oppositeOrder(TestStores stores) throws Exception {
    int rounds = 16;
    try (var shop = new Shop(stores.create())) {
      for (int r = 0; r < rounds; r++) {
        var first = "ORDER-" + r + "-1";
        var second = "ORDER-" + r + "-2";
        var reference = "cart " + r;
        shop.register(first, reference);
        shop.register(second, reference);
        var paidFirst = Told.paid(first, "T1-" + r);
        var paidSecond = Told.paid(second, "T2-" + r);
        together(
            List.of(
                () -> shop.applyTogether(paidFirst, paidSecond),
                () -> shop.applyTogether(paidSecond, paidFirst)));
      }

      assertThat(shop.events().stream().filter("payment.succeeded"::equals)).hasSize(rounds);
      assertThat(shop.events().stream().filter("payment.duplicate"::equals)).hasSize(rounds);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: a transaction pays one order, however many claim it at once")
  void oneTransaction(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      var work = new ArrayList<Callable<Object>>();
      for (int i = 0; i < 8; i++) {
        var outTradeNo = "ORDER-" + i;
        shop.register(outTradeNo, null);
        work.add(() -> shop.apply(Told.paid(outTradeNo, "T1")));
      }

      together(work);

      assertThat(shop.events()).containsOnlyOnce("payment.succeeded");
      assertThat(shop.open())
          .hasSize(7)
          .allSatisfy(
              problem -> assertThat(problem.kind()).isEqualTo("transaction_of_another_order"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: a duplicate cannot be accepted once its reference is fulfilled")
  void duplicateRefused(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", REFERENCE);
      shop.register("ORDER-2", REFERENCE);
      shop.apply(Told.paid("ORDER-1", "T1"));
      shop.apply(Told.paid("ORDER-2", "T2"));
      var problem = shop.open().get(0);

      assertThat(shop.resolve(problem, "accept"))
          .isInstanceOfSatisfying(
              Resolution.Refused.class,
              refused -> assertThat(refused.reason()).contains("ORDER-1").contains("ONE_EFFECT"));
      assertThat(shop.open()).hasSize(1);
      assertThat(shop.audit()).isEmpty();

      assertThat(shop.resolve(problem, "dismiss")).isInstanceOf(Resolution.Resolved.class);
      assertThat(shop.open()).isEmpty();
      assertThat(shop.events()).containsOnlyOnce("payment.succeeded");
      assertThat(shop.audit()).containsExactly("problem.dismiss");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: of a late attempt and its duplicate a person may accept one")
  void lateAndDuplicate(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", REFERENCE);
      shop.register("ORDER-2", REFERENCE);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));
      shop.apply(Told.paid("ORDER-1", "T1"));
      shop.apply(Told.paid("ORDER-2", "T2"));
      assertThat(shop.order("ORDER-1").late()).isTrue();
      assertThat(shop.events()).doesNotContain("payment.succeeded");
      var late = shop.problem("late_payment");
      var duplicate = shop.problem("duplicate_payment");

      assertThat(shop.resolve(duplicate, "accept")).isInstanceOf(Resolution.Resolved.class);

      assertThat(shop.order("ORDER-2").duplicate()).isTrue();
      assertThat(shop.events()).containsOnlyOnce("payment.succeeded");
      assertThat(shop.resolve(late, "accept")).isInstanceOf(Resolution.Refused.class);
      assertThat(shop.events()).containsOnlyOnce("payment.succeeded");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: deciding twice the same way is one decision; another way is refused")
  void idempotent(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      shop.apply(Told.unpaid("ORDER-1", TradeState.CLOSED));
      shop.apply(Told.paid("ORDER-1", "T1"));
      var problem = shop.problem("late_payment");

      assertThat(shop.resolve(problem, "accept")).isInstanceOf(Resolution.Resolved.class);
      long version = shop.order("ORDER-1").version();
      assertThat(shop.resolve(problem, "accept")).isInstanceOf(Resolution.Resolved.class);
      assertThat(shop.resolve(problem, "dismiss")).isInstanceOf(Resolution.Refused.class);

      assertThat(shop.order("ORDER-1").version()).isEqualTo(version);
      assertThat(shop.order("ORDER-1").late()).isTrue();
      assertThat(shop.events()).containsOnlyOnce("payment.succeeded");
      assertThat(shop.audit()).containsExactly("problem.accept");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: people who decide at once make one decision")
  void peopleAtOnce(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      shop.apply(Told.paid("ORDER-1", "T1").withTotal(99));
      var problem = shop.problem("amount_differs");

      together(
          List.of(
              () -> shop.resolve(problem, "accept"),
              () -> shop.resolve(problem, "accept"),
              () -> shop.resolve(problem, "accept"),
              () -> shop.resolve(problem, "accept")));

      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.events()).containsOnlyOnce("payment.succeeded");
      assertThat(shop.audit()).containsExactly("problem.accept");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AMOUNT_GUARD: what a person cannot accept is refused with a reason")
  void refusals(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.register("ORDER-1", null);
      shop.register("ORDER-2", null);
      shop.apply(Told.paid("ORDER-1", "T1").withTotal(99));
      shop.apply(Told.paid("ORDER-2", "T1"));
      var differs = shop.problem("amount_differs");

      // Meanwhile the transaction has paid ORDER-2.
      assertThat(shop.resolve(differs, "accept"))
          .isInstanceOfSatisfying(
              Resolution.Refused.class, it -> assertThat(it.reason()).contains("ORDER-2"));
      assertThat(shop.resolve(differs, "refund"))
          .isInstanceOfSatisfying(
              Resolution.Refused.class, it -> assertThat(it.reason()).contains("ORDER-2"));
      shop.apply(Told.paid("ORDER-1", "T9"));
      assertThat(shop.resolve(differs, "accept"))
          .isInstanceOfSatisfying(
              Resolution.Refused.class, it -> assertThat(it.reason()).contains("T9"));
      shop.apply(Told.paid("ORDER-1", "T8"));
      assertThat(shop.resolve(shop.problem("paid_by_another_transaction"), "accept"))
          .isInstanceOf(Resolution.Refused.class);
      assertThat(shop.resolve(UUID.randomUUID(), "dismiss")).isInstanceOf(Resolution.Unknown.class);
      assertThatThrownBy(() -> shop.resolve(differs, "forget"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("accept, refund or dismiss");
      assertThat(shop.audit()).isEmpty();
    }
  }
}
