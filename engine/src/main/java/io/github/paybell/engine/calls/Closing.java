package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Orders;
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
  private final OrderQueries queries;
  private final Ledger ledger;
  private final Orders orders;
  private final Clock clock;

  public Closing(
      WechatPay wechat, OrderQueries queries, Ledger ledger, Orders orders, Clock clock) {
    this.wechat = wechat;
    this.queries = queries;
    this.ledger = ledger;
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * Closes an order because a caller wants it closed. Whatever the call says, an order that is over
   * by then is over.
   *
   * @param order as it stood a moment ago
   * @throws io.github.paybell.engine.store.StoreUnavailableException if the store cannot be asked;
   *     closing again is safe
   */
  public CloseOutcome close(Account account, OrderView order) {
    return CloseOutcome.ifOver(order)
        .orElseGet(
            () -> {
              var answer = close(account, order.outTradeNo(), order.subMchid());
              return CloseOutcome.ifOver(again(order)).orElseGet(() -> notClosed(answer));
            });
  }

  private OrderView again(OrderView order) {
    return orders.find(order.account(), order.outTradeNo()).orElse(order);
  }

  private static CloseOutcome notClosed(QueryOutcome answer) {
    return answer.match(
        learnt -> new CloseOutcome.Disputed(),
        open -> new CloseOutcome.Open(),
        notThere -> new CloseOutcome.Open(),
        refused -> new CloseOutcome.Refused(refused.code(), refused.message()),
        unknown -> new CloseOutcome.Unknown(unknown.doubt(), unknown.detail(), unknown.said()),
        unable -> new CloseOutcome.Unable(unable.reason()));
  }

  /**
   * One attempt to close an order that may still be paid.
   *
   * @return {@link QueryOutcome.Learnt}: it is closed now, or was paid, and the ledger knows; else
   *     why that is not so yet
   * @throws io.github.paybell.engine.store.StoreUnavailableException if the store cannot be asked;
   *     closing again is safe
   */
  public QueryOutcome close(Account account, String outTradeNo, @Nullable String subMchid) {
    var before = queries.order(account, outTradeNo, subMchid);
    if (before instanceof QueryOutcome.NotThere) {
      var closed = closed(account, outTradeNo, subMchid);
      // It may have been placed meanwhile. A placing from before this was committed is seen now;
      // a later one sees that it is closed (Placing).
      var after = queries.order(account, outTradeNo, subMchid);
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
      return queries.order(account, outTradeNo, subMchid);
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
    var after = queries.order(account, outTradeNo, subMchid);
    return after instanceof QueryOutcome.Learnt ? after : closed(account, outTradeNo, subMchid);
  }

  private QueryOutcome closed(Account account, String outTradeNo, @Nullable String subMchid) {
    return new QueryOutcome.Learnt(
        ledger.learn(
            Evidence.about(
                    new OrderKey(account.name(), outTradeNo), Ids.at(clock.millis()), Source.QUERY)
                .mchid(account.mchid())
                .subMchid(subMchid)
                .payment(TradeState.CLOSED)));
  }
}
