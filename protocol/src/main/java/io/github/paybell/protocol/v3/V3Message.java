package io.github.paybell.protocol.v3;

import org.jspecify.annotations.Nullable;

/**
 * A message as it was read, and what tells it from others.
 *
 * @param facts SHA-256, lower-case hex, of what a genuine message says: {@code event_type} and the
 *     decrypted resource, its members sorted. Copies of one notification have the same, however
 *     often it was encrypted; null if nothing was decrypted
 */
public record V3Message(V3Result result, @Nullable String facts) {}
