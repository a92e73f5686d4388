package io.github.paybell.server.admin;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.RetiredAccount;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the calls about orders and refunds share: the engine, and the limited calls to WeChat Pay.
 */
final class WechatCalls {
  private final Supplier<Engine> engine;
  private final CallLimiter limiter;

  WechatCalls(Supplier<Engine> engine, CallLimiter limiter) {
    this.engine = engine;
    this.limiter = limiter;
  }

  Engine engine() {
    return engine.get();
  }

  /**
   * @throws AdminError 404 if there is no such account
   */
  Account account(String name) {
    return engine().accounts().find(name).orElseThrow(() -> AdminError.unknown("account", name));
  }

  /**
   * @throws AdminError 409 if the account is retired and the order is new
   */
  void requireTaken(Account account, String outTradeNo) {
    RetiredAccount.refusal(account, outTradeNo, engine().orders())
        .ifPresent(
            why -> {
              throw AdminError.retired(why);
            });
  }

  /** See {@link CallLimiter#call}. */
  <T> T call(Supplier<T> call) {
    return limiter.call(call);
  }

  /** Asks first, for an answer that is given in any case: if too many are under way, an old one. */
  Refreshed refresh(Supplier<Refreshed> call) {
    try {
      return limiter.call(call);
    } catch (AdminError e) {
      return new Refreshed(e.document().getTitle());
    }
  }

  /**
   * What became of asking.
   *
   * @param error null: all that WeChat Pay says is known; else why not, for people
   */
  record Refreshed(@Nullable String error) {}
}
