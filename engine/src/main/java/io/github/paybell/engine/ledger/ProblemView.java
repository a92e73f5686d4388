package io.github.paybell.engine.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a person must know, as the admin API shows it.
 *
 * @param kind see {@link ProblemKind#wireName()}
 * @param state {@code open} or {@code closed}
 * @param resolution {@code accept}, {@code refund}, {@code dismiss}, or {@code healed} when it
 *     ended by itself; null while open
 * @param timesSeen how often it came up while open
 */
public record ProblemView(
    UUID id,
    String account,
    String kind,
    @Nullable String outTradeNo,
    @Nullable String cause,
    String state,
    @Nullable String resolution,
    @Nullable String note,
    int timesSeen,
    Instant openedAt,
    Instant lastSeen,
    @Nullable Instant closedAt) {}
