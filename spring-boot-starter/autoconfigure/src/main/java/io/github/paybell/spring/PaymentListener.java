package io.github.paybell.spring;

import java.util.Optional;

/**
 * The shop's answer to what happened: a bean that overrides what it cares about.
 *
 * <p>By default each method runs inside the transaction that applies the step (TOGETHER), on the
 * shop's own transaction manager: what it writes to the shop's tables commits with Paybell's record
 * or not at all. If it throws, nothing of the step is applied; Paybell keeps the notification and
 * tries again, by {@code paybell.delivery.backoff}, and after the last try it is a problem. So a
 * method may be called any number of times for one event, but only one of those calls is ever
 * committed – whatever it does besides the database (a mail, a call) it may do more than once. It
 * holds the order's row lock: it should take milliseconds. With {@code
 * paybell.listener.mode=after-commit} it runs later instead, outside of any transaction, at least
 * once for each event.
 *
 * <p>Several listener beans run in their {@code @Order}. Must be thread-safe: different orders are
 * handled in parallel.
 */
public interface PaymentListener {
  /** The order is paid, for the first and only time: fulfil it. No other event means that. */
  default void paymentSucceeded(PaymentEvent event) {}

  /**
   * Money came after the order was closed. Not to be fulfilled: the policy {@code late-payment}
   * decides, and {@link #paymentSucceeded} follows if it is accepted.
   */
  default void paymentLate(PaymentEvent event) {}

  /** Money came for a reference that another attempt has paid; as {@link #paymentLate}. */
  default void paymentDuplicate(PaymentEvent event) {}

  /** What WeChat Pay says of the payment is not what was expected; a problem is open. */
  default void paymentDisputed(PaymentEvent event) {}

  /** The payer has the money back. */
  default void refundSucceeded(RefundEvent event) {}

  /** The payer's account does not take the money back; a problem is open. */
  default void refundAbnormal(RefundEvent event) {}

  /** A refund was given up by WeChat Pay; the money stayed. */
  default void refundClosed(RefundEvent event) {}

  /** The order was closed, unpaid. */
  default void orderClosed(PaymentEvent event) {}

  /** Something needs a person. */
  default void problemOpened(ProblemEvent event) {}

  /** It was decided, or ended by itself. */
  default void problemResolved(ProblemEvent event) {}

  /** A day's bill and the ledger differ. */
  default void reconciliationDiffers(ReconciliationEvent event) {}

  /**
   * WeChat Pay told of another product. A shop that overrides this is told of all of them; where no
   * listener does and no subscriber wants the type, each type is a problem once ({@code
   * event_unclaimed}).
   */
  default void otherNotification(OtherNotification notification) {}

  /**
   * WeChat Pay asks, and waits for the body of the answer: a parking fee ({@code
   * PARKING_FEE.QUERY_TRANS_INFO}), what to offer a payer who ends a contract ({@code
   * ENTRUST.TERMINATE_RETENTION}) … Called before it is answered and outside of any transaction,
   * also for copies; after 1.5 s, and where no listener answers, WeChat Pay is told that it failed,
   * and that is a problem ({@code question_unanswered}).
   *
   * @return the body, sent unchanged with status 200; empty: no answer
   */
  default Optional<byte[]> answer(OtherNotification question) {
    return Optional.empty();
  }
}
