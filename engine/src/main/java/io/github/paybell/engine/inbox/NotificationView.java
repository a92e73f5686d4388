package io.github.paybell.engine.inbox;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One stored notification as the admin API shows it; the raw bytes are asked for apart.
 *
 * @param api {@code v2} or {@code v3}
 * @param verdict see {@link Verdict#wireName()}
 * @param amountTotal fen
 * @param timesSeen copies received, the first included
 * @param answered of the first copy: {@code SUCCESS} or {@code FAIL} (v2), the HTTP status (v3);
 *     null: stored before this was kept
 * @param tookMs milliseconds until that answer was handed to the connection; to 50 ms
 * @param address who sent the first copy, as the notify listener saw it
 * @param keyId which key proved the first copy: a serial, a public key id, or {@code v2}, {@code
 *     v2-previous-1} …
 * @param arrivals the copies after the first, the last 16, oldest first
 */
public record NotificationView(
    UUID id,
    String account,
    String api,
    String eventType,
    String dedupeKey,
    @Nullable String outTradeNo,
    @Nullable Long amountTotal,
    @Nullable String status,
    String verdict,
    @Nullable String reason,
    Instant firstSeen,
    Instant lastSeen,
    int timesSeen,
    @Nullable String address,
    @Nullable String answered,
    @Nullable Integer tookMs,
    @Nullable String keyId,
    List<Arrived> arrivals) {
  public NotificationView {
    arrivals = List.copyOf(arrivals);
  }

  NotificationView with(List<Arrived> further) {
    return new NotificationView(
        id,
        account,
        api,
        eventType,
        dedupeKey,
        outTradeNo,
        amountTotal,
        status,
        verdict,
        reason,
        firstSeen,
        lastSeen,
        timesSeen,
        address,
        answered,
        tookMs,
        keyId,
        further);
  }

  /** One copy; its components as those of the first. */
  public record Arrived(
      Instant at,
      @Nullable String address,
      @Nullable String answered,
      @Nullable Integer tookMs,
      @Nullable String keyId) {}
}
