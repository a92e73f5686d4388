/**
 * How fast the day's bill is read and compared, and in how much memory.
 *
 * <p>Each figure is taken in a JVM of its own with a 256 MiB heap, held to one core. Start at
 * {@link io.github.paybell.benchmarks.bill.BillCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.bill;

import org.jspecify.annotations.NullMarked;
