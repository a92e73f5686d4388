package io.github.paybell.engine.bill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.bill.BillLine.Kind;
import io.github.paybell.engine.ledger.RefundStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * Any ledger, any bill made of it by dropping, adding and changing lines: the comparison finds what
 * was done, no more and no less.
 */
class BillCompareTest {
  @Property(tries = 400)
  @Label(
      "Any ledger and any bill built from it by dropping, adding and changing lines give exactly those differences")
  void exactlyThose(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int size,
      @ForAll @IntRange(min = 1, max = 40) int partitions)
      throws IOException {
    var day = new Day(new Random(seed));
    for (int i = 0; i < size; i++) {
      day.payment(i);
      day.refund(i);
    }

    assertThat(found(day, partitions)).containsExactlyInAnyOrderElementsOf(day.expected);
  }

  @Property(tries = 3)
  @Label("Partitions that do not fit in memory buffers are compared the same")
  void spilled(@ForAll long seed) throws IOException {
    var day = new Day(new Random(seed));
    for (int i = 0; i < 4000; i++) {
      day.payment(i);
      day.refund(i);
    }

    assertThat(found(day, 2)).containsExactlyInAnyOrderElementsOf(day.expected);
  }

  @Property(tries = 20)
  @Label("A bill that says what the ledger says makes no difference, in whatever order")
  void same(@ForAll long seed, @ForAll @IntRange(max = 200) int size) throws IOException {
    var day = new Day(new Random(seed));
    for (int i = 0; i < size; i++) {
      day.samePayment(i);
      day.sameRefund(i);
    }

    assertThat(found(day, 7)).isEmpty();
  }

  private static List<Difference> found(Day day, int partitions) throws IOException {
    var folder = Files.createTempDirectory("paybell-compare");
    var found = new ArrayList<Difference>();
    try (var compare = new BillCompare(folder, partitions)) {
      for (var line : day.ledger) {
        compare.ledger(line);
      }
      for (var line : day.bill()) {
        compare.bill(line);
      }
      compare.differences(found::add);
    }
    assertThat(paymentsFirst(found)).isTrue();
    assertEmpty(folder);
    return found;
  }

  private static boolean paymentsFirst(List<Difference> found) {
    var names = found.stream().map(d -> isRefund(d) ? "r" : "p").reduce("", String::concat);
    return names.matches("p*r*");
  }

  private static boolean isRefund(Difference difference) {
    var bill = difference.bill();
    var ledger = difference.ledger();
    return bill != null ? bill.kind() == Kind.REFUND : ledger != null && ledger.refund() != null;
  }

