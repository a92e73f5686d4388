package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Evidence;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** WeChat Pay at one address, by whichever API version a call or an account wants. Thread-safe. */
public final class WechatClient implements WechatPay, AutoCloseable {
  private final WechatPay v2;
  private final WechatPay v3;

  /**
   * @param baseUrl {@code https://api.mch.weixin.qq.com}, or a simulator's address
   * @param clock for signatures and the freshness of answers: real time
   */
  public WechatClient(URI baseUrl, Clock clock) {
    v2 = new V2Calls(baseUrl, clock);
    v3 = new V3Calls(baseUrl, clock);
  }

  private WechatPay about(Account account, String outTradeNo) {
    return of(WechatPay.api(account, outTradeNo));
  }

  private WechatPay of(Placement.Api api) {
    return api == Placement.Api.V3 ? v3 : v2;
  }

  @Override
  public Answer<Placed> place(Account account, Placement placement) {
    return of(placement.api()).place(account, placement);
  }

  @Override
  public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
    return about(account, outTradeNo).query(account, outTradeNo, subMchid);
  }

  @Override
  public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
    return about(account, outTradeNo).close(account, outTradeNo, subMchid);
  }

  @Override
  public Answer<Evidence> refund(Account account, RefundOrder refund) {
    return about(account, refund.outTradeNo()).refund(account, refund);
  }

  @Override
  public Answer<Evidence> queryRefund(
      Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
    return about(account, outTradeNo).queryRefund(account, outTradeNo, outRefundNo, subMchid);
  }

  @Override
  public Answer<Done> bill(Account account, LocalDate day, Path target) {
    return of(WechatPay.api(account)).bill(account, day, target);
  }

  @Override
  public Answer<Map<String, String>> certificates(Account account) {
    return v3.certificates(account);
  }

  @Override
  public void close() {}
}
