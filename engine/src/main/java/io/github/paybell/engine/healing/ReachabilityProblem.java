package io.github.paybell.engine.healing;

import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says that WeChat Pay's API is cut off, and that it is not any more. No reason to take
 * notifications away from this replica: WeChat Pay may reach it all the same. Thread-safe.
 */
final class ReachabilityProblem {
  /** Longer than a call and its repeat, and than WeChat Pay's own short disturbances. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  // No account's name: it is about the network of all.
  private static final String ALL = "*";
  private static final String CAUSE =
      "queries to WeChat Pay get no answer; check the network, a proxy and wechat.base-url";

  private final Store store;
  private final Ledger ledger;
  private final Clock clock;
  private @Nullable Instant since;
  // A problem may be open from before the start.
  private boolean maybeOpen = true;
  private boolean told;

  ReachabilityProblem(Store store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Takes what came of a call. */
  synchronized void take(QueryOutcome asked) throws SQLException {
    if (asked instanceof QueryOutcome.Unable) {
      return;
    }
    if (asked instanceof QueryOutcome.Unknown unknown && unknown.said() == null) {
      silent();
    } else {
      answered();
    }
  }

  private void silent() throws SQLException {
    var now = clock.instant();
    if (since == null) {
      since = now;
    }
    if (!told && !now.isBefore(since.plus(PATIENCE))) {
      write(true);
      told = true;
      maybeOpen = true;
    }
  }

  private void answered() throws SQLException {
    since = null;
    if (maybeOpen) {
      write(false);
      told = false;
      maybeOpen = false;
    }
  }

  private void write(boolean cutOff) throws SQLException {
    store.write(
        connection -> {
          var posting = ledger.openAlone(connection);
          if (cutOff) {
            posting.problem(ALL, ProblemKind.WECHAT_UNREACHABLE, CAUSE);
          } else {
            posting.healed(ALL, ProblemKind.WECHAT_UNREACHABLE, CAUSE);
          }
          posting.flush();
          return cutOff;
        });
  }
}
