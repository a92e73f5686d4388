/**
 * API v2 as merchants call it: order, query, close, refund, refund query, trade bill, and the key
 * of the old sandbox.
 *
 * <p>Owns what a request must hold and the words of each answer and error. Promises: nothing is
 * done before the signature of {@code mch_id} is proved; every answer but bills is WeChat-shaped
 * XML, signed with the request's algorithm unless {@code return_code} is FAIL; what is wrong with a
 * request is told to whoever watches. Decides nothing about orders: that is the platform's. Start
 * at {@link io.github.paybell.simulator.v2.V2Gate}. May use: protocol, platform, wire, bill, http.
 */
@NullMarked
package io.github.paybell.simulator.v2;

import org.jspecify.annotations.NullMarked;
