package io.github.paybell.spring;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something needs a person, or needs one no more.
 *
 * @param id of the event, stable over all retries
 * @param outTradeNo null: it is about the account as a whole
 * @param problemId of the problem
 * @param kind {@code amount_differs}, {@code late_payment} … (docs/ARCHITECTURE.md, "Problems")
 * @param severity null: an older version wrote the event
 * @param cause for people; null where the kind says it all
 * @param member of a message that could not be read: the one that is to blame; null: none
 * @param orders at most 50 out_trade_no that it is about, as far as they could be read
 * @param ordersTotal how many there are
 * @param resolution how it ended; null: it is open
 */
public record ProblemEvent(
    UUID id,
    Instant time,
    String account,
    @Nullable String outTradeNo,
    UUID problemId,
    String kind,
    @Nullable Severity severity,
    @Nullable String cause,
    @Nullable String member,
    List<String> orders,
    int ordersTotal,
    @Nullable String resolution) {

  public ProblemEvent {
    orders = List.copyOf(orders);
  }
}
