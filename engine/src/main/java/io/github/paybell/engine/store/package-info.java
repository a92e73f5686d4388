/**
 * The database: connections, dialects, migrations, statements from files, and the group commit.
 *
 * <p>Owns the schema and what it promises on a crash: a commit that returned survives kill -9 of
 * this process, and power loss as far as the database itself keeps its word. What the database
 * cannot do is said at the start: its version, each statement, a login that will not last. While it
 * runs: whether it takes writes, and whether it is still the database and the files that were
 * opened. Knows nothing of orders or notifications; knows no other room. Start at {@link
 * io.github.paybell.engine.store.Store} and {@link io.github.paybell.engine.store.GroupCommit}.
 */
@NullMarked
package io.github.paybell.engine.store;

import org.jspecify.annotations.NullMarked;
