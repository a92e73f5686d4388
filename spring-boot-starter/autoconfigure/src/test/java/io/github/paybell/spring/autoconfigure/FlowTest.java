package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.spring.TradeState;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A shop's day, from end to end. */
class FlowTest {
  private RunningShop shop;

  @AfterEach
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStores.class)
  @DisplayName("an order is placed, paid, told to the listener once, and stands as paid")
  void placedAndPaid(TestStores database) {
    shop = RunningShop.start(database, Map.of(), JdbcShop.class);
    var number = shop.placed();

    shop.pay(number);

    var listener = shop.bean(JdbcShop.Fulfilling.class);
    await().untilAsserted(() -> assertThat(shop.count("fulfilment")).isEqualTo(1));
    assertThat(listener.told).hasSize(1);
    var told = listener.told.get(0);
    assertThat(told.outTradeNo()).isEqualTo(number);
    assertThat(told.type()).isEqualTo("payment.succeeded");
    assertThat(told.total()).isEqualTo(1000);
    assertThat(told.payerTotal()).isEqualTo(1000);
    assertThat(told.transactionId()).isNotEmpty();
    assertThat(told.successTime()).isNotNull();
    assertThat(told.version()).isEqualTo(2);
    assertThat(shop.paybell().order(number).orElseThrow().tradeState())
        .isEqualTo(TradeState.SUCCESS);
  }
}
