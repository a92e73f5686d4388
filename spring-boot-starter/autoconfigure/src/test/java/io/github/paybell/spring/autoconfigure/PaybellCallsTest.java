package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.OrderDiffersException;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.RefundStatus;
import io.github.paybell.spring.TradeState;
import io.github.paybell.spring.WechatRefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the shop's code calls, and what comes of it. */
class PaybellCallsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static RunningShop shop;

  @BeforeAll
  static void open() {
    shop =
        RunningShop.start(
            TestStores.POSTGRESQL, Map.of("paybell.healing.ladder", "1s"), JdbcShop.class);
  }

  @AfterAll
  static void close() {
    if (shop != null) {
      shop.close();
    }
  }

  @AfterEach
  void allIsWell() {
    shop.wechat().strike();
  }

  private static TransactionTemplate transaction() {
    return new TransactionTemplate(shop.bean(PlatformTransactionManager.class));
  }

  @Test
  @DisplayName("TOGETHER: an order that is expected in a transaction is there if it commits")
  void expectCommits() {
    var number = RunningShop.newNumber();
    var order = RunningShop.order(number).withReference("R-" + number);
    boolean first =
        Boolean.TRUE.equals(transaction().execute(status -> shop.paybell().expect(order)));
    assertThat(first).isTrue();
    assertThat(shop.paybell().order(number)).isPresent();
    assertThat(shop.paybell().expect(order)).isFalse();
    assertThatThrownBy(() -> shop.paybell().expect(ExpectedOrder.of(number, 999)))
        .isInstanceOf(OrderDiffersException.class)
        .extracting(e -> ((OrderDiffersException) e).field())
        .isEqualTo("amount.total");
  }

  @Test
  @DisplayName("TOGETHER: an order that is expected in a transaction is gone with it")
  void expectRollsBack() {
    var number = RunningShop.newNumber();
    transaction()
        .executeWithoutResult(
            status -> {
              shop.paybell().expect(RunningShop.order(number));
              assertThat(shop.paybell().order(number)).isPresent();
              status.setRollbackOnly();
            });
    assertThat(shop.paybell().order(number)).isEmpty();
  }

  private interface Call {
    void on(Paybell paybell, String number);
  }

  private static Arguments call(String name, Call call) {
    return Arguments.of(name, call);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        call(
            "place",
            (paybell, number) -> paybell.place(RunningShop.order(number), RunningShop.payer())),
        call("refresh", Paybell::refresh),
        call("close", Paybell::close),
        call("refund", (paybell, number) -> paybell.refund(number, "RF" + number, 1, "test")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  @DisplayName("a call to WeChat Pay inside a transaction is refused before anything is sent")
  void refusedInside(String name, Call call) {
    int before = shop.wechat().journal().entries().size();
    transaction()
        .executeWithoutResult(
            status ->
                assertThatThrownBy(() -> call.on(shop.paybell(), RunningShop.newNumber()))
                    .isInstanceOf(IllegalTransactionStateException.class)
                    .hasMessageContaining("Paybell." + name)
                    .hasMessageContaining("inside a transaction"));
    assertThat(shop.wechat().journal().entries()).hasSize(before);
  }

  @Test
  @DisplayName("HEALED: a payment whose notification was lost is told to the listener all the same")
  void lost() {
    shop.wechat().strike(new Fault.Plain(FaultKind.LOST));
    var number = shop.placed();
    shop.pay(number);
    assertThat(shop.attempts(number)).isEmpty();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(fulfilled(number)).isOne());
    assertThat(shop.paybell().order(number).orElseThrow().tradeState())
        .isEqualTo(TradeState.SUCCESS);
  }

  private static int fulfilled(String number) {
    var count =
        shop.jdbc()
            .queryForObject(
                "select count(*) from fulfilment where out_trade_no = ?", Integer.class, number);
    return count == null ? -1 : count;
  }

  @Test
  @DisplayName("an order that is closed can not be placed again, and WeChat Pay's word says so")
  void closed() {
    var number = shop.placed();
    assertThat(shop.paybell().close(number).tradeState()).isEqualTo(TradeState.CLOSED);
    assertThat(shop.paybell().close(number).tradeState()).isEqualTo(TradeState.CLOSED);
    assertThatThrownBy(() -> shop.paybell().place(RunningShop.order(number), RunningShop.payer()))
        .isInstanceOf(WechatRefusedException.class)
        .extracting(e -> ((WechatRefusedException) e).code())
        .isEqualTo("ORDERCLOSED");
    assertThatThrownBy(() -> shop.paybell().close("NOBODYKNOWS"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NOBODYKNOWS");
  }

  @Test
  @DisplayName("an order that is paid can not be placed again; the code is one, by v2 and v3")
  void paid() {
    var number = shop.placed();
    shop.pay(number);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(fulfilled(number)).isOne());
    assertThatThrownBy(() -> shop.paybell().place(RunningShop.order(number), RunningShop.payer()))
        .isInstanceOf(WechatRefusedException.class)
        .extracting(e -> ((WechatRefusedException) e).code())
        .isEqualTo("ORDERPAID");
  }

  @Test
  @DisplayName("a refund is asked for once under its number, and never for more than was paid")
  void refund() {
    var number = shop.placed();
    var refundNumber = "RF" + number;
    assertThatThrownBy(() -> shop.paybell().refund(number, refundNumber, 300, "cold"))
        .isInstanceOf(IllegalArgumentException.class);
    shop.pay(number);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(fulfilled(number)).isOne());

    var refund = shop.paybell().refund(number, refundNumber, 300, "cold");
    assertThat(refund.accepted()).isTrue();
    assertThat(shop.paybell().refund(number, refundNumber, 300, "cold").refundId())
        .isEqualTo(refund.refundId());
    assertThatThrownBy(() -> shop.paybell().refund(number, refundNumber, 301, "cold"))
        .isInstanceOf(OrderDiffersException.class);
    assertThatThrownBy(() -> shop.paybell().refund(number, refundNumber + "B", 701, "cold"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("700");

    shop.wechat().advance(Duration.ofSeconds(2));
    shop.wechat().settle();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(shop.paybell().order(number).orElseThrow().refunds())
                    .singleElement()
                    .satisfies(
                        it -> assertThat(it.refundStatus()).isEqualTo(RefundStatus.SUCCESS)));
  }

  @Test
  @DisplayName("an account that is not configured is named, with those that are")
  void unknownAccount() {
    assertThatThrownBy(() -> shop.paybell().account("nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody")
        .hasMessageContaining("shop");
    assertThat(shop.paybell().account("shop").order("ORDER0000")).isEmpty();
  }
}
