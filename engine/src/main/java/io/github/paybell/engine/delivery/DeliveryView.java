package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.EventName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event and one subscriber, as the admin API shows it.
 *
 * @param state {@code pending}, {@code delivered} or {@code dead}
 * @param attempts how often it was tried
 * @param dueAt when it is tried next; null: it is settled
 * @param status of the last HTTP answer; null: there was none
 * @param error why the last attempt failed; null: it did not
 * @param triedAt when it was tried last; null: never
 */
public record DeliveryView(
    DeliveryKey key,
    EventName type,
    String account,
    @Nullable String subject,
    Instant createdAt,
    String state,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable Instant triedAt) {}
