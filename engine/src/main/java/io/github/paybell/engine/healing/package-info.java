/**
 * Healing: what nobody told us is asked for. The query ladder of unpaid orders, refunds on their
 * way, keys that change, the alarm when it is too quiet, and the timers that drive all of it and
 * whatever slow work they are given, such as the day's bill.
 *
 * <p>Owns tables {@code paybell_pace} and {@code paybell_timer}, and the due times in {@code
 * paybell_order} and {@code paybell_refund}; of {@code paybell_notification} it only reads that one
 * came. Promises HEALED (docs/INVARIANTS.md), on any number of replicas, and that WeChat Pay is
 * never asked faster than the account's rate. Decides nothing: what it learns is evidence like any
 * other. Start at {@link io.github.paybell.engine.healing.Healing}. May use: account, calls,
 * ledger, store, protocol's keys, db-scheduler.
 */
@NullMarked
package io.github.paybell.engine.healing;

import org.jspecify.annotations.NullMarked;
