package io.github.paybell.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.Payer;
import io.github.paybell.spring.TradeState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shops on what shops have. {@code stacks/run} tries all of them and prints a table. */
class StacksTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  static Set<Stack> stacks() {
    return Boolean.getBoolean("stacks.all") ? EnumSet.allOf(Stack.class) : Stack.EVERY_BUILD;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stacks")
  @DisplayName(
      "TOGETHER, HEALED: a paid order, and one whose notification was lost, are fulfilled once by a"
          + " shop on")
  void twoOrders(Stack stack) throws Exception {
    var row = new Row(stack);
    try (row;
        var shop = StartedShop.start(stack)) {
      assertThat(shop.parts()).containsExactlyElementsOf(stack.parts);

      var told = place(shop, "TOLD0001");
      shop.wechat().pay(told);
      shop.wechat().settle();
      assertThat(shop.attempts(told)).hasSize(1);
      assertThat(shop.attempts(told).get(0).status()).isEqualTo(204);
      assertThat(shop.attempts(told).get(0).takenAs()).isEqualTo(TakenAs.SUCCESS);
      fulfilledOnce(shop, told);
      row.paid();

      shop.wechat().strike(new Fault.Plain(FaultKind.LOST));
      var lost = place(shop, "LOST0001");
      shop.wechat().pay(lost);
      shop.wechat().settle();
      assertThat(shop.attempts(lost)).isEmpty();
      fulfilledOnce(shop, lost);
      row.healed();

      for (var page : stack.pages.entrySet()) {
        assertThat(shop.page(page.getKey())).startsWith(page.getValue());
      }
    }
  }

  private static String place(StartedShop shop, String outTradeNo) {
    var order = ExpectedOrder.of(outTradeNo, 1000).withDescription("明前龙井 50g");
    shop.paybell().place(order, Payer.jsapi(shop.wechat().merchant().openid()));
    return outTradeNo;
  }

  private static void fulfilledOnce(StartedShop shop, String outTradeNo) throws Exception {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(shop.paybell().order(outTradeNo).orElseThrow().tradeState())
                    .isEqualTo(TradeState.SUCCESS));
    assertThat(shop.fulfilled(outTradeNo)).isOne();
  }
}
