package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Evidence in any order, any number of times, alone or in company: the end is the same. */
class ConfluentTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T01:30:12Z"), ZoneOffset.UTC);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static @Nullable Store opened;
  private static @Nullable Ledger ledger;
  private static @Nullable Orders orders;

  @BeforeContainer
  static void open() {
    opened = Store.open(TestStores.SQLITE.create());
    ledger = new Ledger(opened, account -> Told.IDENTITY, CLOCK);
    orders = new Orders(opened, ledger, Ladder.standard(), CLOCK);
  }

  @AfterContainer
  static void close() {
    opened.close();
  }

  /** One kind of thing that may be told about an order and its one transaction. */
  enum Word {
    PAID,
    REFUNDED,
    FIRST_REFUND_ABNORMAL,
    FIRST_REFUND_CLOSED,
    FIRST_REFUND_SUCCEEDED,
    FIRST_REFUND_UNCONFIRMED,
    SECOND_REFUND_ABNORMAL,
    SECOND_REFUND_SUCCEEDED,
    SECOND_REFUND_UNCONFIRMED,
    CLOSED,
    PAYERROR,
    NOTPAY,
    ANOTHER_AMOUNT,
    UNKNOWN_MERCHANT;

    Told about(String outTradeNo) {
      var paid = Told.paid(outTradeNo, "T" + outTradeNo);
      var first = "R1" + outTradeNo;
      var second = "R2" + outTradeNo;
      return switch (this) {
        case PAID -> paid;
        case REFUNDED -> paid.withState(TradeState.REFUND);
        case FIRST_REFUND_ABNORMAL -> paid.refund(first, RefundStatus.ABNORMAL, 40);
        case FIRST_REFUND_CLOSED -> paid.refund(first, RefundStatus.CLOSED, 40);
        case FIRST_REFUND_SUCCEEDED -> paid.refund(first, RefundStatus.SUCCESS, 40);
        case FIRST_REFUND_UNCONFIRMED -> paid.refund(first, RefundStatus.SUCCESS, 40).unconfirmed();
        case SECOND_REFUND_ABNORMAL -> paid.refund(second, RefundStatus.ABNORMAL, 60);
        case SECOND_REFUND_SUCCEEDED -> paid.refund(second, RefundStatus.SUCCESS, 60);
        case SECOND_REFUND_UNCONFIRMED ->
            paid.refund(second, RefundStatus.ABNORMAL, 60).unconfirmed();
        case CLOSED -> Told.unpaid(outTradeNo, TradeState.CLOSED);
        case PAYERROR -> Told.unpaid(outTradeNo, TradeState.PAYERROR);
        case NOTPAY -> Told.unpaid(outTradeNo, TradeState.NOTPAY);
        case ANOTHER_AMOUNT -> paid.withTotal(99);
        case UNKNOWN_MERCHANT -> paid.ofUnknownMerchant();
      };
    }
  }

  /**
   * A way to tell the same words: in which order, some of them again, and when the order is
   * registered among them.
   */
  record Telling(List<Word> words, int registeredAt) {
    static Telling of(List<Word> words, Random random) {
      var told = new ArrayList<>(words);
      for (int again = random.nextInt(3); again > 0; again--) {
        told.add(words.get(random.nextInt(words.size())));
      }
      Collections.shuffle(told, random);
      return new Telling(told, random.nextInt(told.size() + 1));
    }
  }

  @Provide
  Arbitrary<List<Word>> words() {
    return Arbitraries.of(Word.class).list().uniqueElements().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 120, seed = "20260105")
  @Label("CONFLUENT: any order and repetition of the evidence ends the same, alone or in groups")
  void anyTelling(@ForAll("words") List<Word> words, @ForAll Random random) throws SQLException {
    var plain = new Telling(words, 0);
    var first = end(plain, 1);

    for (var telling : List.of(Telling.of(words, random), Telling.of(words, random))) {
      assertThat(end(telling, 1)).describedAs("%s one by one", telling).isEqualTo(first);
      assertThat(end(telling, 64)).describedAs("%s in one group", telling).isEqualTo(first);
      assertThat(end(telling, 2)).describedAs("%s in pairs", telling).isEqualTo(first);
    }
  }

  /** What of an order does not depend on the order of telling. */
  record End(
      String tradeState,
      @Nullable String transactionId,
      long total,
      @Nullable Long payerTotal,
      @Nullable String successTime,
      List<String> refunds,
      TreeSet<String> openProblems) {}

  private static End end(Telling telling, int groupSize) throws SQLException {
    var outTradeNo = "ORDER-" + COUNT.incrementAndGet();
    var group = new ArrayList<Evidence>();
    for (int i = 0; i <= telling.words().size(); i++) {
      if (i == telling.registeredAt()) {
        post(group);
        orders.register(
            Told.ACCOUNT,
            new NewOrder(
                outTradeNo, 100, "CNY", null, null, null, null, null, null, Policies.UNSET, null));
      }
      if (i < telling.words().size()) {
        group.add(telling.words().get(i).about(outTradeNo).evidence());
        if (group.size() == groupSize) {
          post(group);
        }
      }
    }
    post(group);
    var order = orders.find(Told.ACCOUNT, outTradeNo).orElseThrow();
    var versions =
        order.timeline().stream().filter(entry -> entry.version() != null).map(e -> e.version());
    assertThat(versions)
        .describedAs("IN_ORDER: %s", telling)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, order.version()).boxed().toList());
    return new End(
        order.tradeState(),
        order.transactionId() == null ? null : order.transactionId().replace(outTradeNo, ""),
        order.total(),
        order.payerTotal(),
        order.successTime(),
        order.refunds().stream()
            .map(r -> r.outRefundNo().replace(outTradeNo, "") + " " + r.status() + " " + r.amount())
            .sorted()
            .toList(),
        openProblems(order));
  }

  private static TreeSet<String> openProblems(OrderView order) {
    var open = new TreeSet<String>();
    for (var problem : order.problems()) {
      // Late or not is for the order of events to say.
      if (problem.state().equals("open") && !problem.kind().equals("late_payment")) {
        assertThat(open.add(problem.kind())).isTrue();
      }
    }
    return open;
  }

  private static void post(List<Evidence> group) throws SQLException {
    if (group.size() == 1) {
      var evidence = group.get(0);
      opened.write(connection -> ledger.apply(connection, evidence));
    } else if (!group.isEmpty()) {
      opened.write(connection -> postTogether(ledger, connection, group));
    }
    group.clear();
  }

  static int postTogether(Ledger ledger, Connection connection, List<Evidence> group)
      throws SQLException {
    var posting = ledger.open(connection);
    posting.look(
        group.stream()
            .map(e -> new Question(e.account(), null, e.outTradeNo(), e.transactionId()))
            .toList());
    posting.prepare(group);
    group.forEach(evidence -> posting.post(evidence, null));
    posting.flush();
    return group.size();
  }
}
