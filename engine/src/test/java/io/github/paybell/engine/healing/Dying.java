package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Evidence;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The process that asks dies: before the question leaves, or when the answer is there. */
final class Dying implements WechatPay {
  /** What nothing catches. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  private final WechatPay wechat;
  private final boolean before;

  Dying(WechatPay wechat, boolean before) {
    this.wechat = wechat;
    this.before = before;
  }

  @Override
  public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
    if (!before) {
      wechat.query(account, outTradeNo, subMchid);
    }
    throw new Death();
  }

  @Override
  public Answer<Placed> place(Account account, Placement placement) {
    throw new Death();
  }

  @Override
  public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
    throw new Death();
  }

  @Override
  public Answer<Evidence> refund(Account account, RefundOrder refund) {
    throw new Death();
  }

  @Override
  public Answer<Evidence> queryRefund(
      Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
    throw new Death();
  }

  @Override
  public Answer<Done> bill(Account account, LocalDate day, Path target) {
    throw new Death();
  }

  @Override
  public Answer<Map<String, String>> certificates(Account account) {
    throw new Death();
  }
}
