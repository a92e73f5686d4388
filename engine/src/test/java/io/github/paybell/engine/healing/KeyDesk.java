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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** WeChat Pay as far as it gives certificates. */
final class KeyDesk implements WechatPay {
  private final AtomicInteger asked = new AtomicInteger();
  private final Semaphore answered = new Semaphore(0);
  private volatile Answer<Map<String, String>> answer = new Answer.Unable<>("nothing said yet");

  void gives(Map<String, String> certificates) {
    answer = new Answer.Given<>(certificates);
  }

  void answers(Answer<Map<String, String>> next) {
    answer = next;
  }

  int asked() {
    return asked.get();
  }

  void awaitAsked(int times) {
    try {
      if (!answered.tryAcquire(times, 10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody asked");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Answer<Map<String, String>> certificates(Account account) {
    asked.incrementAndGet();
    answered.release();
    return answer;
  }

  @Override
  public Answer<Placed> place(Account account, Placement placement) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Answer<Evidence> query(Account account, String outTradeNo, String subMchid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Answer<Done> close(Account account, String outTradeNo, String subMchid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Answer<Evidence> refund(Account account, RefundOrder refund) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Answer<Evidence> queryRefund(
      Account account, String outTradeNo, String outRefundNo, String subMchid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Answer<Done> bill(Account account, LocalDate day, Path target) {
    throw new UnsupportedOperationException();
  }
}