  private static void assertEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
    Files.delete(folder);
  }

  /** A day as both sides tell it, and what is different on purpose. */
  private static final class Day {
    final List<LedgerLine> ledger = new ArrayList<>();
    final List<Difference> expected = new ArrayList<>();
    private final List<List<BillLine>> bill = new ArrayList<>();
    private final Random random;
    private long number = 1;

    Day(Random random) {
      this.random = random;
    }

    /** Lines of different keys in any order; those of one key stay in the order they were given. */
    List<BillLine> bill() {
      var rest = new ArrayList<>(bill);
      var lines = new ArrayList<BillLine>();
      while (!rest.isEmpty()) {
        int i = random.nextInt(rest.size());
        var key = rest.get(i);
        lines.add(key.get(0));
        if (key.size() == 1) {
          rest.remove(i);
        } else {
          rest.set(i, key.subList(1, key.size()));
        }
      }
      return lines;
    }

    private void expect(DifferenceKind kind, @Nullable BillLine line, @Nullable LedgerLine known) {
      expected.add(new Difference(kind, line, known));
    }

    void samePayment(int i) {
      var known = payment(i, 100 + random.nextInt(3));
      ledger.add(known);
      bill.add(List.of(line(known)));
    }

    void sameRefund(int i) {
      var known = refund(i, 50, RefundStatus.values()[random.nextInt(4)]);
      ledger.add(known);
      bill.add(List.of(line(known)));
    }

    void payment(int i) {
      var known = payment(i, 100 + random.nextInt(3));
      var line = line(known);
      switch (random.nextInt(12)) {
        case 0 -> {
          ledger.add(known);
          expect(DifferenceKind.MISSING_AT_WECHAT, null, known);
        }
        case 1 -> {
          bill.add(List.of(line));
          expect(DifferenceKind.MISSING_HERE, line, null);
        }
        case 2 -> {
          ledger.add(known);
          var other = paid(line, line.transactionId(), line.total() + 1, "CNY");
          bill.add(List.of(other));
          expect(DifferenceKind.AMOUNT_DIFFERS, other, known);
        }
        case 3 -> {
          ledger.add(known);
          var other = paid(line, line.transactionId(), line.total(), "USD");
          bill.add(List.of(other));
          expect(DifferenceKind.CURRENCY_DIFFERS, other, known);
        }
        case 4 -> {
          ledger.add(known);
          var other = paid(line, "other-" + i, line.total(), "CNY");
          bill.add(List.of(other));
          expect(DifferenceKind.TRANSACTION_DIFFERS, other, known);
        }
        case 5 -> {
          // Paid twice: the ledger has one of the two.
          ledger.add(known);
          var other = paid(line, "other-" + i, line.total(), "CNY");
          bill.add(random.nextBoolean() ? List.of(line, other) : List.of(other, line));
          expect(DifferenceKind.TRANSACTION_DIFFERS, other, known);
        }
        case 6 -> {
          // Paid twice, one of them listed twice, and the ledger has none of it.
          var other = paid(line, "other-" + i, line.total(), "CNY");
          bill.add(List.of(line, other, other));
          expect(DifferenceKind.MISSING_HERE, line, null);
          expect(DifferenceKind.MISSING_HERE, other, null);
          expect(DifferenceKind.LISTED_TWICE, other, null);
        }
        case 7 -> {
          ledger.add(known);
          bill.add(List.of(line, line, line));
          expect(DifferenceKind.LISTED_TWICE, line, known);
          expect(DifferenceKind.LISTED_TWICE, line, known);
        }
        case 8 -> {
          // Paid and taken back: not missing here, but whoever has it as paid must know.
          boolean here = random.nextBoolean();
          if (here) {
            ledger.add(known);
          }
          var back = revoked(line);
          bill.add(List.of(line, back));
          expect(DifferenceKind.REVOKED_AT_WECHAT, back, here ? known : null);
        }
        default -> {
          ledger.add(known);
          bill.add(List.of(line));
        }
      }
    }

    void refund(int i) {
      var known = refund(i, 50, RefundStatus.SUCCESS);
      var line = line(known);
      switch (random.nextInt(12)) {
        case 0 -> {
          ledger.add(known);
          expect(DifferenceKind.REFUND_MISSING_AT_WECHAT, null, known);
        }
        case 1 -> {
          bill.add(List.of(line));
          expect(DifferenceKind.REFUND_MISSING_HERE, line, null);
        }
        case 2 -> {
          ledger.add(known);
          var other = refunded(line, line.outTradeNo(), "id-" + i, 51, RefundStatus.SUCCESS);
          bill.add(List.of(other));
          expect(DifferenceKind.REFUND_AMOUNT_DIFFERS, other, known);
        }
        case 3 -> {
          ledger.add(known);
          var other = refunded(line, line.outTradeNo(), "id-other", 50, RefundStatus.SUCCESS);
          bill.add(List.of(other));
          expect(DifferenceKind.REFUND_ID_DIFFERS, other, known);
        }
        case 4 -> {
          ledger.add(known);
          var other = refunded(line, "ORDER-other", "id-" + i, 50, RefundStatus.SUCCESS);
          bill.add(List.of(other));
          expect(DifferenceKind.REFUND_ID_DIFFERS, other, known);
        }
        case 5 -> {
          var before = refund(i, 50, RefundStatus.PROCESSING);
          ledger.add(before);
          bill.add(List.of(line));
          expect(DifferenceKind.REFUND_STATE_DIFFERS, line, before);
        }
        case 6 -> {
          ledger.add(known);
          bill.add(
              List.of(refunded(line, line.outTradeNo(), "id-" + i, 50, RefundStatus.PROCESSING)));
        }
        case 7 -> {
          ledger.add(known);
          bill.add(List.of(line, line));
          expect(DifferenceKind.LISTED_TWICE, line, known);
        }
        case 8 -> {
          // The ledger does not know the refund_id yet.
          var unnumbered =
              new LedgerLine(
                  known.outTradeNo(),
                  known.transactionId(),
                  known.total(),
                  known.currency(),
                  new LedgerLine.Refund("R-" + i, null, 50, RefundStatus.SUCCESS));
          ledger.add(unnumbered);
          bill.add(List.of(line));
        }
        default -> {
          ledger.add(known);
          bill.add(List.of(line));
        }
      }
    }

    private static LedgerLine payment(int i, long total) {
      return new LedgerLine("ORDER-" + i, "tx-" + i, total, "CNY", null);
    }

    private static LedgerLine refund(int i, long amount, RefundStatus status) {
      return new LedgerLine(
          "ORDER-" + i,
          "tx-" + i,
          100L,
          "CNY",
          new LedgerLine.Refund("R-" + i, "id-" + i, amount, status));
    }

    private BillLine line(LedgerLine known) {
      var refund = known.refund();
      return new BillLine(
          ++number,
          refund == null ? Kind.PAYMENT : Kind.REFUND,
          "2026-01-05 09:30:12",
          random.nextBoolean() ? null : "wx8888888888888888",
          "1900000109",
          random.nextBoolean() ? null : "1900000119",
          known.transactionId(),
          known.outTradeNo(),
          "CNY",
          refund == null ? known.total() : 0,
          random.nextBoolean() ? null : 90L,
          refund == null
              ? null
              : new BillLine.Refund(
                  refund.outRefundNo(),
                  refund.refundId(),
                  refund.amount(),
                  random.nextBoolean() ? null : 40L,
                  random.nextBoolean() ? null : 45L,
                  refund.status()));
    }

    private static BillLine paid(BillLine line, String transactionId, long total, String currency) {
      return with(line, line.kind(), transactionId, line.outTradeNo(), currency, total, null);
    }

    private static BillLine revoked(BillLine line) {
      return with(
          line, Kind.REVOKED, line.transactionId(), line.outTradeNo(), "CNY", line.total(), null);
    }

    private static BillLine refunded(
        BillLine line, String outTradeNo, String refundId, long amount, RefundStatus status) {
      var refund = line.refund();
      return with(
          line,
          Kind.REFUND,
          line.transactionId(),
          outTradeNo,
          "CNY",
          0,
          new BillLine.Refund(refund.outRefundNo(), refundId, amount, null, null, status));
    }

    private static BillLine with(
        BillLine line,
        Kind kind,
        String transactionId,
        String outTradeNo,
        String currency,
        long total,
        BillLine.@Nullable Refund refund) {
      return new BillLine(
          line.number(),
          kind,
          line.time(),
          line.appid(),
          line.mchid(),
          line.subMchid(),
          transactionId,
          outTradeNo,
          currency,
          total,
          line.payerTotal(),
          refund);
    }
  }
}
