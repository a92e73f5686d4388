package io.github.paybell.engine.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction asks before it judges: the order (which it locks), the transaction_id that the
 * evidence names, and the notification that carries it. One statement answers all questions of a
 * group, because a round trip per table would cost more than the tidier split.
 *
 * @param dedupeKey null when no notification carries the evidence
 * @param outTradeNo null when the notification is not about an order
 */
public record Question(
    String account,
    @Nullable String dedupeKey,
    @Nullable String outTradeNo,
    @Nullable String transactionId) {

  /**
   * A notification that is stored already.
   *
   * @param verdict as the inbox wrote it
   * @param facts by which its copies are known; null: they could not be read
   */
  public record Seen(UUID id, String verdict, @Nullable String facts) {}
}
