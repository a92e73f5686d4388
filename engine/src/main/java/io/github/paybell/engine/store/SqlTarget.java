package io.github.paybell.engine.store;

/** What statements are run on. */
public interface SqlTarget {
  /** Which of a statement's files it understands. */
  Dialect dialect();
}
