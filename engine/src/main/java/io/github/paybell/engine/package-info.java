/**
 * The engine: proves, records once, judges and answers notifications, on the merchant's own
 * database.
 *
 * <p>Rooms and their arrows: {@code inbox → ledger → store}, {@code inbox → account → store};
 * nothing points back. No framework type in here. Start at {@link io.github.paybell.engine.Engine}.
 */
@NullMarked
package io.github.paybell.engine;

import org.jspecify.annotations.NullMarked;
