package io.github.paybell.spring;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something needs a person, or needs one no more.
 *
 * @param id of the event, stable over all retries
 * @param outTradeNo null: it is about the account as a whole
 * @param problemId of the problem
 * @param kind {@code amount_differs}, {@code late_payment} … (docs/ARCHITECTURE.md, "Problems")
 * @param cause for people; null where the kind says it all
 * @param resolution how it ended; null: it is open
 */
public record ProblemEvent(
    UUID id,
    Instant time,
    String account,
    @Nullable String outTradeNo,
    UUID problemId,
    String kind,
    @Nullable String cause,
    @Nullable String resolution) {}
