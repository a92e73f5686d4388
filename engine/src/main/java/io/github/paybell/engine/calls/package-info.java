/**
 * What a merchant asks of WeChat Pay: place, query, close, refund, bill, certificates.
 *
 * <p>Owns the port {@link io.github.paybell.engine.calls.WechatPay}, which the {@code wechat}
 * module implements, and the order in which a call and the ledger's steps follow each other.
 * Promises that what a call depends on is committed before the call, that a call whose outcome
 * nobody knows is asked about or repeated with the same numbers, never with new ones, and that
 * whatever an answer proves goes through the one judge. Has no timers: healing does. Start at
 * {@link io.github.paybell.engine.calls.WechatPay}. May use: protocol, account, ledger, store.
 */
@NullMarked
package io.github.paybell.engine.calls;

import org.jspecify.annotations.NullMarked;
