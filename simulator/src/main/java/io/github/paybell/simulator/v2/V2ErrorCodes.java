package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Refused;
import io.github.paybell.simulator.platform.Rules;

/** The platform's reasons in v2's words: the only such table. */
final class V2ErrorCodes {
  private V2ErrorCodes() {}

  /** The {@code err_code}. */
  static String of(Refused.Reason reason, Rules rules) {
    return switch (reason) {
      case ORDER_NOT_FOUND -> "ORDERNOTEXIST";
      case ORDER_PAID -> "ORDERPAID";
      case ORDER_CLOSED -> "ORDERCLOSED";
      case ORDER_DIFFERS, PREPAY_INVALID, COUPONS_TOO_MUCH -> "INVALID_REQUEST";
      case CLOSE_TOO_EARLY -> rules.closeEarlyCode();
      // ERROR is documented as "a business error, see its text"; no code of their own is known.
      case NOT_PAID,
          REFUND_TOTAL_DIFFERS,
          REFUND_TOO_MUCH,
          REFUND_TOO_MANY,
          REFUND_DIFFERS,
          REFUND_STATE ->
          "ERROR";
      case REFUND_TOO_SOON, TOO_FREQUENT -> "FREQUENCY_LIMITED";
      case REFUND_TOO_LATE -> "TRADE_OVERDUE";
      case REFUND_NOT_FOUND -> "REFUNDNOTEXIST";
    };
  }
}
