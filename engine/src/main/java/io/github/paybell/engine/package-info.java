/**
 * The engine: proves, records once, judges and answers notifications, on the merchant's own
 * database.
 *
 * <p>Its packages and their arrows are the table of docs/ARCHITECTURE.md, which ArchitectureTest
 * checks; nothing points back. No framework type in here. Start at {@link
 * io.github.paybell.engine.Engine}.
 */
@NullMarked
package io.github.paybell.engine;

import org.jspecify.annotations.NullMarked;
