package io.github.paybell.engine.delivery;

import java.time.Duration;

/**
 * What the lanes share.
 *
 * @param patience how long an event may wait behind an open circuit
 */
record LaneParts(
    Claims claims,
    Settlement settlement,
    DeadLetters deadLetters,
    Backoff backoff,
    Duration patience,
    DeliveryMeters meters,
    StoreWatch watch) {}
