package io.github.paybell.engine.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fact for the outside: a row of {@code paybell_event}, written in the transaction of the step
 * that it tells of.
 *
 * @param id stable over retries and redeliveries
 * @param subject the order's out_trade_no; null: about the account as a whole
 * @param version rises by one with each event of the order (IN_ORDER); null: no registered order
 *     stands behind it
 * @param time when the step was taken
 * @param data JSON object: the order as it stands after the step, and what the step was about
 */
public record Event(
    UUID id,
    EventName type,
    String account,
    @Nullable String subject,
    @Nullable Long version,
    Instant time,
    String data) {

  /** Says which, never what: data names a payer's order. */
  @Override
  public String toString() {
    return "Event[" + type.wireName() + " " + id + "]";
  }
}
