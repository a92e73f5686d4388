package io.github.paybell.engine.inbox;

import io.github.paybell.engine.log.LogLine;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a refused request, beside its bytes.
 *
 * @param account whose token it named; empty: none's
 * @param reason a {@link Reading.Refusal} or {@link RefusedRequest.Reason}, in lower case
 * @param detail for people; never a secret, nor a piece of the body
 * @param address where it came from; never a basis for trust
 * @param outTradeNo the order that it names: a claim, nothing is proved
 * @param status the HTTP status of the answer
 * @param bytes length of the body; -1: not known
 */
record Rejected(
    UUID id,
    Instant at,
    String account,
    String reason,
    @Nullable String detail,
    String address,
    @Nullable String outTradeNo,
    int status,
    long bytes) {

  /** The account of a request that names no token of ours. */
  static final String NO_ACCOUNT = "";

  Rejected {
    detail = detail == null ? null : Columns.text(detail, 256);
    address = Columns.text(address, 64);
  }

  LogLine line() {
    return LogLine.of("refused")
        .with("account", account.equals(NO_ACCOUNT) ? null : account)
        .with("reason", reason)
        .with("claimed_out_trade_no", outTradeNo)
        .with("reply", status)
        .with("address", address)
        .with("bytes", bytes < 0 ? null : Long.toString(bytes))
        .with("rejection", id.toString())
        .with("detail", detail);
  }
}
