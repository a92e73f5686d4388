package io.github.paybell.simulator.platform;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The documented rates, per merchant and second of real time. Thread-safe. */
public final class Frequency {
  /** What is counted. */
  public enum Kind {
    ORDER(500),
    QUERY(600),
    CERTIFICATES(1000),
    REFUND(150),
    /** Refund requests that were refused. */
    FAULTY_REFUND(6),
    REFUND_QUERY(300);

    private final int perSecond;

    Kind(int perSecond) {
      this.perSecond = perSecond;
    }
  }

  private record Counter(String mchid, Kind kind) {}

  private final Clock real;
  private final Platform platform;
  private final Map<Counter, Integer> counts = new HashMap<>();
  private long second;

  /**
   * Nothing counted yet.
   *
   * @param platform whose rules say whether the rates are kept
   */
  public Frequency(Platform platform, Clock real) {
    this.platform = platform;
    this.real = real;
  }

  /**
   * Counts one call.
   *
   * @throws Refused TOO_FREQUENT if it is one too many in this second
   */
  public synchronized void count(String mchid, Kind kind) {
    long now = real.instant().getEpochSecond();
    if (now != second) {
      counts.clear();
      second = now;
    }
    int count = counts.merge(new Counter(mchid, kind), 1, Integer::sum);
    if (count > kind.perSecond && platform.rules().frequencyLimits()) {
      throw new Refused(
          Refused.Reason.TOO_FREQUENT,
          "频率超限: more than " + kind.perSecond + " calls of " + kind + " in this second");
    }
  }
}
