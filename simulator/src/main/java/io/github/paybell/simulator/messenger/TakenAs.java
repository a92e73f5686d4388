package io.github.paybell.simulator.messenger;

/** How the platform takes an answer. */
public enum TakenAs {
  /** Accepted: no further attempt. */
  SUCCESS,
  /** Refused, or not understood. */
  FAIL,
  /** No answer in time, or no connection. */
  TIMEOUT
}
