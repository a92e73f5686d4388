package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.ledger.Evidence;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** No WeChat Pay to call: an engine that only receives. Every call says so. */
public final class NoWechatPay implements WechatPay {
  private static final String REASON = "this engine was started without calls to WeChat Pay";

  @Override
  public Answer<Placed> place(Account account, Placement placement) {
    return new Answer.Unable<>(REASON);
  }

  @Override
  public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
    return new Answer.Unable<>(REASON);
  }

  @Override
  public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
    return new Answer.Unable<>(REASON);
  }

  @Override
  public Answer<Evidence> refund(Account account, RefundOrder refund) {
    return new Answer.Unable<>(REASON);
  }

  @Override
  public Answer<Evidence> queryRefund(
      Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
    return new Answer.Unable<>(REASON);
  }

  @Override
  public Answer<Done> bill(Account account, LocalDate day, Path target) {
    return new Answer.Unable<>(REASON);
  }

  @Override
  public Answer<Map<String, String>> certificates(Account account) {
    return new Answer.Unable<>(REASON);
  }
}
