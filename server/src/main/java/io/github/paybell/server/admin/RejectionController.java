package io.github.paybell.server.admin;

import io.github.paybell.engine.Engine;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Refused requests: what came and was not believed. */
@RestController
@RequestMapping("/api/v1/rejections")
final class RejectionController {
  private final Supplier<Engine> engine;

  RejectionController(Supplier<Engine> engine) {
    this.engine = engine;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ListResponse<RejectionResponse> list(
      @RequestParam(name = "account", required = false) @Nullable String account,
      @RequestParam(name = "out_trade_no", required = false) @Nullable String outTradeNo,
      @RequestParam(name = "reason", required = false) @Nullable String reason,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor,
      @RequestParam(name = "limit", defaultValue = ListResponse.DEFAULT_LIMIT) int limit) {
    int most = ListResponse.limit(limit);
    return ListResponse.of(
        () -> engine.get().rejections().list(account, outTradeNo, reason, cursor, most),
        RejectionResponse::of);
  }

  /** The bytes as they came; each look leaves a row in the audit. Never shown by a browser. */
  @GetMapping(path = "/{id}/raw", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ResponseEntity<byte[]> raw(@PathVariable("id") UUID id) {
    var raw =
        engine
            .get()
            .rejections()
            .raw(id, Caller.ADMIN)
            .orElseThrow(() -> AdminError.unknown("rejection", id.toString()));
    var body = raw.body();
    if (body == null) {
      throw AdminError.conflict(
          "body-not-kept",
          "The body was not kept",
          "Of this request only what the list shows was kept: it named no account, or its body is"
              + " larger than 64 KB.");
    }
    return ResponseEntity.ok()
        .header("Content-Disposition", "attachment; filename=\"" + id + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(body);
  }
}
