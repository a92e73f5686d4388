package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** WeChat Pay that answers what it was told to, NOTPAY at first, and remembers who asked when. */
final class Teller implements WechatPay {
  static final String MCHID = "1900000109";

  /**
   * A call that was made.
   *
   * @param what query, close, refund or queryRefund
   * @param number out_trade_no or out_refund_no
   */
  record Call(String what, String number, Instant at) {}

  private final Clock clock;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Function<String, Answer<Evidence>>> queries = new ConcurrentHashMap<>();
  private final Map<String, Function<String, Answer<Evidence>>> refunds = new ConcurrentHashMap<>();
  private volatile Answer<Done> closing = new Answer.Given<>(Done.DONE);
  private volatile Function<String, Answer<Evidence>> always =
      outTradeNo -> new Answer.Given<>(evidence(outTradeNo, TradeState.NOTPAY, null));

  Teller(Clock clock) {
    this.clock = clock;
  }

  List<Call> calls() {
    return calls;
  }

  List<Instant> times(String what) {
    return calls.stream().filter(call -> call.what().equals(what)).map(Call::at).toList();
  }

  /** Every order that nothing else was said of. */
  void always(Answer<Evidence> answer) {
    always = outTradeNo -> answer;
  }

  void paid(String outTradeNo) {
    queries.put(
        outTradeNo, any -> new Answer.Given<>(evidence(outTradeNo, TradeState.SUCCESS, null)));
  }

  void paid(String outTradeNo, long total) {
    queries.put(outTradeNo, any -> new Answer.Given<>(payment(outTradeNo, total, null)));
  }

  void answers(String outTradeNo, Answer<Evidence> answer) {
    queries.put(outTradeNo, any -> answer);
  }

  void when(String outTradeNo, Function<String, Answer<Evidence>> answer) {
    queries.put(outTradeNo, answer);
  }

  void closes(Answer<Done> answer) {
    closing = answer;
  }

  void refund(String outRefundNo, String outTradeNo, RefundStatus status, long amount) {
    refunds.put(
        outRefundNo,
        any ->
            new Answer.Given<>(
                payment(
                    outTradeNo,
                    100,
                    new Evidence.RefundFacts(
                        outRefundNo, "wx" + outRefundNo, status, amount, amount, amount))));
  }

  void refund(String outRefundNo, Answer<Evidence> answer) {
    refunds.put(outRefundNo, any -> answer);
  }

  Evidence evidence(String outTradeNo, TradeState state, Evidence.@Nullable RefundFacts refund) {
    return state.paid()
        ? payment(outTradeNo, 100, refund)
        : Evidence.about(
                new OrderKey("shop", outTradeNo), Ids.at(clock.millis()), Evidence.Source.QUERY)
            .mchid(MCHID)
            .payment(state);
  }

  private Evidence payment(String outTradeNo, long total, Evidence.@Nullable RefundFacts refund) {
    var told =
        Evidence.about(
                new OrderKey("shop", outTradeNo), Ids.at(clock.millis()), Evidence.Source.QUERY)
            .mchid(MCHID)
            .transactionId("42" + outTradeNo)
            .total(total)
            .currency("CNY")
            .payerTotal(total)
            .payerCurrency("CNY")
            .successTime("2026-01-05T10:00:00+08:00");
    return refund == null ? told.payment(TradeState.SUCCESS) : told.refund(refund);
  }

  private void note(String what, String number) {
    calls.add(new Call(what, number, clock.instant()));
  }

  @Override
  public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
    note("query", outTradeNo);
    return queries.getOrDefault(outTradeNo, always).apply(outTradeNo);
  }

  @Override
  public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
    note("close", outTradeNo);
    return closing;
  }

  @Override
  public Answer<Evidence> refund(Account account, RefundOrder refund) {
    note("refund", refund.outRefundNo());
    return refunds
        .getOrDefault(refund.outRefundNo(), any -> new Answer.Refused<>("NOT_ENOUGH", ""))
        .apply("");
  }

  @Override
  public Answer<Evidence> queryRefund(
      Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
    note("queryRefund", outRefundNo);
    return refunds
        .getOrDefault(outRefundNo, any -> new Answer.Refused<>("RESOURCE_NOT_EXISTS", ""))
        .apply("");
  }

  @Override
  public Answer<Placed> place(Account account, Placement placement) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Answer<Done> bill(Account account, LocalDate day, Path target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Answer<Map<String, String>> certificates(Account account) {
    throw new UnsupportedOperationException();
  }
}
