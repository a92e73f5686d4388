package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.ledger.MoneyPolicy;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.TestStores;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process dies before or after its n-th call, for every n until it gets through; another one
 * goes on from the same store. Whatever it had done by then, the end is the same.
 */
class CrashTest {
  private static final Policies BACK = new Policies(MoneyPolicy.REFUND, MoneyPolicy.REFUND);

  /** Dies at one moment: before or after a call. Moments are counted from 0. */
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

    boolean survived() {
      return passed <= moment;
    }
  }

  /**
   * @param life all that the process does about one order; may be begun again
   * @param end what must be so afterwards
   */
  private static void forEveryMoment(
      LiveShop shop, BiConsumer<LiveShop, String> life, BiConsumer<LiveShop, String> end) {
    boolean survived = false;
    int moment = 0;
    while (!survived) {
      var outTradeNo = "ORDER" + (1000 + moment);
      var dying = new DyingAt(moment);
      shop.watch = dying;
      try {
        life.accept(shop, outTradeNo);
      } catch (LiveShop.Died died) {
        shop.beginAgain();
        shop.watch = LiveShop.Watch.NONE;
        life.accept(shop, outTradeNo);
      }
      survived = dying.survived();
      end.accept(shop, outTradeNo);
      moment++;
    }
    assertThat(moment).as("moments at which it died").isGreaterThan(6);
  }

  /** Nobody asks about an order whose payment is known. */
  private static void askUntilPaid(LiveShop shop, String outTradeNo) {
    if (shop.order(outTradeNo).transactionId() == null) {
      shop.ask(outTradeNo);
    }
  }

  @ParameterizedTest
  @CsvSource({"V3, SQLITE", "V2, SQLITE", "V3, POSTGRESQL"})
  @DisplayName("ONE_EFFECT: late money goes back exactly once, wherever the process dies")
  void late(Api api, TestStores stores) {
    try (var shop = new LiveShop(api, BACK, stores.create())) {
      forEveryMoment(
          shop,
          (it, outTradeNo) -> {
            it.place(outTradeNo, null);
            if (it.order(outTradeNo).tradeState().equals("NOTPAY")) {
              it.close(outTradeNo);
            }
            it.pay(outTradeNo);
            askUntilPaid(it, outTradeNo);
            it.settle(outTradeNo);
          },
          (it, outTradeNo) -> {
            assertThat(it.order(outTradeNo).tradeState()).as(outTradeNo).isEqualTo("REFUND");
            assertThat(it.events(outTradeNo))
                .as(outTradeNo)
                .containsExactly("order.closed", "payment.late", "refund.succeeded");
            assertThat(it.refundsAtWechat(outTradeNo)).containsExactly(LiveShop.TOTAL);
            assertThat(it.openProblems(outTradeNo)).isEmpty();
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"V3, SQLITE", "V2, SQLITE", "V3, POSTGRESQL"})
  @DisplayName("ONE_EFFECT: of two paid attempts one goes back once, wherever the process dies")
  void twice(Api api, TestStores stores) {
    try (var shop = new LiveShop(api, BACK, stores.create())) {
      forEveryMoment(
          shop,
          (it, first) -> {
            var second = first + "B";
            it.place(first, "cart of " + first);
            it.place(second, "cart of " + first);
            it.pay(first);
            it.pay(second);
            for (var outTradeNo : List.of(second, first)) {
              askUntilPaid(it, outTradeNo);
            }
            for (var outTradeNo : List.of(second, first)) {
              it.settle(outTradeNo);
            }
          },
          (it, first) -> {
            var second = first + "B";
            assertThat(it.events(second)).as(first).containsExactly("payment.succeeded");
            assertThat(it.events(first))
                .as(first)
                .containsExactly("payment.duplicate", "refund.succeeded");
            assertThat(it.refundsAtWechat(second)).isEmpty();
            assertThat(it.refundsAtWechat(first)).containsExactly(LiveShop.TOTAL);
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"V3, SQLITE", "V2, SQLITE", "V3, POSTGRESQL"})
  @DisplayName("ONE_EFFECT: what the shop asked back goes back once, wherever the process dies")
  void askedFor(Api api, TestStores stores) {
    try (var shop = new LiveShop(api, Policies.UNSET, stores.create())) {
      forEveryMoment(
          shop,
          (it, outTradeNo) -> {
            it.place(outTradeNo, null);
            it.pay(outTradeNo);
            askUntilPaid(it, outTradeNo);
            it.request(outTradeNo, "R1-" + outTradeNo, 300);
            it.settle(outTradeNo);
            it.request(outTradeNo, "R2-" + outTradeNo, 700);
            it.settle(outTradeNo);
          },
          (it, outTradeNo) -> {
            assertThat(it.order(outTradeNo).tradeState()).as(outTradeNo).isEqualTo("REFUND");
            assertThat(it.events(outTradeNo))
                .as(outTradeNo)
                .containsOnlyOnce("payment.succeeded")
                .endsWith("refund.succeeded");
            assertThat(it.refundsAtWechat(outTradeNo)).containsExactlyInAnyOrder(300L, 700L);
            assertThat(it.order(outTradeNo).refunds())
                .hasSize(2)
                .allMatch(refund -> refund.status().over() && refund.accepted());
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"V3, SQLITE", "V2, SQLITE", "V3, POSTGRESQL"})
  @DisplayName("A closing that is cut off is run again to its end, paid in between or not")
  void closing(Api api, TestStores stores) {
    try (var shop = new LiveShop(api, Policies.UNSET, stores.create())) {
      forEveryMoment(
          shop,
          (it, outTradeNo) -> {
            var paid = outTradeNo + "P";
            it.place(outTradeNo, null);
            it.place(paid, null);
            it.close(outTradeNo);
            it.pay(paid);
            it.close(paid);
          },
          (it, outTradeNo) -> {
            assertThat(it.events(outTradeNo)).as(outTradeNo).containsExactly("order.closed");
            assertThat(it.atWechat(outTradeNo).tradeState().name()).isEqualTo("CLOSED");
            assertThat(it.events(outTradeNo + "P"))
                .as(outTradeNo)
                .containsExactly("payment.succeeded");
          });
    }
  }
}
