package io.github.paybell.spring;

import java.time.Instant;
import java.util.UUID;

/**
 * A day's bill and the ledger differ.
 *
 * @param id of the event, stable over all retries
 * @param report JSON object: counts and sums in fen
 */
public record ReconciliationEvent(UUID id, Instant time, String account, String report) {}
