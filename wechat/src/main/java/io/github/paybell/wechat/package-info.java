/**
 * The calls a merchant makes to WeChat Pay, behind the engine's port {@link
 * io.github.paybell.engine.calls.WechatPay}.
 *
 * <p>v3 goes through the official {@code wechatpay-java}, whose answers are verified with the
 * account's own key ring; v2 through a thin client over {@code protocol} and {@code java.net.http}.
 * Promises that an answer which does not prove itself is never taken for one, that a call is
 * repeated only with the same numbers, and that no secret is logged. Knows no order and no
 * database. Start at {@link io.github.paybell.wechat.WechatClient}. May use: protocol, engine's
 * account, calls and ledger values, wechatpay-java.
 */
@NullMarked
package io.github.paybell.wechat;

import org.jspecify.annotations.NullMarked;
