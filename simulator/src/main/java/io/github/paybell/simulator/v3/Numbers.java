package io.github.paybell.simulator.v3;

import java.util.regex.Pattern;

/** The numbers that merchants make up, and what they may consist of. */
enum Numbers {
  /** {@code out_trade_no}, also of a combined order and its parts. */
  ORDER(6, 32, "^[0-9A-Za-z_\\-|*]+$"),
  /** {@code out_refund_no}. */
  REFUND(1, 64, "^[0-9A-Za-z_\\-|*@]+$"),
  /** {@code transaction_id} and {@code refund_id}: WeChat Pay's own, any text. */
  WECHAT(1, 32, "^\\S+$");

  private final int min;
  private final int max;
  private final Pattern pattern;

  Numbers(int min, int max, String pattern) {
    this.min = min;
    this.max = max;
    this.pattern = Pattern.compile(pattern);
  }

  int min() {
    return min;
  }

  int max() {
    return max;
  }

  Pattern pattern() {
    return pattern;
  }
}
