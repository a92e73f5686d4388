package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.log.LogLine;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each notification that was proved (SEEN): {@code grep} for an order's number shows
 * its life. It names numbers and outcomes, nothing of the payer (SILENT_SECRETS).
 */
final class NotificationLine {
  static final String LOGGER = "paybell.notification";

  private static final Logger log = LoggerFactory.getLogger(LOGGER);

  private NotificationLine() {}

  /**
   * Writes the line of a notification that was answered.
   *
   * @param id its row; null: nothing was committed
   * @param outcome a verdict, {@code duplicate}, {@code busy}, {@code failed} or what its handling
   *     gave
   * @param times that it has come, this one included, such as {@code 1} or {@code 2+}; null:
   *     nothing was committed
   */
  static void answered(
      Arrival arrival,
      @Nullable UUID id,
      String outcome,
      Reply reply,
      long nanos,
      @Nullable String times) {
    if (!log.isInfoEnabled()) {
      return;
    }
    var evidence = arrival.evidence();
    var first = evidence.isEmpty() ? null : evidence.get(0);
    var line =
        LogLine.of("notification")
            .with("account", arrival.account())
            .with("api", arrival.api().wireName())
            .with("event_type", arrival.eventType())
            .with("out_trade_no", arrival.outTradeNo())
            .with("transaction_id", first == null ? null : first.transactionId())
            .with("outcome", outcome)
            .with("reply", Replies.said(arrival.api(), reply))
            .with("took_ms", nanos / 1_000_000)
            .with("times", times)
            .with("id", id == null ? null : id.toString());
    if (first != null && first.refund() != null) {
      line.with("out_refund_no", first.refund().outRefundNo());
    }
    if (evidence.size() > 1) {
      orders(line, evidence);
    }
    log.info(line.toString());
  }

  /** Of a combined payment each order by its number: 50 at most, and each is to be found. */
  private static void orders(LogLine line, List<Evidence> evidence) {
    for (var each : evidence) {
      line.with("sub_order", each.outTradeNo());
    }
  }

  /**
   * Writes the line of one whose handling followed its storing: in a shop the listener's part.
   *
   * @param id its row
   */
  static void handled(Arrival arrival, UUID id, ProcessingResult handled) {
    if (log.isInfoEnabled()) {
      log.info(
          LogLine.of("handled")
              .with("account", arrival.account())
              .with("out_trade_no", arrival.outTradeNo())
              .with("outcome", handled.outcome())
              .with("id", id.toString())
              .toString());
    }
  }
}
