package io.github.paybell.stacks;

import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Lets the shop's listener fail the first time it hears of an order, after it has written. What it
 * wrote outside of Paybell's transaction is then there twice.
 */
final class Stumbling implements BeanPostProcessor {
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof PaymentListener listener
        ? new Listener(listener, ConcurrentHashMap.newKeySet())
        : bean;
  }

  private record Listener(PaymentListener shops, Set<String> known) implements PaymentListener {
    @Override
    public void paymentSucceeded(PaymentEvent paid) {
      shops.paymentSucceeded(paid);
      if (known.add(paid.outTradeNo())) {
        throw new IllegalStateException("the first call fails, as this test wants it");
      }
    }
  }
}
