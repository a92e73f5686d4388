package io.github.paybell.server.admin;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reconciliations: a day's bill against the ledger. */
@RestController
@RequestMapping(
    path = "/api/v1/accounts/{account}/reconciliations/{date}",
    produces = MediaType.APPLICATION_JSON_VALUE)
final class ReconciliationController {
  private final WechatCalls calls;

  ReconciliationController(WechatCalls calls) {
    this.calls = calls;
  }

  @GetMapping
  ReconciliationResponse find(
      @PathVariable("account") String account,
      @PathVariable("date") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    return calls
        .engine()
        .reconciliation()
        .report(calls.account(account).name(), date, after(cursor))
        .map(ReconciliationResponse::of)
        .orElseThrow(() -> AdminError.unknown("reconciliation", date.toString()));
  }

  private static int after(@Nullable String cursor) {
    try {
      return cursor == null ? 0 : Integer.parseUnsignedInt(cursor);
    } catch (NumberFormatException e) {
      throw AdminError.invalid("cursor must be the next of an earlier answer.");
    }
  }

  /** Runs the day again, whether it was run before or not; the answer is how it stands by now. */
  @PostMapping
  ResponseEntity<ReconciliationResponse> request(
      @PathVariable("account") String account,
      @PathVariable("date") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date) {
    var name = calls.account(account).name();
    try {
      return ResponseEntity.status(HttpStatus.ACCEPTED)
          .body(
              ReconciliationResponse.of(
                  calls.engine().reconciliation().request(name, date, Caller.ADMIN)));
    } catch (IllegalArgumentException e) {
      throw AdminError.invalid(e.getMessage() + ".");
    }
  }
}
