/**
 * Databases of several nodes, and several servers on one: does a server go on when the node that
 * takes writes changes, and when another one holds a lock?
 *
 * <p>Owns the command {@code cluster}, which {@code cluster/run} calls. It sets each engine up on
 * this machine, sends payments, changes the primary once and cleanly, and counts what is there. No
 * node is killed: what is lost or late then is another question. {@code cluster/run locked} locks
 * an order and freezes a server inside a transaction. Start at {@link
 * io.github.paybell.benchmarks.cluster.ClusterCommand} and {@link
 * io.github.paybell.benchmarks.cluster.LockedCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
