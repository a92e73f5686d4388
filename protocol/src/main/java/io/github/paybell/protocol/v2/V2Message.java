package io.github.paybell.protocol.v2;

import org.jspecify.annotations.Nullable;

/**
 * A message as it was read, and what tells it from others.
 *
 * @param facts SHA-256, lower-case hex, of what a genuine message says: of a payment all fields but
 *     {@code sign} and {@code nonce_str}, of a refund the decrypted ones. Copies of one
 *     notification have the same, whatever the order and the spelling of their fields; null if it
 *     was refused
 */
public record V2Message(V2Result result, @Nullable String facts) {}
