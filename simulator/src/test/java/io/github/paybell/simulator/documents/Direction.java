package io.github.paybell.simulator.documents;

/** Who says something. */
enum Direction {
  /** The merchant asks, and is answered well. */
  REQUEST,
  /** The platform answers. */
  ANSWER,
  /** The platform tells. */
  NOTIFICATION
}
