package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.platform.Dice;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The codes that OAuth handed out: each is good once, for one appid, for five minutes of simulated
 * time. Thread-safe.
 */
final class LoginCodes {
  private static final Duration LIFE = Duration.ofMinutes(5);

  /** More are never open at once on a laptop; a loop gone wild must not fill the memory. */
  private static final int KEPT = 10_000;

  /** What became of a code. */
  sealed interface Taken {
    /** It was good, and is used now. */
    record Good(String scope) implements Taken {}

    /** Never issued, for another appid, or too old. */
    record Invalid() implements Taken {}

    /** Used before. */
    record Used() implements Taken {}
  }

  private record Issued(String appid, String scope, Instant at, boolean used) {}

  private final SimClock clock;
  private final Dice dice;
  private final Map<String, Issued> codes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Issued> eldest) {
          return size() > KEPT;
        }
      };
  private long number;

  LoginCodes(SimClock clock, Dice dice) {
    this.clock = clock;
    this.dice = dice;
  }

  /** A new code. */
  synchronized String issue(String appid, String scope) {
    String code = dice.alphanumeric(32, "login code", number++);
    codes.put(code, new Issued(appid, scope, clock.now(), false));
    return code;
  }

  /** Takes a code in; a good one is used from then on. */
  synchronized Taken take(String code, String appid) {
    Issued issued = codes.get(code);
    if (issued == null
        || !issued.appid().equals(appid)
        || clock.now().isAfter(issued.at().plus(LIFE))) {
      return new Taken.Invalid();
    }
    if (issued.used()) {
      return new Taken.Used();
    }
    codes.put(code, new Issued(appid, issued.scope(), issued.at(), true));
    return new Taken.Good(issued.scope());
  }
}
