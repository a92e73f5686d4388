package io.github.paybell.engine.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The day's bill against the ledger, on every store. */
class ReconciliationContractTest {
  private static BillText bill() {
    return new BillText(BillText.ALL_27);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: payments and refunds that only the bill tells of are applied, each once")
  void healed(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      var bill = bill();
      for (int i = 0; i < 450; i++) {
        desk.order("ORDER-" + i);
        bill.payment("ORDER-" + i);
      }
      for (int i = 0; i < 230; i++) {
        bill.refund("ORDER-" + i, "REFUND-" + i);
      }
      bill.sums("`680,`450.00,`115.00,`0,`6.8,`450.00,`115.00");
      desk.nextMorning();

      assertThat(desk.run(bill)).isEqualTo(RunOutcome.COMPARED);

      assertThat(desk.view("ORDER-300"))
          .returns("SUCCESS", order -> order.tradeState())
          .returns("42ORDER-300", order -> order.transactionId())
          .returns(100L, order -> order.payerTotal())
          .returns("2026-01-05T09:30:12+08:00", order -> order.successTime())
          .returns(false, order -> order.late());
      assertThat(desk.view("ORDER-7").tradeState()).isEqualTo("REFUND");
      assertThat(desk.events()).hasSize(680).containsOnly("payment.succeeded", "refund.succeeded");
      assertThat(desk.problems()).isEmpty();
      assertThat(desk.differences())
          .hasSize(680)
          .allMatch(difference -> difference.contains("missing_here healed ORDER-"));
      assertThat(desk.view().report())
          .contains("\"healed\":680", "\"problem\":0", "\"reported\":0");

      assertThat(desk.run(bill)).isEqualTo(RunOutcome.COMPARED);
      assertThat(desk.differences()).isEmpty();
      assertThat(desk.events()).hasSize(680);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "A bill that says what the ledger says makes no difference; the report has both sums")
  void same(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      var bill = bill();
      for (int i = 0; i < 2010; i++) {
        desk.paid("ORDER-" + i);
        bill.payment("ORDER-" + i);
      }
      desk.nextMorning();

      desk.run(bill.sums("`2010,`2010.00,`0,`0,`20.1,`2010.00,`0"));

      assertThat(desk.view().state()).isEqualTo("done");
      assertThat(desk.view().nextTryAt()).isNull();
      assertThat(desk.view().report())
          .contains(
              "\"bill\":{\"payments\":2010,\"payments_fen\":201000",
              "\"ledger\":{\"payments\":2010,\"payments_fen\":201000",
              "\"differences\":{\"count\":0");
      assertThat(desk.problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("FORGERY_INERT: the bill applies what a doubtful message told, registered when ever")
  void doubtful(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.order("ORDER-1").doubtful("ORDER-1").doubtful("ORDER-2");
      assertThat(desk.view("ORDER-1").tradeState()).isEqualTo("NOTPAY");
      desk.nextMorning();

      desk.run(bill().payment("ORDER-1").payment("ORDER-2"));
      desk.order("ORDER-2");

      assertThat(desk.view("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(desk.view("ORDER-2").tradeState()).isEqualTo("SUCCESS");
      assertThat(desk.problems()).noneMatch(it -> it.contains("payment_unconfirmed"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: the order of a line that is damaged is due for a query, and not paid by it")
  void damaged(TestStores stores) throws Exception {
    try (var desk = new BillDesk(stores)) {
      desk.order("ORDER-1").order("ORDER-2");
      desk.nextMorning();

      desk.run(bill().payment("ORDER-1", "商品名称", "tea,`milk"));

      assertThat(desk.view("ORDER-1").tradeState()).isEqualTo("NOTPAY");
      assertThat(desk.hinted()).containsExactly("ORDER-1");
      assertThat(desk.differences()).anyMatch(it -> it.contains("line_unreadable reported"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "What WeChat Pay does not list is one problem of that day, which ends when the bill is right")
  void missingAtWechat(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      for (var order : List.of("ORDER-1", "ORDER-2", "ORDER-3")) {
        desk.paid(order);
      }
      desk.nextMorning();
      var short1 = bill().payment("ORDER-1").sums("`1,`1.00,`0,`0,`0.01,`1.00,`0");
      var whole =
          bill()
              .payment("ORDER-3")
              .payment("ORDER-1")
              .payment("ORDER-2")
              .sums("`3,`3.00,`0,`0,`0.03,`3.00,`0");

      desk.run(short1);
      assertThat(desk.differences())
          .containsExactlyInAnyOrder(
              "missing_at_wechat reported ORDER-2", "missing_at_wechat reported ORDER-3");
      assertThat(desk.problems()).containsExactly("reconciliation_difference 1");
      assertThat(desk.events()).endsWith("problem.opened", "reconciliation.difference").hasSize(5);

      desk.run(short1);
      assertThat(desk.problems()).containsExactly("reconciliation_difference 2");

      desk.run(whole);
      assertThat(desk.differences()).isEmpty();
      assertThat(desk.problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "AMOUNT_GUARD: a bill with another amount pays no order; a person decides, and is asked once")
  void amountDiffers(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.order("ORDER-1").paid("ORDER-2").nextMorning();
      var bill =
          bill()
              .payment("ORDER-1", "订单金额", "1.01")
              .payment("ORDER-2", "订单金额", "2.00")
              .sums("`2,`2.00,`0,`0,`0.02,`3.01,`0");

      for (int run = 0; run < 2; run++) {
        desk.run(bill);

        assertThat(desk.differences())
            .containsExactlyInAnyOrder(
                "missing_here problem ORDER-1", "amount_differs problem ORDER-2");
        assertThat(desk.view("ORDER-1").tradeState()).isEqualTo("NOTPAY");
        assertThat(desk.problems())
            .containsExactlyInAnyOrder("amount_differs 1", "amount_differs 1");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A payment and a refund of an order that nobody registered wait for it")
  void unknownOrder(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.nextMorning();
      var bill =
          bill()
              .refund("ORDER-1", "REFUND-1")
              .payment("ORDER-1")
              .sums("`2,`1.00,`0.50,`0,`0.02,`1.00,`0.50");
      desk.run(bill);
      desk.run(bill);

      assertThat(desk.differences())
          .containsExactly("missing_here problem ORDER-1", "refund_missing_here problem ORDER-1");
      assertThat(desk.rows("select id from paybell_evidence")).hasSize(2);

      desk.order("ORDER-1");

      assertThat(desk.view("ORDER-1").tradeState()).isEqualTo("REFUND");
      assertThat(desk.problems()).isEmpty();
      assertThat(desk.events()).contains("payment.succeeded", "refund.succeeded");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "A payment that the ledger has on another day is no difference, and moves to the bill's day")
  void otherDay(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.order("ORDER-1").told("ORDER-1", "42ORDER-1", "2026-01-04T23:59:59+08:00", null);
      desk.order("ORDER-2").told("ORDER-2", "42ORDER-2", "2026-01-05T00:00:00+08:00", null);
      desk.refunded("ORDER-1", "REFUND-1", RefundStatus.SUCCESS);
      desk.nextMorning();
      var bill =
          bill()
              .payment("ORDER-1")
              .payment("ORDER-2")
              .refund("ORDER-1", "REFUND-1")
              .sums("`3,`2.00,`0.50,`0,`0.03,`2.00,`0.50");

      desk.run(bill);

      assertThat(desk.differences()).isEmpty();
      assertThat(desk.rows("select paid_on from paybell_order")).containsOnly("2026-01-05");
      assertThat(desk.rows("select requested_on from paybell_refund")).containsOnly("2026-01-05");
      assertThat(desk.events()).hasSize(3);

      desk.run(bill().payment("ORDER-2").sums("`1,`1.00,`0,`0,`0.01,`1.00,`0"));
      assertThat(desk.differences())
          .containsExactlyInAnyOrder(
              "missing_at_wechat reported ORDER-1", "refund_missing_at_wechat reported ORDER-1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "ONE_EFFECT: an order that was paid twice stays paid by the first; the other payment is a"
          + " problem")
  void paidTwice(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.paid("ORDER-1").order("ORDER-2").nextMorning();

      desk.run(
          bill()
              .payment("ORDER-1", "微信订单号", "42OTHER-1")
              .payment("ORDER-1")
              .payment("ORDER-2")
              .payment("ORDER-2", "微信订单号", "42OTHER-2")
              .sums("`4,`4.00,`0,`0,`0.04,`4.00,`0"));

      assertThat(desk.differences())
          .containsExactlyInAnyOrder(
              "transaction_differs problem ORDER-1",
              "missing_here healed ORDER-2",
              "missing_here problem ORDER-2");
      assertThat(desk.view("ORDER-1").transactionId()).isEqualTo("42ORDER-1");
      assertThat(desk.view("ORDER-2").transactionId()).isEqualTo("42ORDER-2");
      assertThat(desk.problems())
          .containsExactly("paid_by_another_transaction 1", "paid_by_another_transaction 1");
      assertThat(Collections.frequency(desk.events(), "payment.succeeded")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "Refunds: on their way, ended meanwhile, of another amount, and with less to say than the"
          + " ledger")
  void refunds(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      for (int i = 1; i <= 5; i++) {
        desk.paid("ORDER-" + i);
      }
      desk.refunded("ORDER-2", "REFUND-2", RefundStatus.PROCESSING);
      desk.refunded("ORDER-3", "REFUND-3", RefundStatus.SUCCESS);
      desk.refunded("ORDER-4", "REFUND-4", RefundStatus.SUCCESS);
      desk.refunded("ORDER-5", "REFUND-5", RefundStatus.SUCCESS);
      desk.nextMorning();
      var bill = bill();
      for (int i = 1; i <= 5; i++) {
        bill.payment("ORDER-" + i);
      }
      bill.refund("ORDER-1", "REFUND-1", "退款状态", "PROCESSING");
      bill.refund("ORDER-2", "REFUND-2");
      bill.refund("ORDER-3", "REFUND-3", "申请退款金额", "0.40");
      bill.refund("ORDER-4", "REFUND-4", "退款状态", "PROCESSING");
      bill.refund("ORDER-5", "REFUND-5", "退款状态", "REFUNDCLOSE");

      desk.run(bill.sums("`10,`5.00,`2.50,`0,`0.10,`5.00,`2.40"));

      assertThat(desk.differences())
          .containsExactlyInAnyOrder(
              "refund_missing_here healed ORDER-1",
              "refund_missing_here healed ORDER-2",
              "refund_missing_here problem ORDER-3",
              "refund_missing_here reported ORDER-5");
      assertThat(desk.rows("select refund_status from paybell_refund order by out_refund_no"))
          .containsExactly("PROCESSING", "SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS");
      assertThat(desk.view("ORDER-2").tradeState()).isEqualTo("REFUND");
      assertThat(desk.problems())
          .containsExactlyInAnyOrder("refund_differs 1", "reconciliation_difference 1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "A payment that was taken back is never told as paid; one that was told is a problem")
  void revoked(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.order("ORDER-1").paid("ORDER-2").nextMorning();
      var bill = bill();
      for (int i = 1; i <= 2; i++) {
        bill.payment("ORDER-" + i).payment("ORDER-" + i, "交易状态", "REVOKED");
      }

      desk.run(bill.sums("`4,`4.00,`0,`0,`0.04,`4.00,`0"));

      assertThat(desk.view("ORDER-1").tradeState()).isEqualTo("NOTPAY");
      assertThat(desk.differences()).containsExactly("revoked_at_wechat reported ORDER-2");
      assertThat(desk.problems()).containsExactly("reconciliation_difference 1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "Lines that cannot be read and sums that do not agree are reported; the other lines count")
  void unreadable(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.order("ORDER-1").nextMorning();

      desk.run(bill().line("`broken").payment("ORDER-1").sums("`3,`1.00,`0,`0,`0.01,`1.00,`0"));

      assertThat(desk.view("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(desk.view().differences())
          .extracting(DifferenceView::kind, DifferenceView::detail)
          .containsExactly(
              tuple("line_unreadable", "line 2 has 1 values, the header 27"),
              tuple("sums_differ", "总交易单数 is 3, the lines have 2"),
              tuple("missing_here", null));
      assertThat(desk.problems()).containsExactly("reconciliation_difference 1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "No bill and nothing here: the day is empty; where the words are unclear it is asked once"
          + " more")
  void empty(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.nextMorning();
      desk.wechat.refuses("NO_STATEMENT_EXIST");
      assertThat(desk.reconciliation.run(BillDesk.BILL_DAY)).isEqualTo(RunOutcome.EMPTY);
      assertThat(desk.view().state()).isEqualTo("empty");
      assertThat(desk.view().nextTryAt()).isNull();

      desk.wechat.refuses("No Bill Exist");
      assertThat(desk.reconciliation.run(BillDesk.BILL_DAY)).isEqualTo(RunOutcome.EMPTY);
      assertThat(desk.view().nextTryAt()).isEqualTo(Instant.parse("2026-01-07T02:30:00Z"));

      desk.clock.set(Instant.parse("2026-01-07T02:30:00Z"));
      assertThat(desk.reconciliation.run(BillDesk.BILL_DAY)).isEqualTo(RunOutcome.EMPTY);
      assertThat(desk.view().nextTryAt()).isNull();
      assertThat(desk.problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "No bill, but payments here: again every 30 minutes that day, once on the next, then a"
          + " difference")
  void noBill(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.paid("ORDER-1").nextMorning();
      desk.wechat.refuses("NO_STATEMENT_EXIST");
      var tries = new ArrayList<Instant>();
      RunOutcome outcome;
      do {
        tries.add(desk.clock.instant());
        assertThat(desk.reconciliation.due()).contains(BillDesk.BILL_DAY);
        outcome = desk.reconciliation.run(BillDesk.BILL_DAY);
        if (outcome == RunOutcome.LATER) {
          desk.clock.set(desk.view().nextTryAt());
        }
      } while (outcome == RunOutcome.LATER);

      assertThat(tries)
          .hasSize(28)
          .endsWith(Instant.parse("2026-01-06T15:30:00Z"), Instant.parse("2026-01-07T02:30:00Z"));
      assertThat(outcome).isEqualTo(RunOutcome.COMPARED);
      assertThat(desk.differences()).containsExactly("missing_at_wechat reported ORDER-1");
      assertThat(desk.view().reason()).isEqualTo("WeChat Pay has no bill of this day");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "A bill that is not made is asked for again; after a day a person is told; when it comes that"
          + " ends")
  void creating(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.paid("ORDER-1").nextMorning();
      var start = desk.clock.instant();
      desk.wechat.refuses("Bill Creating");
      for (int i = 0; i < 48; i++) {
        assertThat(desk.problems()).isEmpty();
        assertThat(desk.reconciliation.run(BillDesk.BILL_DAY)).isEqualTo(RunOutcome.LATER);
        assertThat(desk.view().state()).isEqualTo("due");
        assertThat(desk.view().reason()).contains("Bill Creating");
        if (i < 47) {
          desk.clock.move(Duration.ofMinutes(30));
          assertThat(desk.view().nextTryAt()).isEqualTo(desk.clock.instant());
        }
      }
      assertThat(Duration.between(start, desk.clock.instant()))
          .isEqualTo(Duration.ofMinutes(47 * 30));
      assertThat(desk.problems()).containsExactly("bill_unavailable 1");
      assertThat(desk.view().nextTryAt()).isEqualTo(Instant.parse("2026-01-08T02:30:00Z"));

      desk.run(bill().payment("ORDER-1").sums("`1,`1.00,`0,`0,`0.01,`1.00,`0"));
      assertThat(desk.problems()).isEmpty();
      assertThat(desk.view().tries()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What is no whole bill changes nothing and is tried again")
  void noWholeBill(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.order("ORDER-1").nextMorning();
      desk.wechat.gives("交易时间,商户号\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(desk.reconciliation.run(BillDesk.BILL_DAY)).isEqualTo(RunOutcome.LATER);
      assertThat(desk.view().reason()).contains("no column 微信订单号");

      byte[] whole = bill().payment("ORDER-1").bytes();
      desk.wechat.gives(java.util.Arrays.copyOf(whole, whole.length / 2 + 200));
      assertThat(desk.reconciliation.run(BillDesk.BILL_DAY)).isEqualTo(RunOutcome.LATER);
      assertThat(desk.view("ORDER-1").tradeState()).isEqualTo("NOTPAY");

      desk.wechat.answers(() -> new Answer.Unknown<>(Answer.Doubt.TIMEOUT, "no answer"));
      assertThat(desk.reconciliation.run(BillDesk.BILL_DAY)).isEqualTo(RunOutcome.LATER);
      assertThat(desk.view().reason()).isEqualTo("no bill: no whole answer in time (no answer)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE, true",
    "SQLITE, false",
    "POSTGRESQL, true",
    "POSTGRESQL, false",
    "MARIADB, true",
    "MARIADB, false",
    "MYSQL, true",
    "MYSQL, false"
  })
  @DisplayName(
      "ONE_EFFECT: two replicas: one has the day; where its lease ran out, what both apply happens"
          + " once")
  void twoReplicas(TestStores stores, boolean billComesLate) {
    try (var desk = new BillDesk(stores)) {
      IntStream.range(0, 10).forEach(i -> desk.order("ORDER-" + i));
      desk.nextMorning();
      var text = bill();
      IntStream.range(0, 10).forEach(i -> text.payment("ORDER-" + i));
      byte[] bill = text.sums("`10,`10.00,`0,`0,`0.10,`10.00,`0").bytes();
      var second = new ArrayList<RunOutcome>();
      desk.wechat.answers(
          () -> {
            desk.wechat.gives(bill);
            second.add(desk.replica("elsewhere").run(BillDesk.BILL_DAY));
            desk.clock.move(DayClaims.LEASE);
            second.add(desk.replica("elsewhere").run(BillDesk.BILL_DAY));
            return billComesLate
                ? new Answer.Given<>(bill)
                : new Answer.Refused<>("STATEMENT_CREATING", "");
          });

      assertThat(desk.reconciliation.run(BillDesk.BILL_DAY)).isEqualTo(RunOutcome.ELSEWHERE);

      assertThat(second).containsExactly(RunOutcome.ELSEWHERE, RunOutcome.COMPARED);
      assertThat(desk.view().state()).isEqualTo("done");
      assertThat(desk.differences()).hasSize(10);
      assertThat(desk.events()).hasSize(10).containsOnly("payment.succeeded");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: a runner that dies holds its day up for its lease and no longer")
  void dies(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.order("ORDER-1").nextMorning();
      desk.wechat.answers(
          () -> {
            throw new IllegalStateException("killed");
          });
      assertThat(desk.reconciliation.due()).containsExactly(BillDesk.BILL_DAY);
      assertThatThrownBy(() -> desk.reconciliation.run(BillDesk.BILL_DAY)).hasMessage("killed");
      assertThat(desk.reconciliation.due()).isEmpty();

      desk.clock.move(DayClaims.LEASE);

      assertThat(desk.replica().due()).containsExactly(BillDesk.BILL_DAY);
      desk.run(bill().payment("ORDER-1").sums("`1,`1.00,`0,`0,`0.01,`1.00,`0"));
      assertThat(desk.view("ORDER-1").tradeState()).isEqualTo("SUCCESS");
      assertThat(desk.folder.resolve("bills")).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "Yesterday is due from bill-at in Beijing on, where there was an order; each day once")
  void due(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.clock.set(Instant.parse("2026-01-06T02:29:59Z"));
      assertThat(desk.reconciliation.due()).isEmpty();
      desk.clock.set(Instant.parse("2026-01-04T01:00:00Z"));
      desk.order("ORDER-1");

      desk.clock.set(Instant.parse("2026-01-06T02:29:59Z"));
      assertThat(desk.replica().due()).containsExactly(on(4));
      desk.nextMorning();
      assertThat(desk.replica().due()).containsExactly(on(4), on(5));
      desk.wechat.refuses("NO_STATEMENT_EXIST");
      for (var day : desk.replica().due()) {
        desk.reconciliation.run(day);
      }
      assertThat(desk.replica().due()).isEmpty();
    }
  }

  private static BillDay on(int dayOfMonth) {
    return new BillDay(BillDesk.ACCOUNT, LocalDate.of(2026, 1, dayOfMonth));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AUDITED: a person may want any past day run, again and again")
  void request(TestStores stores) {
    try (var desk = new BillDesk(stores)) {
      desk.order("ORDER-1").nextMorning();
      var old = LocalDate.of(2025, 11, 1);
      assertThat(desk.reconciliation.report(BillDesk.ACCOUNT, old, 0)).isEmpty();
      desk.wechat.refuses("NO_STATEMENT_EXIST");
      for (int i = 0; i < 2; i++) {
        assertThat(desk.reconciliation.request(BillDesk.ACCOUNT, old, "finance"))
            .returns("due", ReconciliationView::state)
            .returns(desk.clock.instant(), ReconciliationView::nextTryAt);
        assertThat(desk.reconciliation.due()).contains(new BillDay(BillDesk.ACCOUNT, old));
        desk.reconciliation.run(new BillDay(BillDesk.ACCOUNT, old));
        assertThat(desk.reconciliation.due()).doesNotContain(new BillDay(BillDesk.ACCOUNT, old));
      }
      assertThat(
              desk.rows("select actor from paybell_audit where action = 'reconciliation.request'"))
          .containsExactly("finance", "finance");
      assertThatThrownBy(() -> desk.reconciliation.request("nobody", old, "finance"))
          .hasMessage("no account nobody");
      assertThatThrownBy(
              () ->
                  desk.reconciliation.request(
                      BillDesk.ACCOUNT, LocalDate.of(2026, 1, 6), "finance"))
          .hasMessageContaining("when its day is over");
    }
  }
}
