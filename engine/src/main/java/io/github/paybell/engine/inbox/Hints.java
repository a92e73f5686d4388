package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;

/**
 * Takes the hint that something may have happened to an order: a notification about it was refused,
 * and may be true all the same. A hint proves nothing; it is worth one question to WeChat Pay, at a
 * rate that the taker bounds.
 */
public interface Hints {
  /**
   * Called off the request path, from one thread, a few times a second at most.
   *
   * @param account of the token that the message was sent to
   * @param outTradeNo 1–32 of {@code [0-9A-Za-z_\-|*@]}; nothing says that there is such an order
   */
  void hint(Account account, String outTradeNo);
}
