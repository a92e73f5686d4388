/**
 * What a merchant asks of WeChat Pay: place, query, close, refund, bill, certificates.
 *
 * <p>Owns the port {@link io.github.paybell.engine.calls.WechatPay}, which the {@code wechat}
 * module implements, and the use cases {@link io.github.paybell.engine.calls.Placing}, {@link
 * io.github.paybell.engine.calls.Closing}, {@link io.github.paybell.engine.calls.Refunding} and
 * {@link io.github.paybell.engine.calls.Refreshing}, which the engine builds once; the admin API
 * and the starter only map their outcomes. Promises that what a call depends on is committed before
 * the call, that a call whose outcome is unknown is asked about or repeated with the same numbers,
 * never with new ones, and that whatever an answer proves goes through the one judge. Has no
 * timers: healing does. Start at {@link io.github.paybell.engine.calls.WechatPay}. May use:
 * protocol, account, ledger, log, store.
 */
@NullMarked
package io.github.paybell.engine.calls;

import org.jspecify.annotations.NullMarked;
