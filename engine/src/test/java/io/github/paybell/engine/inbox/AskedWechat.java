package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** WeChat Pay where an order is NOTPAY until something else is said of it; it can only be asked. */
final class AskedWechat implements WechatPay {
  private final Clock clock;
  private final Map<String, Answer<Evidence>> answers = new ConcurrentHashMap<>();
  final List<String> asked = new ArrayList<>();

  AskedWechat(Clock clock) {
    this.clock = clock;
  }

  void paid(String outTradeNo, String transactionId, long total) {
    says(outTradeNo, TradeState.SUCCESS, transactionId, total);
  }

  void refunded(String outTradeNo, String transactionId, long total) {
    says(outTradeNo, TradeState.REFUND, transactionId, total);
  }

  void says(String outTradeNo, TradeState state) {
    says(outTradeNo, state, null, null);
  }

  void says(String outTradeNo, Answer<Evidence> answer) {
    answers.put(outTradeNo, answer);
  }

  private void says(
      String outTradeNo, TradeState state, @Nullable String transactionId, @Nullable Long total) {
    says(outTradeNo, new Answer.Given<>(evidence(outTradeNo, state, transactionId, total)));
  }

  private Evidence evidence(
      String outTradeNo, TradeState state, @Nullable String transactionId, @Nullable Long total) {
    return Evidence.about(
            new OrderKey("shop", outTradeNo), Ids.at(clock.millis()), Evidence.Source.QUERY)
        .mchid(TestPlatform.MCHID)
        .transactionId(transactionId)
        .total(total)
        .currency(total == null ? null : "CNY")
        .payerTotal(total)
        .payerCurrency(total == null ? null : "CNY")
        .payment(state);
  }

  @Override
  public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
    asked.add(outTradeNo);
    var answer = answers.get(outTradeNo);
    if (answer == null) {
      return new Answer.Given<>(evidence(outTradeNo, TradeState.NOTPAY, null, null));
    }
    return answer.match(
        // Each answer is evidence of its own.
        given -> {
          var said = given.value();
          return new Answer.Given<>(
              evidence(outTradeNo, said.tradeState(), said.transactionId(), said.total()));
        },
        refused -> refused,
        unknown -> unknown,
        unable -> unable);
  }

  @Override
  public Answer<Placed> place(Account account, Placement placement) {
    return new Answer.Unable<>("not here");
  }

  @Override
  public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
    return new Answer.Given<>(Done.DONE);
  }

  @Override
  public Answer<Evidence> refund(Account account, RefundOrder refund) {
    return new Answer.Unable<>("not here");
  }

  @Override
  public Answer<Evidence> queryRefund(
      Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
    return new Answer.Unable<>("not here");
  }

  @Override
  public Answer<Done> bill(Account account, LocalDate day, Path target) {
    return new Answer.Unable<>("not here");
  }

  @Override
  public Answer<Map<String, String>> certificates(Account account) {
    return new Answer.Unable<>("not here");
  }
}
