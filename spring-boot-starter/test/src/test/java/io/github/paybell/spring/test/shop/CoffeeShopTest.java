package io.github.paybell.spring.test.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.TradeState;
import io.github.paybell.spring.test.Notifications;
import io.github.paybell.spring.test.PaybellClock;
import io.github.paybell.spring.test.PaybellTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.beans.factory.annotation.Autowired;

/** The kit, used as a shop would use it. Each test has the same order number. */
@PaybellTest(properties = "spring.config.name=kit-shop")
class CoffeeShopTest {
  private static final String ORDER = "COFFEE0001";

  @Autowired private CoffeeShop.Counter counter;
  @Autowired private CoffeeShop.Kitchen kitchen;
  @Autowired private Paybell paybell;
  @Autowired private Simulator wechat;

  @BeforeEach
  void empty() {
    counter.clear();
    kitchen.failures.set(0);
  }

  @Test
  @DisplayName("A paid order is one coffee")
  void paid(PaybellClock clock) {
    counter.order(ORDER);
    wechat.pay(ORDER);
    clock.settle();
    assertThat(counter.coffees()).containsExactly(ORDER);
  }

  @Test
  @DisplayName("The same, of an account of API v2 with an mchid of its own")
  void paidByV2(PaybellClock clock) {
    counter.order("branch", ORDER);
    var order = wechat.pay(ORDER);
    clock.settle();
    assertThat(order.key().mchid()).isEqualTo("1900000777");
    assertThat(counter.coffees()).containsExactly(ORDER);
  }

  @Test
  @DisplayName("ONE_EFFECT: two notifications at the same moment are one coffee")
  void parallelDuplicate(PaybellClock clock) {
    counter.order(ORDER);
    wechat.strike(Fault.of(FaultKind.PARALLEL_DUPLICATE));
    wechat.pay(ORDER);
    clock.settle();
    assertThat(wechat.messenger().messages().get(0).attempts()).hasSize(2);
    assertThat(counter.coffees()).containsExactly(ORDER);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a genuine notification of another amount buys nothing")
  void otherAmount(Notifications notifications) {
    counter.order(ORDER);
    notifications.paid(ORDER).total(1).deliver();
    assertThat(counter.coffees()).isEmpty();
    assertThat(paybell.account("main").order(ORDER).orElseThrow().tradeState())
        .isEqualTo(TradeState.NOTPAY);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"TAMPERED_AMOUNT", "UNSIGNED", "WRONG_KEY", "WRONG_SERIAL", "STALE"},
      mode = Mode.INCLUDE)
  @DisplayName("FORGERY_INERT: what is forged is refused, and the genuine message is one coffee")
  void forged(FaultKind fault, Notifications notifications) {
    counter.order(ORDER);
    var delivered = notifications.paid(ORDER).total(1800).fault(fault).deliver().assertRight();
    assertThat(delivered.answers()).hasSize(2);
    assertThat(delivered.answers().get(0).fault()).isEqualTo(fault);
    assertThat(delivered.answers().get(0).takenAs()).isNotEqualTo(TakenAs.SUCCESS);
    assertThat(counter.coffees()).containsExactly(ORDER);
  }

  @Test
  @DisplayName("HEALED: the notification is lost, and the first rung of the ladder finds it")
  void lost(PaybellClock clock) {
    counter.order(ORDER);
    wechat.strike(Fault.of(FaultKind.LOST));
    wechat.pay(ORDER);
    clock.advance(Duration.ofSeconds(4));
    assertThat(counter.coffees()).isEmpty();
    clock.advance(Duration.ofSeconds(2));
    assertThat(counter.coffees()).containsExactly(ORDER);
  }

  @Test
  @DisplayName("TOGETHER: a listener that writes and throws leaves nothing, and comes again")
  void listenerThrows(PaybellClock clock) {
    kitchen.failures.set(1);
    counter.order(ORDER);
    wechat.pay(ORDER);
    clock.settle();
    assertThat(counter.coffees()).isEmpty();
    assertThat(paybell.account("main").order(ORDER).orElseThrow().tradeState())
        .isEqualTo(TradeState.NOTPAY);

    clock.advance(Duration.ofSeconds(15));
    assertThat(counter.coffees()).containsExactly(ORDER);
    assertThat(wechat.messenger().messages().get(0).state()).isEqualTo(Message.State.DELIVERED);
  }

  @Test
  @DisplayName("A week passes without a payment: the order is closed at its end, and nothing sold")
  void unpaid(PaybellClock clock) {
    counter.order(ORDER);
    clock.advance(Duration.ofDays(8));
    assertThat(counter.coffees()).isEmpty();
    assertThat(paybell.account("main").order(ORDER).orElseThrow().tradeState())
        .isEqualTo(TradeState.CLOSED);
  }
}
