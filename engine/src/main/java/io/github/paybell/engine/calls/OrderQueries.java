package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.RefundView;
import org.jspecify.annotations.Nullable;

/**
 * Asks WeChat Pay how something stands, and puts what it says before the judge like any other
 * evidence. Thread-safe; blocks as long as the call does.
 */
public final class OrderQueries {
  private final WechatPay wechat;
  private final Ledger ledger;

  public OrderQueries(WechatPay wechat, Ledger ledger) {
    this.wechat = wechat;
    this.ledger = ledger;
  }

  /**
   * Asks about an order. That WeChat Pay has it, or does not, is noted of its attempts to be
   * placed.
   *
   * @throws io.github.paybell.engine.store.StoreUnavailableException if what was learnt could not
   *     be committed; asking again is safe
   */
  public QueryOutcome order(Account account, String outTradeNo, @Nullable String subMchid) {
    var answer = wechat.query(account, outTradeNo, subMchid);
    if (!(answer instanceof Answer.Unable)) {
      ledger.queried(account.name(), outTradeNo, said(answer));
    }
    if (answer.refusedWith("ORDERNOTEXIST")) {
      ledger.attempts().notThere(account.name(), outTradeNo);
      return new QueryOutcome.NotThere();
    }
    var asked = asked(answer, false);
    if (asked instanceof QueryOutcome.Open) {
      ledger.attempts().there(account.name(), outTradeNo);
    }
    return asked;
  }

  /** In one word, for the view of the order. */
  private static String said(Answer<Evidence> answer) {
    return answer.match(
        given -> given.value().tradeState().name(),
        Answer.Refused::code,
        unknown -> unknown.doubt().name(),
        Answer.Unable::reason);
  }

  /**
   * Asks about a refund.
   *
   * @throws io.github.paybell.engine.store.StoreUnavailableException if what was learnt could not
   *     be committed; asking again is safe
   */
  public QueryOutcome refund(
      Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
    var answer = wechat.queryRefund(account, outTradeNo, outRefundNo, subMchid);
    return refund(answer, false);
  }

  /**
   * Asks about a refund as the ledger knows it: that it is still on its way is nothing new, and
   * nothing is recorded.
   *
   * @throws io.github.paybell.engine.store.StoreUnavailableException as above
   */
  QueryOutcome refund(Account account, RefundView refund) {
    return refund(
        wechat.queryRefund(account, refund.outTradeNo(), refund.outRefundNo(), refund.subMchid()),
        refund.accepted() && refund.refundId() != null && refund.refusedCode() == null);
  }

  private QueryOutcome refund(Answer<Evidence> answer, boolean known) {
    return answer.refusedWith("RESOURCE_NOT_EXISTS") || answer.refusedWith("REFUNDNOTEXIST")
        ? new QueryOutcome.NotThere()
        : asked(answer, known);
  }

  private QueryOutcome asked(Answer<Evidence> answer, boolean known) {
    return answer.match(
        given -> learn(given.value(), known),
        refused -> new QueryOutcome.Refused(refused.code(), refused.message()),
        QueryOutcome.Unknown::of,
        unable -> new QueryOutcome.Unable(unable.reason()));
  }

  private QueryOutcome learn(Evidence evidence, boolean known) {
    var state = evidence.tradeState();
    var refund = evidence.refund();
    // An unpaid order is unpaid at every rung of the ladder, and a refund is on its way: a row for
    // each would say nothing.
    boolean open =
        refund == null
            ? !state.paid() && !state.ended()
            : known && refund.status() == RefundStatus.PROCESSING;
    return open ? new QueryOutcome.Open() : new QueryOutcome.Learnt(ledger.learn(evidence));
  }
}
