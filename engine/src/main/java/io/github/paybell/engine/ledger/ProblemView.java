package io.github.paybell.engine.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a person must know, as the admin API shows it.
 *
 * @param kind see {@link ProblemKind#wireName()}
 * @param severity see {@link Severity#wireName()}
 * @param outTradeNo the order that it is about; null: none, or those of the notifications that
 *     share it
 * @param member the member of a message that is to blame, by WeChat Pay's name for it; null: none
 * @param orders what it is about: at most 50 out_trade_no, as far as they could be read, sorted
 * @param ordersTotal how many there are
 * @param state {@code open} or {@code closed}
 * @param resolution {@code accept}, {@code refund}, {@code dismiss}, or {@code healed} when it
 *     ended by itself; null while open
 * @param timesSeen how often it came up while open; of one that notifications share, how many they
 *     are
 */
public record ProblemView(
    UUID id,
    String account,
    String kind,
    String severity,
    @Nullable String outTradeNo,
    @Nullable String cause,
    @Nullable String member,
    List<String> orders,
    int ordersTotal,
    String state,
    @Nullable String resolution,
    @Nullable String note,
    int timesSeen,
    Instant openedAt,
    Instant lastSeen,
    @Nullable Instant closedAt) {

  public ProblemView {
    orders = List.copyOf(orders);
  }

  ProblemView about(List<String> firstOrders) {
    return new ProblemView(
        id,
        account,
        kind,
        severity,
        outTradeNo,
        cause,
        member,
        firstOrders,
        ordersTotal,
        state,
        resolution,
        note,
        timesSeen,
        openedAt,
        lastSeen,
        closedAt);
  }
}
