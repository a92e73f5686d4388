/**
 * The wire of WeChat Pay: bytes in, facts out, and the same way back.
 *
 * <p>Two rooms that do not know each other, one for each version of the API. Promises: no I/O, no
 * clock of its own, no logging; a message that does not verify is a result with a reason, never an
 * exception; no payment is lost for a member on which nothing hangs ({@link
 * io.github.paybell.protocol.Deciding}). Does not know what an order is. Start at {@link
 * io.github.paybell.protocol.v2} and {@link io.github.paybell.protocol.v3}. May use: JDK, Jackson
 * streaming.
 */
@NullMarked
package io.github.paybell.protocol;

import org.jspecify.annotations.NullMarked;
