package io.github.paybell.engine.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One stored notification as the admin API shows it; the raw bytes are asked for apart.
 *
 * @param api {@code v2} or {@code v3}
 * @param verdict see {@link Verdict#wireName()}
 * @param amountTotal fen
 * @param timesSeen copies received, the first included
 */
public record NotificationView(
    UUID id,
    String account,
    String api,
    String eventType,
    String dedupeKey,
    @Nullable String outTradeNo,
    @Nullable Long amountTotal,
    @Nullable String status,
    String verdict,
    @Nullable String reason,
    Instant firstSeen,
    Instant lastSeen,
    int timesSeen) {}
