package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.log.LogLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what was called for at WeChat Pay and what it said (SEEN). */
final class Called {
  private static final Logger log = LoggerFactory.getLogger(Called.class);

  private Called() {}

  /**
   * @param what was asked for: {@code place}, {@code close} or {@code refund}
   * @return the answer, as it was
   */
  static <T> Answer<T> say(
      String what,
      Account account,
      String outTradeNo,
      @Nullable String outRefundNo,
      Answer<T> answer) {
    log.info(
        LogLine.of("called")
            .with("account", account.name())
            .with("out_trade_no", outTradeNo)
            .with("out_refund_no", outRefundNo)
            .with("asked", what)
            .with("answer", answer.match(g -> "done", r -> r.code(), u -> "unknown", u -> "unable"))
            .with(
                "said", answer.match(g -> null, r -> r.message(), u -> u.detail(), u -> u.reason()))
            .toString());
    return answer;
  }
}
