/**
 * From outbox row to handler, beside peers: Paybell's delivery, db-scheduler's one-time tasks,
 * transaction-outbox, Spring Modulith's publication registry. Start at {@link
 * io.github.paybell.benchmarks.outbox.OutboxCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.outbox;

import org.jspecify.annotations.NullMarked;
