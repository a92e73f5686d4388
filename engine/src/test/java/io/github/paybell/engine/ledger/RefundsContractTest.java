package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Money that somebody asks back, part by part, on every store. */
class RefundsContractTest {
  private static final String ORDER = "ORDER-1";
  private static final Told PAID = Told.paid(ORDER, "T1");

  private static Shop paid(TestStores stores) throws Exception {
    var shop = new Shop(stores.create());
    shop.register(ORDER, null);
    shop.apply(PAID);
    return shop;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A refund is noted whole, and due at once, before anybody is asked for it")
  void noted(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      assertThat(shop.refund(ORDER, "R1", 40)).isInstanceOf(RefundRequest.Created.class);

      var refund = shop.refund("R1");
      assertThat(refund.transactionId()).isEqualTo("T1");
      assertThat(refund.total()).isEqualTo(100);
      assertThat(refund.amount()).isEqualTo(40);
      assertThat(refund.currency()).isEqualTo("CNY");
      assertThat(refund.status()).isEqualTo(RefundStatus.PROCESSING);
      assertThat(refund.requested()).isTrue();
      assertThat(refund.accepted()).isFalse();
      assertThat(shop.refundDue("R1")).isEqualTo(shop.now());
      assertThat(shop.texts("select requested_on from paybell_refund"))
          .containsExactly("2026-01-05");
      assertThat(shop.order(ORDER).tradeState()).isEqualTo("SUCCESS");
      assertThat(shop.audit()).containsExactly("refund.requested");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "ONE_EFFECT: the same number again is the same refund; with other data it is refused")
  void sameNumber(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.register("ORDER-2", null);
      shop.apply(Told.paid("ORDER-2", "T2"));
      shop.refund(ORDER, "R1", 40);

      assertThat(shop.refund(ORDER, "R1", 40)).isInstanceOf(RefundRequest.Same.class);
      assertThat(shop.refund(ORDER, "R1", 41))
          .isInstanceOfSatisfying(
              RefundRequest.Differs.class, it -> assertThat(it.field()).isEqualTo("amount.refund"));
      assertThat(shop.refund("ORDER-2", "R1", 40))
          .isInstanceOfSatisfying(
              RefundRequest.Differs.class, it -> assertThat(it.field()).isEqualTo("out_trade_no"));
      assertThat(shop.refunds.request(Told.ACCOUNT, ORDER, "R1", 40, "because", "alice"))
          .isInstanceOfSatisfying(
              RefundRequest.Differs.class, it -> assertThat(it.field()).isEqualTo("reason"));
      assertThat(shop.audit()).containsExactly("refund.requested");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AMOUNT_GUARD: a crowd that asks for more than came gets what came, to the last fen")
  void noMoreThanCame(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      var work = new ArrayList<Callable<RefundRequest>>();
      for (int i = 0; i < 8; i++) {
        var number = "R" + i;
        work.add(() -> shop.refund(ORDER, number, 30));
      }

      var answers = Shop.together(work);

      assertThat(answers).filteredOn(RefundRequest.Created.class::isInstance).hasSize(3);
      assertThat(answers).filteredOn(RefundRequest.Impossible.class::isInstance).hasSize(5);
      assertThat(shop.refund(ORDER, "R-rest", 11))
          .isInstanceOfSatisfying(
              RefundRequest.Impossible.class, it -> assertThat(it.reason()).contains("at most 10"));
      assertThat(shop.refund(ORDER, "R-rest", 10)).isInstanceOf(RefundRequest.Created.class);
      assertThat(shop.refund(ORDER, "R-fen", 1)).isInstanceOf(RefundRequest.Impossible.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ONE_EFFECT: one number asked for by many, even of two orders, is one refund")
  void sameNumberAtOnce(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.register("ORDER-2", null);
      shop.apply(Told.paid("ORDER-2", "T2"));
      var work = new ArrayList<Callable<RefundRequest>>();
      for (int i = 0; i < 8; i++) {
        var outTradeNo = i % 2 == 0 ? ORDER : "ORDER-2";
        work.add(() -> shop.refund(outTradeNo, "R1", 30));
      }

      var answers = Shop.together(work);

      assertThat(answers).filteredOn(RefundRequest.Created.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(RefundRequest.Same.class::isInstance).hasSize(3);
      assertThat(answers).filteredOn(RefundRequest.Differs.class::isInstance).hasSize(4);
      assertThat(shop.texts("select out_refund_no from paybell_refund")).containsExactly("R1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What is not registered, not paid, or no number at all cannot go back")
  void impossible(TestStores stores) throws Exception {
    try (var shop = new Shop(stores.create())) {
      shop.apply(PAID); // a stub
      assertThat(shop.refund(ORDER, "R1", 1)).isInstanceOf(RefundRequest.UnknownOrder.class);
      assertThat(shop.refund("NOBODY", "R1", 1)).isInstanceOf(RefundRequest.UnknownOrder.class);
      assertThat(shop.texts("select out_trade_no from paybell_order")).containsExactly(ORDER);

      shop.register("ORDER-2", null);
      assertThat(shop.refund("ORDER-2", "R1", 1)).isInstanceOf(RefundRequest.Impossible.class);
      assertThatThrownBy(() -> shop.refund(ORDER, "R 1", 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> shop.refund(ORDER, "R1", 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> shop.refunds.request(Told.ACCOUNT, ORDER, "R1", 1, "a\0b", "alice"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(shop.texts("select out_refund_no from paybell_refund")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CONFLUENT: whatever tells of a refund first, that it was asked for here is kept")
  void toldWhileAsking(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.refund(ORDER, "R1", 40);
      shop.refund(ORDER, "R2", 60);

      // R1: the notification is faster than the answer to our request; R2: the answer comes first.
      shop.apply(PAID.refund("R1", RefundStatus.SUCCESS, 40));
      shop.apply(PAID.refund("R1", RefundStatus.PROCESSING, 40));
      shop.applyTogether(
          PAID.refund("R2", RefundStatus.PROCESSING, 60),
          PAID.refund("R2", RefundStatus.SUCCESS, 60));

      for (var number : List.of("R1", "R2")) {
        var refund = shop.refund(number);
        assertThat(refund.requested()).isTrue();
        assertThat(refund.accepted()).isTrue();
        assertThat(refund.status()).isEqualTo(RefundStatus.SUCCESS);
        assertThat(refund.refundId()).isEqualTo("wx-" + number);
        assertThat(shop.refundDue(number)).isNull();
      }
      assertThat(shop.events())
          .containsExactly("payment.succeeded", "refund.succeeded", "refund.succeeded");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A refund seen before it is asked for here takes its amount, whoever asked for it")
  void seenFirst(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.apply(PAID.refund("BY-HAND", RefundStatus.PROCESSING, 70));

      assertThat(shop.refundDue("BY-HAND")).isEqualTo(shop.now().plus(Duration.ofMinutes(1)));
      assertThat(shop.refund(ORDER, "R1", 31)).isInstanceOf(RefundRequest.Impossible.class);
      assertThat(shop.refund(ORDER, "BY-HAND", 70)).isInstanceOf(RefundRequest.Same.class);
      assertThat(shop.refund("BY-HAND").requested()).isFalse();

      shop.apply(PAID.refund("BY-HAND", RefundStatus.CLOSED, 70));

      assertThat(shop.openKinds()).isEmpty();
      assertThat(shop.refund(ORDER, "R1", 100)).isInstanceOf(RefundRequest.Created.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A refund asked for here that WeChat Pay closes frees its amount and is a problem")
  void closed(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.refund(ORDER, "R1", 100);
      assertThat(shop.refund(ORDER, "R2", 1)).isInstanceOf(RefundRequest.Impossible.class);

      shop.apply(PAID.refund("R1", RefundStatus.CLOSED, 100));

      assertThat(shop.openKinds()).containsExactly("refund_refused");
      assertThat(shop.refund(ORDER, "R2", 100)).isInstanceOf(RefundRequest.Created.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A refused refund is a problem, frees its amount, and is due when asked for again")
  void refused(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.refund(ORDER, "R1", 60);

      shop.refused("R1", null);

      assertThat(shop.openKinds()).containsExactly("refund_refused");
      assertThat(shop.refund("R1").refusedCode()).isEqualTo("NOT_ENOUGH");
      assertThat(shop.refundDue("R1")).isNull();
      assertThat(shop.refund(ORDER, "R2", 50)).isInstanceOf(RefundRequest.Created.class);

      var asked = shop.later(Duration.ofMinutes(5));
      assertThat(shop.refund(ORDER, "R1", 60)).isInstanceOf(RefundRequest.Same.class);
      assertThat(shop.refundDue("R1")).isEqualTo(asked);
      assertThat(shop.refund(ORDER, "R3", 1))
          .as("asked for again, it takes its amount again")
          .isInstanceOf(RefundRequest.Impossible.class);
      assertThat(shop.audit())
          .containsExactly("refund.requested", "refund.requested", "refund.requested_again");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: a refund accepted after a refusal is asked about until it is over")
  void acceptedAfterRefusal(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.refund(ORDER, "R1", 60);
      shop.refused("R1", null);
      assertThat(shop.refundDue("R1")).isNull();

      shop.apply(PAID.refund("R1", RefundStatus.PROCESSING, 60));

      assertThat(shop.refund("R1").accepted()).isTrue();
      assertThat(shop.refund("R1").refusedCode()).isNull();
      assertThat(shop.openKinds()).isEmpty();
      assertThat(shop.refundDue("R1")).isEqualTo(shop.now().plus(Duration.ofMinutes(1)));
      shop.apply(PAID.refund("R1", RefundStatus.SUCCESS, 60));
      assertThat(shop.refundDue("R1")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A refusal that is to pass by itself keeps its amount: it will be asked for again")
  void refusedForNow(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.refund(ORDER, "R1", 60);
      var again = shop.now().plus(Duration.ofHours(1));

      shop.refused("R1", again);

      assertThat(shop.refundDue("R1")).isEqualTo(again);
      assertThat(shop.refund(ORDER, "R2", 60)).isInstanceOf(RefundRequest.Impossible.class);
      assertThat(shop.refund(ORDER, "R2", 40)).isInstanceOf(RefundRequest.Created.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("The problem of refused refunds ends when WeChat Pay has taken the last of them")
  void refusedTwice(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.refund(ORDER, "R1", 60);
      shop.refund(ORDER, "R2", 40);
      shop.refused("R1", null);
      shop.refused("R2", null);

      shop.apply(PAID.refund("R1", RefundStatus.PROCESSING, 60));
      assertThat(shop.openKinds()).containsExactly("refund_refused");
      shop.apply(PAID.refund("R1", RefundStatus.SUCCESS, 60));
      assertThat(shop.openKinds()).containsExactly("refund_refused");

      shop.apply(PAID.refund("R2", RefundStatus.PROCESSING, 40));
      assertThat(shop.openKinds()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A refusal that an acceptance has overtaken is not noted")
  void refusedTooLate(TestStores stores) throws Exception {
    try (var shop = paid(stores)) {
      shop.refund(ORDER, "R1", 60);
      var asWeSawIt = shop.refund("R1");
      shop.apply(PAID.refund("R1", RefundStatus.PROCESSING, 60));

      shop.refunds.refused(asWeSawIt, "INVALID_REQUEST", "参数\0错误", null, null);

      assertThat(shop.refund("R1").refusedCode()).isNull();
      assertThat(shop.openKinds()).isEmpty();

      shop.refunds.refused(shop.refund("R1"), "INVALID_REQUEST", "参数\0错误", null, null);
      assertThat(shop.refund("R1").refusedMessage()).isEqualTo("参数 错误");
      assertThat(shop.openKinds()).containsExactly("refund_refused");
      assertThat(shop.refund(ORDER, "R2", 41)).isInstanceOf(RefundRequest.Impossible.class);
    }
  }
}
