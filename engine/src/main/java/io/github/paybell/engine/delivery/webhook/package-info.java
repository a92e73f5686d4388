/**
 * Signed webhooks: an event as CloudEvents 1.0 JSON, signed by Standard Webhooks, posted to an
 * address that was checked after it was resolved.
 *
 * <p>Owns nothing in the store. Promises that a subscriber can prove who sent it, that no request
 * goes to an address that is not allowed, and that an answer costs bounded time and memory. Start
 * at {@link io.github.paybell.engine.delivery.webhook.Webhook}. May use: delivery, ledger's event,
 * OkHttp.
 */
@NullMarked
package io.github.paybell.engine.delivery.webhook;

import org.jspecify.annotations.NullMarked;
