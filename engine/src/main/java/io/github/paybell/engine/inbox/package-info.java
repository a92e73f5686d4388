/**
 * The inbox: recognise, verify, record, answer.
 *
 * <p>Owns tables {@code paybell_notification} and {@code paybell_rejection}. Promises
 * ACK_AFTER_COMMIT, NO_LOST_ACK, ONE_ROW_PER_ID, FORGERY_INERT, IN_TIME (docs/INVARIANTS.md). Does
 * not know what a step of an order is; the ledger judges. Inside a shop it records first and hands
 * each notification to the ledger in a second transaction, TOGETHER with the shop's own writes.
 * Calls nobody: that a refused notification may be worth a question it says through its interface
 * {@link io.github.paybell.engine.inbox.Hints}. Start at {@link
 * io.github.paybell.engine.inbox.Inbox}. May use: protocol, account, ledger, store.
 */
@NullMarked
package io.github.paybell.engine.inbox;

import org.jspecify.annotations.NullMarked;
