package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.Refused;
import io.github.paybell.simulator.platform.Refused.Reason;
import io.github.paybell.simulator.platform.Rules;
import java.util.EnumMap;
import java.util.Map;

/** How v3 says what the platform refuses: the one table of status, code and internal code. */
final class V3ErrorCodes {
  private static final String INVALID = "INVALID_REQUEST";

  private record Words(int status, String code, long internalCode) {}

  private static final Map<Reason, Words> TABLE = new EnumMap<>(Reason.class);

  static {
    say(Reason.ORDER_NOT_FOUND, 404, "ORDER_NOT_EXIST", InternalCode.NO_SUCH_ORDER);
    say(Reason.ORDER_PAID, 400, "ORDER_PAID", InternalCode.PAID);
    say(Reason.ORDER_CLOSED, 400, "ORDER_CLOSED", InternalCode.EXPIRED);
    say(Reason.ORDER_DIFFERS, 400, INVALID, InternalCode.REPETITION_DIFFERS);
    say(Reason.PREPAY_INVALID, 400, INVALID, InternalCode.ILLEGAL_PARAMETER);
    say(Reason.COUPONS_TOO_MUCH, 400, INVALID, InternalCode.OUT_OF_RANGE);
    // The code of this one is a setting; see below.
    say(Reason.CLOSE_TOO_EARLY, 400, INVALID, InternalCode.ILLEGAL_PARAMETER);
    say(Reason.NOT_PAID, 400, INVALID, InternalCode.ILLEGAL_PARAMETER);
    say(Reason.REFUND_TOTAL_DIFFERS, 400, INVALID, InternalCode.ILLEGAL_PARAMETER);
    say(Reason.REFUND_TOO_MUCH, 400, INVALID, InternalCode.OUT_OF_RANGE);
    say(Reason.REFUND_TOO_MANY, 400, INVALID, InternalCode.OUT_OF_RANGE);
    say(Reason.REFUND_TOO_SOON, 429, "FREQUENCY_LIMITED", InternalCode.TOO_FREQUENT);
    say(Reason.REFUND_TOO_LATE, 400, INVALID, InternalCode.OUT_OF_RANGE);
    say(Reason.REFUND_DIFFERS, 400, INVALID, InternalCode.REPETITION_DIFFERS);
    say(Reason.REFUND_NOT_FOUND, 404, "RESOURCE_NOT_EXISTS", InternalCode.NO_SUCH_ORDER);
    say(Reason.REFUND_STATE, 400, INVALID, InternalCode.ILLEGAL_PARAMETER);
    say(Reason.TOO_FREQUENT, 429, "RATELIMIT_EXCEEDED", InternalCode.TOO_FREQUENT);
  }

  private V3ErrorCodes() {}

  private static void say(Reason reason, int status, String code, long internalCode) {
    TABLE.put(reason, new Words(status, code, internalCode));
  }

  /** The error for a refusal by this service. */
  static V3Failure of(Refused refused, CallKind service, Rules rules) {
    Reason reason = refused.reason();
    Words words = TABLE.get(reason);
    if (words == null) {
      throw new IllegalStateException("v3 has no words for " + reason, refused);
    }
    boolean refunding = service == CallKind.REFUND || service == CallKind.REFUND_QUERY;
    if (refunding && reason == Reason.ORDER_NOT_FOUND) {
      words = new Words(404, "RESOURCE_NOT_EXISTS", words.internalCode());
    } else if (refunding && reason == Reason.TOO_FREQUENT) {
      words = new Words(429, "FREQUENCY_LIMITED", words.internalCode());
    } else if (service == CallKind.CLOSE && reason == Reason.ORDER_PAID) {
      words = new Words(rules.closePaidStatus(), rules.closePaidCode(), words.internalCode());
    } else if (reason == Reason.CLOSE_TOO_EARLY) {
      words = new Words(400, rules.closeEarlyCode(), words.internalCode());
    }
    String message = refused.getMessage();
    return V3Failure.of(words.status(), words.code(), message == null ? "" : message)
        .internally(words.internalCode());
  }
}
