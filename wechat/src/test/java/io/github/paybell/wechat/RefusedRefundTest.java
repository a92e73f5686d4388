package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.RefundRequest;
import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a refund is REFUSED, at the simulator. */
class RefusedRefundTest {
  private static final String ORDER = "ORDER-1";
  private static final Duration CONFIRMED = Duration.ofSeconds(61);

  private static LiveShop paid(Api api, TestStores stores) {
    var shop = new LiveShop(api, Policies.UNSET, stores.create());
    pay(shop, ORDER);
    return shop;
  }

  private static void pay(LiveShop shop, String outTradeNo) {
    shop.place(outTradeNo, null);
    shop.pay(outTradeNo);
    shop.ask(outTradeNo);
  }

  /** Makes WeChat Pay refuse for good: v3 what is wrong with the reason, v2 a payment of old. */
  private static QueryOutcome refused(
      LiveShop shop, Api api, String outTradeNo, String outRefundNo) {
    if (api == Api.V2) {
      shop.wechat.advance(Duration.ofDays(400));
    }
    shop.request(outTradeNo, outRefundNo, 300, api == Api.V3 ? "少发 🍵" : "少发");
    return shop.send(shop.refund(outRefundNo));
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
  @DisplayName(
      "A refund is REFUSED when every attempt was refused and a query a minute later has none")
  void refused(Api api, TestStores stores) {
    try (var shop = paid(api, stores)) {
      assertThat(refused(shop, api, ORDER, "R1")).isInstanceOf(QueryOutcome.Refused.class);

      assertThat(shop.refund("R1").refundStatus()).isEqualTo("PROCESSING");
      assertThat(shop.refund("R1").refusedCode())
          .isEqualTo(api == Api.V3 ? "PARAM_ERROR" : "TRADE_OVERDUE");
      assertThat(shop.openProblems(ORDER)).containsExactly("refund_refused");
      shop.later(Duration.ofSeconds(50));
      shop.made.clear();
      shop.heal();
      assertThat(shop.made).as("a minute has not passed").isEmpty();
      assertThat(shop.request(ORDER, "R2", 800)).isInstanceOf(RefundRequest.Impossible.class);

      shop.later(CONFIRMED);
      shop.heal();

      assertThat(shop.made).as("it is asked about, not sent").containsExactly("queryRefund");
      assertThat(shop.refund("R1").refundStatus()).isEqualTo("REFUSED");
      shop.later(Duration.ofDays(1));
      shop.heal();
      assertThat(shop.made).hasSize(1);
      assertThat(shop.request(ORDER, "R2", 800)).isInstanceOf(RefundRequest.Created.class);
      assertThat(shop.request(ORDER, "R1", 301)).isInstanceOf(RefundRequest.Differs.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"SQLITE", "POSTGRESQL", "MARIADB", "MYSQL"})
  @DisplayName("ONE_EFFECT: a REFUSED refund is sent again under its number, with another reason")
  void again(TestStores stores) {
    try (var shop = paid(Api.V3, stores)) {
      refused(shop, Api.V3, ORDER, "R1");
      shop.later(CONFIRMED);
      shop.heal();
      assertThat(shop.refund("R1").refundStatus()).isEqualTo("REFUSED");

      assertThat(shop.request(ORDER, "R1", 300, "少发一份")).isInstanceOf(RefundRequest.Same.class);
      assertThat(shop.refund("R1").refundStatus()).isEqualTo("PROCESSING");
      assertThat(shop.send(shop.refund("R1"))).isInstanceOf(QueryOutcome.Learnt.class);
      shop.settle(ORDER);

      assertThat(shop.refundsAtWechat(ORDER)).containsExactly(300L);
      assertThat(shop.refund("R1").refundStatus()).isEqualTo("SUCCESS");
      assertThat(shop.openProblems(ORDER)).isEmpty();
    }
  }

  @Test
  @DisplayName("HEALED: a refund that exists after all leaves REFUSED")
  void existsAfterAll() {
    try (var shop = paid(Api.V3, TestStores.SQLITE)) {
      refused(shop, Api.V3, ORDER, "R1");
      shop.later(CONFIRMED);
      shop.heal();
      assertThat(shop.refund("R1").refundStatus()).isEqualTo("REFUSED");

      shop.refundThere(shop.refund("R1"));
      shop.advance(shop.refund("R1"));

      assertThat(shop.refund("R1").refundStatus()).isEqualTo("PROCESSING");
      assertThat(shop.refund("R1").accepted()).isTrue();
      shop.settle(ORDER);
      assertThat(shop.refund("R1").refundStatus()).isEqualTo("SUCCESS");
      assertThat(shop.openProblems(ORDER)).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "A code that is not final leaves it PROCESSING, with the code, until it is asked for again")
  void notFinal() {
    try (var shop = paid(Api.V2, TestStores.SQLITE)) {
      shop.refundByHand(ORDER, 900);
      shop.request(ORDER, "R1", 300);
      assertThat(shop.send(shop.refund("R1"))).isInstanceOf(QueryOutcome.Refused.class);

      shop.later(Duration.ofDays(1));
      shop.heal();

      assertThat(shop.refund("R1").refundStatus()).isEqualTo("PROCESSING");
      assertThat(shop.refund("R1").refusedCode()).isEqualTo("ERROR");
    }
  }

  @ParameterizedTest
  @CsvSource({"V3, SQLITE", "V2, SQLITE", "V3, POSTGRESQL"})
  @DisplayName(
      "ONE_EFFECT: wherever the process dies, a refused refund is REFUSED only if none may be"
          + " there")
  void crash(Api api, TestStores stores) {
    try (var shop = new LiveShop(api, Policies.UNSET, stores.create())) {
      int refused = 0;
      int moment = 0;
      boolean survived = false;
      for (; !survived; moment++) {
        var number = "ORDER" + (1000 + moment);
        var refund = "R" + number;
        pay(shop, number);
        var dying = new DyingAt(moment);
        shop.watch = dying;
        try {
          refused(shop, api, number, refund);
          shop.later(CONFIRMED);
          shop.heal();
          survived = dying.passed <= moment;
        } catch (LiveShop.Died died) {
          shop.beginAgain();
        }
        shop.watch = LiveShop.Watch.NONE;
        shop.later(CONFIRMED);
        shop.heal();
        shop.later(CONFIRMED);
        shop.heal();
        var view = shop.refund(refund);
        assertThat(shop.openProblems(number)).as(number).containsExactly("refund_refused");
        if (view.refundStatus().equals("REFUSED")) {
          refused++;
        } else {
          assertThat(view.refundStatus()).as(number).isEqualTo("PROCESSING");
          assertThat(view.unrefused()).as(number).isPositive();
          assertThat(view.refusedCode()).as(number).isNotNull();
        }
        assertThat(shop.refundsAtWechat(number)).isEmpty();
      }
      assertThat(moment).isEqualTo(7);
      // Sent and not noted, up to the query that follows: nobody knows what became of the first.
      assertThat(refused).isEqualTo(moment - 4);
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
}
