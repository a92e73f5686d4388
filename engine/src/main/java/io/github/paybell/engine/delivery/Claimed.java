package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * A row that is ours until its lease ends.
 *
 * @param attempts how many have ended
 * @param claim names this claim; a later claim of the row makes our outcome void
 */
record Claimed(Event event, int attempts, UUID claim, Instant leaseEnd) {}
