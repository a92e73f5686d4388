package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Refunds decided here, by policy or by the shop, and whatever is told of them in any order. */
class ConfluentRefundsTest {
  private static final Policies BACK = new Policies(MoneyPolicy.REFUND, MoneyPolicy.REFUND);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static @Nullable Shop opened;

  @BeforeContainer
  static void open() {
    opened = new Shop(TestStores.SQLITE.create());
  }

  @AfterContainer
  static void close() {
    opened.close();
  }

  private static String transaction(String outTradeNo) {
    return "T" + outTradeNo;
  }

  /** Under which number the refund in question goes. */
  private interface Number {
    String of(String outTradeNo);
  }

  private static String whole(String outTradeNo) {
    return RefundIntent.number(Told.ACCOUNT, transaction(outTradeNo));
  }

  /** One kind of thing that may be told of an order, its payment, and a refund decided here. */
  enum Word {
    PAID,
    REFUNDED,
    OURS_PROCESSING,
    OURS_ABNORMAL,
    OURS_CLOSED,
    OURS_SUCCEEDED,
    OURS_UNCONFIRMED,
    BY_HAND_SUCCEEDED,
    BY_HAND_ABNORMAL,
    CLOSED,
    NOTPAY,
    ANOTHER_AMOUNT;

    private Told about(String outTradeNo, String outRefundNo, long fen) {
      var paid = Told.paid(outTradeNo, transaction(outTradeNo));
      return switch (this) {
        case PAID -> paid;
        case REFUNDED -> paid.withState(TradeState.REFUND);
        case OURS_PROCESSING -> paid.refund(outRefundNo, RefundStatus.PROCESSING, fen);
        case OURS_ABNORMAL -> paid.refund(outRefundNo, RefundStatus.ABNORMAL, fen);
        case OURS_CLOSED -> paid.refund(outRefundNo, RefundStatus.CLOSED, fen);
        case OURS_SUCCEEDED -> paid.refund(outRefundNo, RefundStatus.SUCCESS, fen);
        case OURS_UNCONFIRMED -> paid.refund(outRefundNo, RefundStatus.SUCCESS, fen).unconfirmed();
        case BY_HAND_SUCCEEDED -> paid.refund("H" + outTradeNo, RefundStatus.SUCCESS, 10);
        case BY_HAND_ABNORMAL -> paid.refund("H" + outTradeNo, RefundStatus.ABNORMAL, 10);
        case CLOSED -> Told.unpaid(outTradeNo, TradeState.CLOSED);
        case NOTPAY -> Told.unpaid(outTradeNo, TradeState.NOTPAY);
        case ANOTHER_AMOUNT -> paid.withTotal(99);
      };
    }
  }

  @Provide
  Arbitrary<List<Word>> words() {
    return Arbitraries.of(Word.class).list().uniqueElements().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 150, seed = "20260105")
  @Label("CONFLUENT: a duplicate goes back by policy, once, whatever is told in whatever order")
  void byPolicy(@ForAll("words") List<Word> words, @ForAll Random random) throws SQLException {
    var first = duplicate(words, 0, 1);

    boolean paid = words.contains(Word.PAID) || words.contains(Word.REFUNDED);
    assertThat(first.refunds().stream().filter(refund -> refund.startsWith("ours")))
        .describedAs("one intent for one transaction: %s", words)
        .hasSize(paid ? 1 : 0)
        .allMatch(refund -> refund.contains("requested"));
    for (int i = 0; i < 2; i++) {
      var told = shuffled(words, random);
      int registeredAt = random.nextInt(told.size() + 1);
      assertThat(duplicate(told, registeredAt, 1)).describedAs("%s", told).isEqualTo(first);
      assertThat(duplicate(told, registeredAt, 64))
          .describedAs("%s in one group", told)
          .isEqualTo(first);
    }
  }

  @Property(tries = 150, seed = "20260105")
  @Label("CONFLUENT: a refund asked for here ends the same, whatever is told in whatever order")
  void byTheShop(@ForAll("words") List<Word> words, @ForAll Random random) throws SQLException {
    var first = askedFor(words, 1);

    assertThat(first.refunds().stream().filter(refund -> refund.startsWith("ours")))
        .hasSize(1)
        .allMatch(refund -> refund.contains("requested"));
    for (int i = 0; i < 2; i++) {
      var told = shuffled(words, random);
      assertThat(askedFor(told, 1)).describedAs("%s", told).isEqualTo(first);
      assertThat(askedFor(told, 64)).describedAs("%s in one group", told).isEqualTo(first);
    }
  }

  private static List<Word> shuffled(List<Word> words, Random random) {
    var told = new ArrayList<>(words);
    for (int again = random.nextInt(3); again > 0; again--) {
      told.add(words.get(random.nextInt(words.size())));
    }
    Collections.shuffle(told, random);
    return told;
  }

  /** What does not depend on the order of telling. */
  record End(
      String tradeState,
      @Nullable String transactionId,
      boolean duplicate,
      List<String> refunds,
      List<String> openProblems) {}

  /** The second attempt of a reference whose first was paid before anything is told. */
  private static End duplicate(List<Word> words, int registeredAt, int groupSize)
      throws SQLException {
    var outTradeNo = "ORDER-" + COUNT.incrementAndGet();
    var cart = "cart of " + outTradeNo;
    opened.register(outTradeNo + "-1", cart);
    opened.apply(Told.paid(outTradeNo + "-1", "T1" + outTradeNo));
    var before = new ArrayList<>(words.subList(0, registeredAt));
    tell(outTradeNo, before, groupSize, ConfluentRefundsTest::whole, 100);
    opened.register(outTradeNo, cart, BACK);
    var after = words.subList(registeredAt, words.size());
    tell(outTradeNo, after, groupSize, ConfluentRefundsTest::whole, 100);
    return end(outTradeNo, whole(outTradeNo));
  }

  /** A paid order of which the shop has asked 40 fen back before anything is told. */
  private static End askedFor(List<Word> words, int groupSize) throws SQLException {
    var outTradeNo = "ORDER-" + COUNT.incrementAndGet();
    opened.register(outTradeNo, null);
    opened.apply(Told.paid(outTradeNo, transaction(outTradeNo)));
    opened.refund(outTradeNo, "R" + outTradeNo, 40);
    tell(outTradeNo, words, groupSize, number -> "R" + number, 40);
    return end(outTradeNo, "R" + outTradeNo);
  }

  private static void tell(
      String outTradeNo, List<Word> words, int groupSize, Number number, long fen)
      throws SQLException {
    for (int from = 0; from < words.size(); from += groupSize) {
      opened.applyTogether(
          words.subList(from, Math.min(words.size(), from + groupSize)).stream()
              .map(word -> word.about(outTradeNo, number.of(outTradeNo), fen))
              .toArray(Told[]::new));
    }
  }

  private static End end(String outTradeNo, String ours) {
    var order = opened.order(outTradeNo);
    return new End(
        order.tradeState(),
        order.transactionId() == null ? null : order.transactionId().replace(outTradeNo, ""),
        order.duplicate(),
        order.refunds().stream()
            .map(
                refund ->
                    (refund.outRefundNo().equals(ours) ? "ours" : "by hand")
                        + " "
                        + refund.status()
                        + " "
                        + refund.amount()
                        + (refund.requested() ? " requested" : "")
                        + (refund.accepted() ? " accepted" : ""))
            .sorted()
            .toList(),
        order.problems().stream()
            .filter(problem -> problem.state().equals("open"))
            .map(ProblemView::kind)
            .sorted()
            .toList());
  }
}
