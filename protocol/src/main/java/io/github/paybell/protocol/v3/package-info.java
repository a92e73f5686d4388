/**
 * WeChat Pay API v3 on the wire: a notification's headers and raw bytes in, a verified and typed
 * fact out; and the same way back, for whoever plays the platform.
 *
 * <p>Owns the v3 signature, the AEAD cipher, the shapes of payment and refund messages, and the
 * client-side signature of JSAPI and APP. Promises: nothing is parsed before its signature holds;
 * bad input is a {@link io.github.paybell.protocol.v3.V3Result}, never an exception; no member is
 * lost. No I/O, no clock of its own, no logging; {@code toString} shows no openid, attach or
 * plaintext. Does not know what an order is. Start at {@link
 * io.github.paybell.protocol.v3.V3Notifications}. May use: JDK, Jackson streaming (for writing).
 */
@NullMarked
package io.github.paybell.protocol.v3;

import org.jspecify.annotations.NullMarked;
