/**
 * The standalone program: engine, notify listener and admin API, started together, stopped in
 * order.
 *
 * <p>Owns the data directory (one process per folder) and the order of start and stop. Promises
 * that a start that fails says why in one sentence, and that a stop answers what was admitted.
 * Start at {@link io.github.paybell.server.PaybellServer}. May use: settings, notify, admin,
 * engine.
 */
@NullMarked
package io.github.paybell.server;

import org.jspecify.annotations.NullMarked;
