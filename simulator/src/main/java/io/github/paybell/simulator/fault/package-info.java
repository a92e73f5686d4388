/**
 * What can go wrong, as data: a sealed type with the names of the contract, and the faults that
 * stand until further notice.
 *
 * <p>Owns the names, the parameters with their defaults, and what each is for in two languages.
 * Does nothing itself: the messenger and the listener act on faults. Start at {@link
 * io.github.paybell.simulator.fault.Fault}. May use: Jackson (reading).
 */
@NullMarked
package io.github.paybell.simulator.fault;

import org.jspecify.annotations.NullMarked;
