package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.PaymentDetails;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Closes an unpaid order: asks first, closes at WeChat Pay, then here. The payer may pay between
 * any two of these; WeChat Pay's word that the order is paid is then asked for and judged, and an
 * order that is closed here cannot be paid any more. Thread-safe; may be run again from its
 * beginning, whenever it was cut off.
 */
public final class Closing {
  private final WechatPay wechat;
  private final OrderQueries asking;
  private final Ledger ledger;
  private final Clock clock;

  public Closing(WechatPay wechat, OrderQueries asking, Ledger ledger, Clock clock) {
    this.wechat = wechat;
    this.asking = asking;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * @return {@link QueryOutcome.Learnt}: it is closed now, or was paid, and the ledger knows; else
   *     why that is not so yet
   * @throws io.github.paybell.engine.store.StoreUnavailableException if the store cannot be asked;
   *     closing again is safe
   */
  public QueryOutcome close(Account account, String outTradeNo, @Nullable String subMchid) {
    var before = asking.order(account, outTradeNo, subMchid);
    if (before instanceof QueryOutcome.NotThere) {
      var closed = closed(account, outTradeNo, subMchid);
      // It may have been placed meanwhile. A placing from before this was committed is seen now;
      // a later one sees that it is closed (Placing).
      var after = asking.order(account, outTradeNo, subMchid);
      return after instanceof QueryOutcome.NotThere
          ? closed
          : after instanceof QueryOutcome.Open ? close(account, outTradeNo, subMchid) : after;
    }
    if (!(before instanceof QueryOutcome.Open)) {
      return before;
    }
    var answer =
        Called.say("close", account, outTradeNo, null, wechat.close(account, outTradeNo, subMchid));
    if (answer instanceof Answer.Given
        || answer.refusedWith("ORDERCLOSED")
        || answer.refusedWith("ORDERNOTEXIST")) {
      return afterClosing(account, outTradeNo, subMchid);
    }
    if (answer.refusedWith("ORDERPAID")) {
      return asking.order(account, outTradeNo, subMchid);
    }
    return answer.match(
        given -> before,
        refused -> new QueryOutcome.Refused(refused.code(), refused.message()),
        QueryOutcome.Unknown::of,
        unable -> new QueryOutcome.Unable(unable.reason()));
  }

  /**
   * It was seen that closing succeeds and the query goes on saying NOTPAY, and that a payment begun
   * before it still arrives: the last word is the query's, and only a payment outweighs the
   * closing.
   */
  private QueryOutcome afterClosing(Account account, String outTradeNo, @Nullable String subMchid) {
    var after = asking.order(account, outTradeNo, subMchid);
    return after instanceof QueryOutcome.Learnt ? after : closed(account, outTradeNo, subMchid);
  }

  private QueryOutcome closed(Account account, String outTradeNo, @Nullable String subMchid) {
    return new QueryOutcome.Learnt(
        ledger.learn(
            new Evidence(
                Ids.at(clock.millis()),
                account.name(),
                Source.QUERY,
                account.mchid(),
                null,
                subMchid,
                outTradeNo,
                null,
                TradeState.CLOSED,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                true,
                PaymentDetails.NONE)));
  }
}
