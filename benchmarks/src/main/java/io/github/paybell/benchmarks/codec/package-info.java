/**
 * Raw bytes to verified facts: our codec beside the bare digest and the peers.
 *
 * <p>Start at {@link io.github.paybell.benchmarks.codec.CodecCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
