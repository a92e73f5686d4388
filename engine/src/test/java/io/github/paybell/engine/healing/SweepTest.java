package io.github.paybell.engine.healing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked when, and what follows from the answer. */
class SweepTest {
  private static final Instant START = Instant.parse("2026-01-05T02:00:00Z");
  private static final String ORDER = "ORDER-1";

  private final SettableClock clock = new SettableClock(START);
  private final Teller wechat = new Teller(clock);
  private final StoreOptions options = TestStores.SQLITE.create();
  private Replica replica;

  @BeforeEach
  void open() {
    replica = new Replica(options, wechat, clock);
  }

  @AfterEach
  void close() {
    replica.close();
  }

  /** Lets time pass as the timers see it. */
  private void pass(Duration time, Duration tick) {
    var end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      clock.move(tick);
      replica.sweep();
    }
  }

  private List<Duration> gaps(String what) {
    var gaps = new ArrayList<Duration>();
    var before = START;
    for (var at : wechat.times(what)) {
      gaps.add(Duration.between(before, at));
      before = at;
    }
    return gaps;
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  @DisplayName(
      "HEALED: an unpaid order is asked about along the ladder, each gap up to a tenth longer")
  void ladder() {
    replica.register(ORDER);

    pass(Duration.ofMinutes(90), seconds(1));

    var ladder = new long[] {5, 25, 30, 120, 120, 300, 1200, 1200};
    var gaps = gaps("query");
    assertThat(gaps).hasSizeGreaterThanOrEqualTo(ladder.length);
    for (int i = 0; i < ladder.length; i++) {
      assertThat(gaps.get(i).toMillis()).isBetween(ladder[i] * 1000, ladder[i] * 1100 + 1000);
    }
    assertThat(replica.state(ORDER)).isEqualTo("NOTPAY");
    assertThat(replica.value("select count(*) from paybell_evidence")).isEqualTo("0");
  }

  @Test
  @DisplayName("HEALED: a payment that nobody told of is found by the next rung, which is the last")
  void found() {
    replica.register(ORDER);
    pass(seconds(20), seconds(1));
    wechat.paid(ORDER);

    pass(seconds(20), seconds(1));

    assertThat(replica.state(ORDER)).isEqualTo("SUCCESS");
    assertThat(replica.order(ORDER).version()).isEqualTo(2);
    int asked = wechat.calls().size();
    pass(Duration.ofHours(1), seconds(30));
    assertThat(wechat.calls()).hasSize(asked);
  }

  @Test
  @DisplayName(
      "WeChat Pay's API away for ten minutes: ready throughout, degraded, one problem that ends"
          + " with the first answer")
  void cutOff() throws SQLException {
    wechat.always(new Answer.Unknown<>(Answer.Doubt.UNREACHABLE, "no connection"));
    replica.register(ORDER);
    replica.register("ORDER-2");

    pass(Duration.ofMinutes(2), seconds(1));
    assertThat(replica.problems.degrading()).isEmpty();
    for (int minute = 3; minute <= 10; minute++) {
      pass(Duration.ofMinutes(1), seconds(1));
      replica.store.readiness().tick(Runnable::run);
      assertThat(replica.store.readiness().ready()).isTrue();
    }

    assertThat(replica.problems.degrading()).singleElement().asString().contains("WeChat Pay");
    assertThat(replica.problems.list("*", "open", null, 10).items())
        .singleElement()
        .satisfies(problem -> assertThat(problem.kind()).isEqualTo("wechat_unreachable"))
        .satisfies(problem -> assertThat(problem.timesSeen()).isEqualTo(1));
    assertThat(replica.value("select count(*) from paybell_event where type = 'problem.opened'"))
        .isEqualTo("1");

    wechat.paid(ORDER);
    wechat.paid("ORDER-2");
    pass(Duration.ofMinutes(25), seconds(10));

    assertThat(replica.state(ORDER)).isEqualTo("SUCCESS");
    assertThat(replica.problems.degrading()).isEmpty();
  }

  @Test
  @DisplayName(
      "orders that are due and not asked about: degraded after 15 minutes, one problem for the"
          + " account, which ends when they are; ready throughout")
  void late() throws SQLException {
    replica.register(ORDER);
    replica.register("ORDER-2");
    clock.move(Duration.ofMinutes(15));
    replica.healing.checkLate();
    assertThat(replica.problems.degrading()).isEmpty();

    clock.move(Duration.ofMinutes(1));
    replica.healing.checkLate();
    replica.healing.checkLate();
    replica.store.readiness().tick(Runnable::run);

    assertThat(replica.problems.degrading())
        .singleElement()
        .asString()
        .startsWith("queries_behind: orders of account shop");
    assertThat(replica.store.readiness().ready()).isTrue();
    assertThat(replica.value("select count(*) from paybell_event where type = 'problem.opened'"))
        .isEqualTo("1");

    replica.sweep();
    replica.healing.checkLate();
    assertThat(replica.problems.degrading()).isEmpty();
  }

  @Test
  @DisplayName("An answer that is no answer is a rung like any other: the next one comes")
  void unknown() {
    wechat.always(new Answer.Unknown<>(Answer.Doubt.TIMEOUT, "no whole answer in time"));
    replica.register(ORDER);

    pass(seconds(70), seconds(1));
    assertThat(wechat.times("query")).hasSize(3);

    wechat.paid(ORDER);
    pass(seconds(140), seconds(1));
    assertThat(replica.state(ORDER)).isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("An order with an end is closed there: query, close, query, and then asked no more")
  void closes() {
    replica.register(ORDER, START.plusSeconds(600), false);

    pass(seconds(599), seconds(1));
    assertThat(wechat.times("close")).isEmpty();
    pass(seconds(2), seconds(1));

    assertThat(replica.state(ORDER)).isEqualTo("CLOSED");
    assertThat(wechat.times("close")).containsExactly(START.plusSeconds(600));
    int asked = wechat.calls().size();
    pass(Duration.ofHours(2), seconds(60));
    assertThat(wechat.calls()).hasSize(asked);
  }

  @Test
  @DisplayName(
      "An order placed through Paybell is closed after seven days, one only registered is let be")
  void sevenDays() {
    replica.register(ORDER, null, true);
    replica.register("ORDER-2", null, false);

    pass(Duration.ofDays(7).minusMinutes(1), seconds(300));
    pass(Duration.ofMinutes(3), seconds(30));

    assertThat(replica.state(ORDER)).isEqualTo("CLOSED");
    assertThat(replica.state("ORDER-2")).isEqualTo("NOTPAY");
    int asked = wechat.calls().size();
    pass(Duration.ofDays(1), Duration.ofMinutes(30));
    assertThat(wechat.calls()).hasSize(asked);
  }

  @Test
  @DisplayName("ONE_EFFECT: paid between query and closing, the order is paid, not closed")
  void paidDuringClose() {
    replica.register(ORDER, START.plusSeconds(60), true);
    pass(seconds(50), seconds(1));
    wechat.closes(new Answer.Refused<>("ORDERPAID", ""));
    var queries = new AtomicInteger();
    wechat.when(
        ORDER,
        any ->
            new Answer.Given<>(
                wechat.evidence(
                    ORDER,
                    queries.incrementAndGet() == 1 ? TradeState.NOTPAY : TradeState.SUCCESS,
                    null)));

    pass(seconds(20), seconds(1));

    assertThat(replica.state(ORDER)).isEqualTo("SUCCESS");
    assertThat(replica.order(ORDER).late()).isFalse();
  }

  @Test
  @DisplayName(
      "Closing that nobody answers is tried again after 1 min, 5 min, 30 min, and then every 30")
  void closingAgain() {
    wechat.closes(new Answer.Unknown<>(Answer.Doubt.UNREACHABLE, "no connection"));
    replica.register(ORDER, START.plusSeconds(60), true);

    pass(Duration.ofMinutes(110), seconds(1));

    var gaps = gaps("close");
    assertThat(gaps)
        .containsExactly(
            seconds(60),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30));
    wechat.closes(new Answer.Given<>(io.github.paybell.engine.calls.WechatPay.Done.DONE));
    pass(Duration.ofMinutes(30), seconds(1));
    assertThat(replica.state(ORDER)).isEqualTo("CLOSED");
  }

  @Test
  @DisplayName(
      "AMOUNT_GUARD: a payment of another amount does not stop the ladder, only slows it down")
  void disputed() {
    replica.register(ORDER);
    wechat.paid(ORDER, 99);

    pass(Duration.ofMinutes(150), seconds(10));

    assertThat(replica.state(ORDER)).isEqualTo("NOTPAY");
    assertThat(replica.open()).extracting(p -> p.kind()).containsExactly("amount_differs");
    assertThat(wechat.times("query")).hasSize(3);
  }

  @Test
  @DisplayName("An account whose calls cannot be made is left alone for ten minutes")
  void unable() {
    wechat.always(new Answer.Unable<>("no key"));
    replica.register(ORDER);
    replica.register("ORDER-2");

    pass(Duration.ofMinutes(9), seconds(1));
    assertThat(wechat.times("query")).hasSizeLessThanOrEqualTo(2);
    int before = wechat.calls().size();

    wechat.paid(ORDER);
    wechat.paid("ORDER-2");
    pass(Duration.ofMinutes(2), seconds(1));
    assertThat(wechat.calls()).hasSizeGreaterThan(before);
    assertThat(replica.state(ORDER)).isEqualTo("SUCCESS");
    assertThat(replica.state("ORDER-2")).isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("A refusal that lies in the account is one problem, which the next answer ends")
  void refusals() {
    wechat.always(new Answer.Refused<>("SIGN_ERROR", "签名错误"));
    for (int i = 1; i <= 9; i++) {
      replica.register("ORDER-" + i);
    }
    pass(seconds(40), seconds(1));

    assertThat(replica.open())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo("call_refused");
              assertThat(problem.cause()).isEqualTo("query SIGN_ERROR");
              assertThat(problem.outTradeNo()).isNull();
            });

    wechat.always(new Answer.Refused<>("ORDERNOTEXIST", ""));
    pass(seconds(60), seconds(1));
    assertThat(replica.open()).isEmpty();
  }

  @Test
  @DisplayName(
      "A v2 refund notification of a paid order has its refund asked about at once, in growing"
          + " gaps")
  void parkedRefund() {
    replica.register(ORDER);
    wechat.paid(ORDER);
    pass(seconds(6), seconds(1));
    assertThat(replica.state(ORDER)).isEqualTo("SUCCESS");
    replica.ledger.learn(refundTold("REFUND-1", 40));
    int queries = wechat.times("query").size();

    pass(seconds(60), seconds(1));
    assertThat(wechat.times("queryRefund")).hasSizeBetween(3, 5);
    assertThat(wechat.times("query")).hasSize(queries);
    assertThat(replica.open()).extracting(p -> p.kind()).containsExactly("refund_unconfirmed");

    wechat.refund("REFUND-1", ORDER, RefundStatus.SUCCESS, 40);
    pass(seconds(120), seconds(1));
    assertThat(replica.open()).isEmpty();
    assertThat(replica.state(ORDER)).isEqualTo("REFUND");
    int asked = wechat.calls().size();
    pass(Duration.ofDays(1), Duration.ofMinutes(5));
    assertThat(wechat.calls()).hasSize(asked);
  }

  @Test
  @DisplayName(
      "FORGERY_INERT: a refund that WeChat Pay does not know is asked about for a week, ever less"
          + " often")
  void forgedRefund() {
    replica.register(ORDER);
    wechat.paid(ORDER);
    pass(seconds(6), seconds(1));
    replica.ledger.learn(refundTold("FORGED-1", 40));

    pass(Duration.ofDays(9), Duration.ofMinutes(1));

    assertThat(wechat.times("queryRefund")).hasSizeLessThan(50);
    int asked = wechat.calls().size();
    pass(Duration.ofDays(9), Duration.ofMinutes(10));
    assertThat(wechat.calls()).hasSize(asked);
  }

  @Test
  @DisplayName("HEALED: a refund notification of an unpaid order has the order asked about at once")
  void refundBeforePayment() {
    replica.register(ORDER);
    pass(seconds(6), seconds(1));
    wechat.paid(ORDER);
    wechat.refund("REFUND-1", ORDER, RefundStatus.SUCCESS, 40);
    replica.ledger.learn(refundTold("REFUND-1", 40));

    replica.sweep();

    assertThat(replica.state(ORDER)).isEqualTo("REFUND");
    assertThat(replica.open()).isEmpty();
  }

  private Evidence refundTold(String outRefundNo, long amount) {
    return Evidence.about(
            new OrderKey("shop", ORDER), Ids.at(clock.millis()), Evidence.Source.NOTIFICATION)
        .mchid(Teller.MCHID)
        .transactionId("42" + ORDER)
        .total(100L)
        .confirmed(false)
        .refund(
            new Evidence.RefundFacts(
                outRefundNo, "wx" + outRefundNo, RefundStatus.SUCCESS, amount, null, null));
  }

  private void paidAndRefunded(String outRefundNo) {
    replica.register(ORDER);
    wechat.paid(ORDER);
    pass(seconds(6), seconds(1));
    replica.refunds.request(Replica.ACCOUNT, ORDER, outRefundNo, 40, null, "test");
  }

  @Test
  @DisplayName(
      "A noted refund is sent at the next tick, and asked about in its gaps until it is over")
  void refund() {
    paidAndRefunded("REFUND-1");
    wechat.refund("REFUND-1", ORDER, RefundStatus.PROCESSING, 40);

    replica.sweep();
    assertThat(wechat.times("refund")).containsExactly(clock.instant());
    var sent = clock.instant();

    pass(Duration.ofMinutes(75), seconds(1));
    assertThat(wechat.times("refund")).hasSize(1);
    assertThat(wechat.times("queryRefund"))
        .extracting(at -> Duration.between(sent, at).toSeconds())
        .startsWith(5L, 65L, 125L, 185L, 245L, 545L, 1145L, 2345L, 4145L);

    wechat.refund("REFUND-1", ORDER, RefundStatus.SUCCESS, 40);
    pass(Duration.ofMinutes(31), seconds(1));
    assertThat(replica.state(ORDER)).isEqualTo("REFUND");
    int asked = wechat.calls().size();
    pass(Duration.ofDays(1), Duration.ofMinutes(5));
    assertThat(wechat.calls()).hasSize(asked);
  }

  @Test
  @DisplayName("An abnormal refund is asked about every six hours, for a person has to move it on")
  void abnormal() {
    paidAndRefunded("REFUND-1");
    wechat.refund("REFUND-1", ORDER, RefundStatus.ABNORMAL, 40);

    pass(Duration.ofHours(19), seconds(20));
    assertThat(wechat.times("queryRefund")).hasSize(3);
    assertThat(replica.open()).extracting(p -> p.kind()).containsExactly("refund_abnormal");

    wechat.refund("REFUND-1", ORDER, RefundStatus.SUCCESS, 40);
    pass(Duration.ofHours(6), seconds(20));
    assertThat(replica.open()).isEmpty();
  }

  @Test
  @DisplayName("Two replicas never ask about the same rung, and keep the account's pace together")
  void twoReplicas() {
    try (var other = new Replica(options, wechat, clock)) {
      for (int i = 1000; i < 1400; i++) {
        replica.register("ORDER-" + i);
      }
      for (int second = 1; second <= 26; second++) {
        clock.move(seconds(1));
        (second % 2 == 0 ? replica : other).sweep();
        (second % 2 == 0 ? other : replica).sweep();
      }
      assertThat(wechat.calls()).extracting(Teller.Call::number).doesNotHaveDuplicates();
      assertThat(wechat.calls()).hasSizeGreaterThan(390);
      for (int from = 0; from < 26; from++) {
        var second = START.plusSeconds(from);
        assertThat(wechat.calls())
            .filteredOn(call -> call.at().equals(second))
            .hasSizeLessThanOrEqualTo(20);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"BEFORE", "AFTER"})
  @DisplayName(
      "HEALED: a replica that dies before the answer, or after it, leaves the rung to the others")
  void dies(String when) {
    replica.register(ORDER);
    var dying = new Dying(wechat, when.equals("BEFORE"));
    try (var other = new Replica(options, dying, clock)) {
      wechat.paid(ORDER);
      clock.move(seconds(6));
      try {
        other.sweep();
      } catch (Dying.Death e) {
        // as wanted
      }
    }
    assertThat(replica.sweep()).isZero();
    clock.move(LadderSweep.LEASE);

    assertThat(replica.sweep()).isEqualTo(1);
    assertThat(replica.state(ORDER)).isEqualTo("SUCCESS");
  }

  @Test
  @DisplayName("What nothing is due of is only read: no row changes")
  void onlyReads() throws IOException {
    replica.register(ORDER);
    var log = Path.of(options.url().replace("jdbc:sqlite:", "") + "-wal");
    var before = Files.readAllBytes(log);

    pass(seconds(4), Duration.ofMillis(200));
    assertThat(Files.readAllBytes(log)).isEqualTo(before);

    pass(seconds(2), Duration.ofMillis(200));
    assertThat(Files.readAllBytes(log)).isNotEqualTo(before);
  }

  @Test
  @DisplayName("Every call is measured by account, kind and outcome")
  void measured() {
    replica.register(ORDER, START.plusSeconds(10), true);

    pass(seconds(11), seconds(1));

    assertThat(
            replica
                .meters
                .get("paybell.healing")
                .tags("account", "shop", "kind", "order", "outcome", "open")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(
            replica
                .meters
                .get("paybell.healing")
                .tags("account", "shop", "kind", "close", "outcome", "learnt")
                .timer()
                .count())
        .isEqualTo(1);
  }
}
