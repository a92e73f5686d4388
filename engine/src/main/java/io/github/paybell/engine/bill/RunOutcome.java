package io.github.paybell.engine.bill;

/** What came of running one day. */
public enum RunOutcome {
  /** The bill was compared; the report is there. */
  COMPARED,
  /** Nothing moved that day, here or at WeChat Pay. */
  EMPTY,
  /** The bill cannot be had yet; the day is due again later. */
  LATER,
  /** Another runner has this day. */
  ELSEWHERE
}
