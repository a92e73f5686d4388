/**
 * HTTP for the simulator: the listener, one request, one answer, and who answers which path.
 *
 * <p>Promises: header names go out as they are written (wechatpay-java reads them
 * case-sensitively), HTTP/1.1 only, bodies and request lines reach handlers byte for byte. Knows
 * nothing of payments. Start at {@link io.github.paybell.simulator.http.Listener}. May use: Vert.x.
 */
@NullMarked
package io.github.paybell.simulator.http;

import org.jspecify.annotations.NullMarked;
