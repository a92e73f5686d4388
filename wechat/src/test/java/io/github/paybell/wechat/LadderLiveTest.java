package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.NoWechatPay;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.TestStores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Healing as it runs in a server: by its own threads, in real time. */
class LadderLiveTest {
  /** Says that every order is paid, and counts who was asked about. */
  private static final class Payer implements WechatPay {
    private final WechatPay nobody = new NoWechatPay();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final CountDownLatch latch;

    Payer(int orders) {
      latch = new CountDownLatch(orders);
    }

    @Override
    public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
      if (!asked.add(outTradeNo)) {
        throw new IllegalStateException("asked twice: " + outTradeNo);
      }
      latch.countDown();
      return new Answer.Given<>(
          Evidence.about(new OrderKey(account.name(), outTradeNo), Ids.at(0), Evidence.Source.QUERY)
              .mchid(account.mchid())
              .transactionId("42" + outTradeNo)
              .total(100L)
              .currency("CNY")
              .payerTotal(100L)
              .payerCurrency("CNY")
              .successTime("2026-01-05T10:00:00+08:00")
              .payment(TradeState.SUCCESS));
    }

    @Override
    public Answer<Placed> place(Account account, Placement placement) {
      return nobody.place(account, placement);
    }

    @Override
    public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
      return nobody.close(account, outTradeNo, subMchid);
    }

    @Override
    public Answer<Evidence> refund(Account account, RefundOrder refund) {
      return nobody.refund(account, refund);
    }

    @Override
    public Answer<Evidence> queryRefund(
        Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
      return nobody.queryRefund(account, outTradeNo, outRefundNo, subMchid);
    }

    @Override
    public Answer<Done> bill(Account account, LocalDate day, Path target) {
      return nobody.bill(account, day, target);
    }

    @Override
    public Answer<Map<String, String>> certificates(Account account) {
      return nobody.certificates(account);
    }
  }

  private static HealingOptions asking(Ladder ladder) {
    return new HealingOptions(
        ladder,
        100,
        Policies.UNSET,
        LocalTime.of(10, 30),
        Duration.ofMinutes(30),
        Duration.ofDays(400));
  }

  // Of these orders only a hint makes one due while the test runs.
  private static final HealingOptions LATER = asking(new Ladder(List.of(Duration.ofHours(1))));
  private static final HealingOptions SOON = asking(Ladder.standard());

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "HEALED: two replicas, started, find what a hint names and what is due, each order once")
  void live(TestStores stores) throws InterruptedException {
    var store = stores.create();
    var wechat = new Payer(60);
    var accounts = List.of(LadderShop.settings(Placement.Api.V2));
    try (var one = TestEngine.on(store, accounts, LATER, wechat, Clock.systemUTC());
        var other = TestEngine.on(store, accounts, SOON, wechat, Clock.systemUTC())) {
      for (int i = 100; i < 160; i++) {
        (i < 130 ? one : other)
            .engine()
            .orders()
            .register("shop", TestEngine.order("ORDER-" + i, 100));
      }
      one.engine().startHealing();
      other.engine().startHealing();
      for (int i = 100; i < 130; i++) {
        assertThat(one.engine().healing().hint("shop", "ORDER-" + i)).isTrue();
      }
      assertThat(wechat.latch.await(60, TimeUnit.SECONDS)).isTrue();
    }
    // Both are closed: what they were doing is done.
    try (var later = TestEngine.on(store, accounts, SOON, new NoWechatPay(), Clock.systemUTC())) {
      for (int i = 100; i < 160; i++) {
        assertThat(later.engine().orders().find("shop", "ORDER-" + i).orElseThrow().tradeState())
            .isEqualTo("SUCCESS");
      }
    }
  }
}
