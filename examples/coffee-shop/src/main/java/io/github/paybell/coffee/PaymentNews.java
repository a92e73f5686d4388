package io.github.paybell.coffee;

import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import io.github.paybell.spring.RefundEvent;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * What Paybell tells the shop. Each method runs in the transaction that marks the payment: if it
 * throws, neither happened, and Paybell tells it again.
 */
@Component
class PaymentNews implements PaymentListener {
  private final CoffeeOrders orders;

  PaymentNews(CoffeeOrders orders) {
    this.orders = orders;
  }

  @Override
  public void paymentSucceeded(PaymentEvent event) {
    orders.paid(orderId(event), event.outTradeNo(), event.time());
  }

  @Override
  public void paymentDuplicate(PaymentEvent event) {
    // paybell.healing.duplicate-payment is "refund": the money is on its way back already.
    orders.paidTwice(orderId(event));
  }

  @Override
  public void refundSucceeded(RefundEvent event) {
    orders.refunded(orderId(event.payment()), event.payment().outTradeNo());
  }

  private static String orderId(PaymentEvent event) {
    return Objects.requireNonNull(event.reference(), "every order of this shop has a reference");
  }
}
