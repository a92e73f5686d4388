package io.github.paybell.coffee;

import org.jspecify.annotations.Nullable;

/**
 * One coffee that was ordered, as in table {@code coffee_order}.
 *
 * @param id not to be guessed: who knows it may pay and see the order
 * @param price fen
 * @param attempts how often a payment was begun; each has an {@code out_trade_no} of its own
 * @param number called out at the bar; null until paid
 * @param paidBy {@code out_trade_no} of the attempt that paid; null until paid
 * @param secondPayment what became of money that came twice; null: it did not
 * @param orderedAt Unix milliseconds
 * @param paidAt Unix milliseconds; null until paid
 */
record CoffeeOrder(
    String id,
    Drink drink,
    Drink.Size size,
    long price,
    State state,
    int attempts,
    @Nullable Integer number,
    @Nullable String paidBy,
    @Nullable SecondPayment secondPayment,
    long orderedAt,
    @Nullable Long paidAt) {

  /** What the guest and the barista see. */
  enum State {
    OPEN,
    PAID,
    REFUNDING,
    REFUNDED
  }

  /** Of money that came twice. */
  enum SecondPayment {
    COMING_BACK,
    RETURNED
  }
}
