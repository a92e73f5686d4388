package io.github.paybell.engine.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refused request, for people. Nothing in it is proved.
 *
 * @param account whose token it named; null: none's
 * @param reason such as {@code signature_wrong}, {@code unknown_token}
 * @param detail what is known of the reason
 * @param address where it came from
 * @param claimedOutTradeNo the order that it names; null: none that could be read
 * @param bytes length of the body; null: not known
 */
public record RejectionView(
    UUID id,
    @Nullable String account,
    Instant at,
    String reason,
    @Nullable String detail,
    @Nullable String address,
    @Nullable String claimedOutTradeNo,
    @Nullable Long bytes) {}
