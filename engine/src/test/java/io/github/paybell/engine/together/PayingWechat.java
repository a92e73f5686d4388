package io.github.paybell.engine.together;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** WeChat Pay where every order is paid, 1 yuan, by the transaction that is named after it. */
final class PayingWechat implements WechatPay {
  private final String bill;

  PayingWechat() {
    this("");
  }

  /**
   * @param bill what every day's bill says
   */
  PayingWechat(String bill) {
    this.bill = bill;
  }

  @Override
  public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
    return new Answer.Given<>(
        Evidence.about(
                new OrderKey(account.name(), outTradeNo),
                Ids.at(Clock.systemUTC().millis()),
                Evidence.Source.QUERY)
            .mchid(account.mchid())
            .transactionId("T" + outTradeNo)
            .total(100L)
            .currency("CNY")
            .payerTotal(100L)
            .payerCurrency("CNY")
            .successTime("2026-01-05T09:30:12+08:00")
            .payment(TradeState.SUCCESS));
  }

  @Override
  public Answer<Done> bill(Account account, LocalDate day, Path target) {
    if (bill.isEmpty()) {
      return new Answer.Unable<>("no bills here");
    }
    try {
      Files.writeString(target, bill);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer.Given<>(Done.DONE);
  }

  @Override
  public Answer<Placed> place(Account account, Placement placement) {
    return new Answer.Unable<>("not here");
  }

  @Override
  public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
    return new Answer.Unable<>("not here");
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
  public Answer<Map<String, String>> certificates(Account account) {
    return new Answer.Unable<>("not here");
  }
}
