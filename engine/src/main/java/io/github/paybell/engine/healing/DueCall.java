package io.github.paybell.engine.healing;

import java.time.Instant;

/** Something to ask that this process has claimed. Used once. */
interface DueCall {
  /** Not earlier than this: the account's pace. */
  Instant at();

  /** How many calls it may take. */
  int calls();

  /**
   * Asks, has the answer judged, and says when it is due again. Whatever breaks on the way leaves
   * it due when the claim ends.
   */
  void ask();

  /** Makes it due again at once, unasked: this process stops. */
  void giveBack();
}
