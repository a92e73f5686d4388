/**
 * The wire of WeChat Pay API v2: XML notifications, their MD5 or HMAC-SHA256 signature, the
 * encrypted refund result, the reply, and the same messages written for simulators and tests.
 *
 * <p>Owns the field names of v2, the string to sign and the replies. Promises: a message is proved
 * over the bytes that came (FORGERY_INERT), hostile input is a result with a position and costs no
 * more than a good message of the same size, and no text it makes shows an openid, an attach or a
 * key (SILENT_SECRETS). Refuses DOCTYPE, foreign entities, attributes, comments, nesting and
 * repeated elements. Does not judge amounts and does not know an order. Start at {@link
 * io.github.paybell.protocol.v2.V2Notifications}. May use: JDK.
 */
@NullMarked
package io.github.paybell.protocol.v2;

import org.jspecify.annotations.NullMarked;
