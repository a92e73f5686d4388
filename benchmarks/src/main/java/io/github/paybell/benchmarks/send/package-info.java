/**
 * How fast the simulator's load mode sends, so that one knows what it can drive.
 *
 * <p>The sender is a JVM held to one core, the receiver another one held to another core, which
 * reads each request and says success at once. Start at {@link
 * io.github.paybell.benchmarks.send.SendCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.send;

import org.jspecify.annotations.NullMarked;
