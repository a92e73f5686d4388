package io.github.paybell.engine.store;

import java.util.Optional;

/**
 * Looks after each commit whether what was committed will be found again, where the database cannot
 * know. Thread-safe, and quick: every transaction waits for it.
 */
public interface StoreGuard {
  /** Why nothing may be acknowledged now, for people; empty: it may. */
  Optional<String> objection();
}
