package io.github.paybell.engine;

import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.ProblemKind;
import io.github.paybell.engine.store.Store;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when this machine's clock is not the database's: WeChat Pay's time is held against this one,
 * and v3 messages that differ from it by more than five minutes are refused. One thread at a time.
 */
final class ClockWatch {
  private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);

  // No account's name: it is about the store.
  private static final String STORE = "*";

  /** Far more than a question to the database takes, far less than what WeChat Pay's time may. */
  static final Duration MOST = Duration.ofSeconds(30);

  private final Store store;
  private final Ledger ledger;
  private final String cause;
  private @Nullable Boolean differs;

  /**
   * @param machine whose clock it is, for people; replicas have one each
   */
  ClockWatch(Store store, Ledger ledger, String machine) {
    this.store = store;
    this.ledger = ledger;
    cause =
        "the clock of %s differs from the database's by more than %d s: correct the one that is wrong"
            .formatted(machine, MOST.toSeconds());
  }

  static String thisMachine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a server";
    }
  }

  /**
   * To be called with each measurement; writes and warns when it changes.
   *
   * @param ahead how far the database's clock is ahead of this machine's; negative: behind
   * @throws SQLException if it could not be written; it will be, next time
   */
  void note(Duration ahead) throws SQLException {
    boolean now = ahead.abs().compareTo(MOST) > 0;
    if (differs != null && differs == now) {
      return;
    }
    write(now);
    if (now) {
      log.warn(
          "the database's clock is {} s {} this machine's: correct the one that is wrong. v3"
              + " notifications are refused from 300 s on",
          ahead.abs().toSeconds(),
          ahead.isNegative() ? "behind" : "ahead of");
    } else if (differs != null) {
      log.info("this machine's clock and the database's agree again");
    }
    differs = now;
  }

  private void write(boolean now) throws SQLException {
    store.write(
        connection -> {
          var posting = ledger.openAlone(connection);
          if (now) {
            posting.problem(STORE, ProblemKind.CLOCK_DIFFERS, cause);
          } else {
            posting.healed(STORE, ProblemKind.CLOCK_DIFFERS, cause);
          }
          posting.flush();
          return now;
        });
  }
}
