package io.github.paybell.simulator.platform;

/** Takes orders in. */
public interface OrderIntake {
  /**
   * Places an order, or the same one again.
   *
   * @return a fresh prepay_id
   * @throws Refused ORDER_PAID, ORDER_CLOSED, ORDER_DIFFERS
   */
  Prepay place(Terms terms);

  /**
   * Places a combined order, or the same one again.
   *
   * @return a fresh prepay_id for all of it
   * @throws Refused ORDER_PAID, ORDER_CLOSED, ORDER_DIFFERS
   */
  Prepay place(Combination combination);
}
