package io.github.paybell.engine.inbox;

import java.util.UUID;

/**
 * What became of an arrival.
 *
 * @param id the stored row; no row has that of one that is refused
 * @param duplicate it was a copy of a notification whose verdict stood already
 * @param next what remains to be done after the commit
 */
record Recorded(UUID id, Verdict verdict, boolean duplicate, Next next) {
  static Recorded refused(Arrival arrival) {
    return new Recorded(arrival.id(), Verdict.PENDING, false, Next.REFUSE);
  }

  /** What remains to be done with an arrival that is stored. */
  enum Next {
    NOTHING,
    /** Its evidence is to be applied, or that it is unread is to be said. */
    HANDLE,
    /** It is not stored: its key has as many rows as a key may have. */
    REFUSE
  }
}
