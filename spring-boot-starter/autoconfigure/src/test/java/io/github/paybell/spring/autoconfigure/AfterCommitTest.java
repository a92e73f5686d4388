package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Listeners that run after the commit. */
class AfterCommitTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A shop whose listener asks Paybell itself, and fails at first. */
  @Configuration(proxyBeanMethods = false)
  @Import(PlainShop.class)
  static class LaterShop {
    // Needs the engine, which needs the listeners: not a circle.
    @Bean
    Later later(Paybell paybell) {
      return new Later(paybell);
    }
  }

  static final class Later implements PaymentListener {
    final List<PaymentEvent> told = new CopyOnWriteArrayList<>();
    final List<String> stood = new CopyOnWriteArrayList<>();
    private final Paybell paybell;

    Later(Paybell paybell) {
      this.paybell = paybell;
    }

    @Override
    public void paymentSucceeded(PaymentEvent event) {
      told.add(event);
      stood.add(
          paybell.order(event.outTradeNo()).orElseThrow().tradeState()
              + " "
              + TransactionSynchronizationManager.isActualTransactionActive());
      if (told.size() == 1) {
        throw new IllegalStateException("not yet");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestStores.class)
  @DisplayName(
      "EVERY_EVENT: after the commit a listener that failed is told again, with the same id, outside"
          + " of any transaction; the payment stands meanwhile")
  void toldAgain(TestStores database) {
    var properties = new HashMap<>(TogetherTest.IMPATIENT);
    properties.put("paybell.listener.mode", "after-commit");
    try (var shop = RunningShop.start(database, properties, LaterShop.class)) {
      var number = shop.placed();
      shop.pay(number);

      var later = shop.bean(Later.class);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(later.told).hasSize(2));
      assertThat(later.told.get(1)).isEqualTo(later.told.get(0));
      assertThat(later.stood).containsOnly("SUCCESS false");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          shop.jdbc()
                              .queryForList(
                                  "select distinct state from paybell_delivery", String.class))
                      .containsExactly("delivered"));
    }
  }
}
