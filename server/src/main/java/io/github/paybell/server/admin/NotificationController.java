package io.github.paybell.server.admin;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.inbox.NotificationLog;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Notifications: what came, and once more through the judge. */
@RestController
@RequestMapping("/api/v1/notifications")
final class NotificationController {
  private final Supplier<Engine> engine;

  NotificationController(Supplier<Engine> engine) {
    this.engine = engine;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ListResponse<NotificationResponse> list(
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "out_trade_no", required = false) @Nullable String outTradeNo,
      @RequestParam(name = "verdict", required = false) @Nullable String verdict,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor,
      @RequestParam(name = "limit", defaultValue = ListResponse.DEFAULT_LIMIT) int limit) {
    int most = ListResponse.limit(limit);
    return ListResponse.of(
        () -> engine.get().notifications().list(account, outTradeNo, verdict, cursor, most),
        NotificationResponse::of);
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  NotificationResponse find(@PathVariable("id") UUID id) {
    return engine
        .get()
        .notifications()
        .find(id)
        .map(NotificationResponse::of)
        .orElseThrow(() -> unknown(id));
  }

  /** The bytes as they came, for a person who looks into a dispute. Never shown by a browser. */
  @GetMapping(path = "/{id}/raw", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ResponseEntity<byte[]> raw(@PathVariable("id") UUID id) {
    byte[] bytes;
    try {
      bytes = engine.get().notifications().raw(id).orElseThrow(() -> unknown(id));
    } catch (NotificationLog.PrunedException e) {
      throw pruned(e);
    }
    return ResponseEntity.ok()
        .header("Content-Disposition", "attachment; filename=\"" + id + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(bytes);
  }

  @PostMapping(path = "/{id}/reapply", produces = MediaType.APPLICATION_JSON_VALUE)
  NotificationResponse reapply(@PathVariable("id") UUID id) {
    try {
      return engine
          .get()
          .notifications()
          .reapply(id, Caller.ADMIN)
          .map(NotificationResponse::of)
          .orElseThrow(() -> unknown(id));
    } catch (NotificationLog.PrunedException e) {
      throw pruned(e);
    } catch (NotificationLog.UnreadableException e) {
      throw AdminError.conflict(
          "cannot-reapply", "The notification cannot be read", e.getMessage() + ".");
    }
  }

  private static AdminError pruned(NotificationLog.PrunedException e) {
    return AdminError.gone(
        "body-pruned", "The notification's body is no longer kept", e.getMessage() + ".");
  }

  private static AdminError unknown(UUID id) {
    return AdminError.unknown("notification", id.toString());
  }
}
