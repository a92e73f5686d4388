/**
 * What the simulator does with requests that nobody should send.
 *
 * <p>Owns ways to spoil a good request, each drawn from a seed, so that a failure names the request
 * that shows it. Promises: whatever comes, the answer has the shape of WeChat's own errors, the
 * note for the watcher says what was wrong, and the next good request is answered. Start at {@link
 * io.github.paybell.simulator.hostile.HostileV3RequestsTest}. May use: protocol, everything public
 * of the simulator.
 */
@NullMarked
package io.github.paybell.simulator.hostile;

import org.jspecify.annotations.NullMarked;
