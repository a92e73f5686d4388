/**
 * Clients of WeChat Pay that are not written in Java, against the simulator.
 *
 * <p>Owns how a script in {@code src/test/node} is run. Promises that a machine without Node.js, or
 * one that cannot reach the package registry, skips these tests and says why. Start at {@link
 * io.github.paybell.simulator.node.NodeClientTest}. May use: everything of the simulator.
 */
@NullMarked
package io.github.paybell.simulator.node;

import org.jspecify.annotations.NullMarked;
