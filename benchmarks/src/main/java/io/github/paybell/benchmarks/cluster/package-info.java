/**
 * Databases of several nodes: does a server go on when the node that takes writes changes?
 *
 * <p>Owns the command {@code cluster}, which {@code cluster/run} calls. It sets each engine up on
 * this machine, sends payments, changes the primary once and cleanly, and counts what is there. No
 * node is killed: what is lost or late then is another question. Start at {@link
 * io.github.paybell.benchmarks.cluster.ClusterCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
