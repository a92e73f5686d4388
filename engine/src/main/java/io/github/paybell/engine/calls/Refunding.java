package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.RefundRequest;
import io.github.paybell.engine.ledger.RefundView;
import io.github.paybell.engine.ledger.Refunds;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notes refunds and moves them on: sends them, or asks how they stand. After a crash at any point
 * the number is the same, so it is one refund. Thread-safe.
 */
public final class Refunding {
  /** Refusals that pass by themselves: money that is short today may be there in an hour. */
  private static final Set<String> PASSING = Set.of("NOTENOUGH", "NOT_ENOUGH");

  private static final Duration AGAIN = Duration.ofHours(1);

  /** A query may not see a refund that was taken a moment ago. */
  private static final Duration CONFIRM = Duration.ofSeconds(60);

  private final WechatPay wechat;
  private final OrderQueries queries;
  private final Ledger ledger;
  private final Refunds refunds;
  private final Clock clock;

  public Refunding(
      WechatPay wechat, OrderQueries queries, Ledger ledger, Refunds refunds, Clock clock) {
    this.wechat = wechat;
    this.queries = queries;
    this.ledger = ledger;
    this.refunds = refunds;
    this.clock = clock;
  }

  /**
   * Notes a refund and sends it because a caller asks for it; the same again is the same refund.
   *
   * @param amount fen
   * @param actor who asks, in the audit
   * @throws io.github.paybell.engine.store.StoreUnavailableException if the store cannot be asked;
   *     asking again is safe
   */
  public RefundOutcome refund(
      Account account,
      String outTradeNo,
      String outRefundNo,
      long amount,
      @Nullable String reason,
      String actor) {
    RefundRequest request;
    try {
      request = refunds.request(account.name(), outTradeNo, outRefundNo, amount, reason, actor);
    } catch (IllegalArgumentException e) {
      return new RefundOutcome.Invalid(String.valueOf(e.getMessage()));
    }
    return request.match(
        created -> sent(account, created.refund(), true),
        same ->
            same.refund().accepted() || same.refund().status().over()
                ? new RefundOutcome.OnItsWay(same.refund(), false)
                : sent(account, same.refund(), false),
        differs -> new RefundOutcome.Differs(differs.refund(), differs.field()),
        impossible -> new RefundOutcome.Impossible(impossible.reason()),
        unknownOrder -> new RefundOutcome.UnknownOrder());
  }

  private RefundOutcome sent(Account account, RefundView refund, boolean created) {
    return request(account, refund)
        .match(
            learnt -> onItsWay(refund, created),
            open -> onItsWay(refund, created),
            notThere -> onItsWay(refund, created),
            refused -> new RefundOutcome.Refused(refused.code(), refused.message()),
            unknown -> new RefundOutcome.Unknown(unknown.doubt(), unknown.detail(), unknown.said()),
            unable -> new RefundOutcome.Unable(unable.reason()));
  }

  private RefundOutcome onItsWay(RefundView refund, boolean created) {
    var now = refunds.find(refund.account(), refund.outRefundNo()).orElse(refund);
    return new RefundOutcome.OnItsWay(now, created);
  }

  /**
   * One step by itself: a refund that WeChat Pay has is asked about; one that it may not have is
   * sent; of one that it refused for good it is asked whether it really does not have it.
   *
   * @return {@link QueryOutcome.Learnt}: WeChat Pay has it, and the ledger knows how it stands;
   *     {@link QueryOutcome.Open}: nothing new, it is on its way; {@link QueryOutcome.Refused}: it
   *     said no, which is noted with a problem
   * @throws io.github.paybell.engine.store.StoreUnavailableException if the store cannot be asked;
   *     advancing again is safe
   */
  public QueryOutcome advance(Account account, RefundView refund) {
    if (!refund.requested()) {
      return ask(account, refund);
    }
    if (refund.accepted()) {
      var asked = ask(account, refund);
      // Accepted and unknown: the same request again is the same refund, and tells more.
      return asked instanceof QueryOutcome.NotThere ? send(account, refund) : asked;
    }
    return isRefusedForGood(account, refund) ? confirm(account, refund) : send(account, refund);
  }

  /**
   * The same because a caller asks for it now: what WeChat Pay refused is sent again.
   *
   * @return as {@link #advance}
   * @throws io.github.paybell.engine.store.StoreUnavailableException as above
   */
  public QueryOutcome request(Account account, RefundView refund) {
    return refund.accepted() ? advance(account, refund) : send(account, refund);
  }

  private static boolean isRefusedForGood(Account account, RefundView refund) {
    var code = refund.refusedCode();
    return code != null && refund.unrefused() == 0 && isFinal(account, refund, code);
  }

  private static boolean isFinal(Account account, RefundView refund, String code) {
    return RefundCodes.areFinal(WechatPay.api(account, refund.outTradeNo()), code);
  }

  private QueryOutcome confirm(Account account, RefundView refund) {
    var asked = ask(account, refund);
    if (asked instanceof QueryOutcome.NotThere) {
      refunds.neverTaken(refund, clock.instant().minus(CONFIRM));
    }
    return asked;
  }

  private QueryOutcome ask(Account account, RefundView refund) {
    return queries.refund(account, refund);
  }

  private QueryOutcome send(Account account, RefundView refund) {
    refunds.beginSending(refund);
    var answer =
        Called.say(
            "refund",
            account,
            refund.outTradeNo(),
            refund.outRefundNo(),
            wechat.refund(account, order(refund)));
    return answer.match(
        given -> learnt(given.value()),
        refused -> refused(account, refund, refused),
        QueryOutcome.Unknown::of,
        unable -> {
          refunds.notSent(refund);
          return new QueryOutcome.Unable(unable.reason());
        });
  }

  private QueryOutcome learnt(Evidence evidence) {
    return new QueryOutcome.Learnt(ledger.learn(evidence));
  }

  private QueryOutcome refused(
      Account account, RefundView refund, Answer.Refused<Evidence> refused) {
    // A no to the second sending of a request says nothing of the first: was that one taken?
    var asked = ask(account, refund);
    boolean notThere = asked instanceof QueryOutcome.NotThere;
    if (!notThere && !(asked instanceof QueryOutcome.Refused)) {
      return asked;
    }
    // Where it is unknown whether it was taken it is requested again, under the same number.
    boolean again = !notThere || refund.accepted() || PASSING.contains(refused.code());
    boolean confirm = !again && isFinal(account, refund, refused.code());
    var now = clock.instant();
    refunds.refused(
        refund,
        refused.code(),
        refused.message(),
        again ? now.plus(AGAIN) : null,
        confirm ? now.plus(CONFIRM) : null);
    return new QueryOutcome.Refused(refused.code(), refused.message());
  }

  private static RefundOrder order(RefundView refund) {
    return new RefundOrder(
        refund.outTradeNo(),
        required(refund.transactionId()),
        refund.outRefundNo(),
        refund.amount(),
        Objects.requireNonNull(refund.total()),
        Objects.requireNonNullElse(refund.currency(), "CNY"),
        refund.subMchid(),
        refund.reason());
  }

  private static String required(@Nullable String transactionId) {
    return Objects.requireNonNull(transactionId, "a refund asked for here has a transaction_id");
  }
}
