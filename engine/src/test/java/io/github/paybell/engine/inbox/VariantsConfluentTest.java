package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.store.TestStores;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

/** The notifications of one transaction in any order, any number of times, in any groups. */
class VariantsConfluentTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static @Nullable Recording opened;

  @BeforeContainer
  static void open() throws SQLException {
    opened = new Recording(TestStores.SQLITE.create(), Clock.systemUTC());
  }

  @AfterContainer
  static void close() {
    opened.close();
  }

  /** One kind of notification about an order and its one transaction. */
  enum Word {
    ACCEPT,
    PAY_FAIL,
    SUCCESS,
    REFUND,
    SUCCESS_WITH_ANOTHER_ATTACH,
    SUCCESS_WITH_ANOTHER_AMOUNT,
    V3_SUCCESS,
    V3_SUCCESS_WITH_ANOTHER_BANK,
    V3_REFUNDED;

    /** Another copy with each call: another nonce, another encryption. */
    Sent about(String outTradeNo) {
      var transaction = "T" + outTradeNo;
      var fields = TestPlatform.v2Fields(outTradeNo, transaction, 100);
      var payment = TestPlatform.v3Payment(outTradeNo, transaction, 100);
      return switch (this) {
        case ACCEPT, PAY_FAIL, REFUND -> {
          fields.put("trade_state", name());
          yield TestPlatform.v2(fields);
        }
        case SUCCESS -> TestPlatform.v2(fields);
        case SUCCESS_WITH_ANOTHER_ATTACH -> {
          fields.put("attach", "another");
          yield TestPlatform.v2(fields);
        }
        case SUCCESS_WITH_ANOTHER_AMOUNT -> {
          fields.put("total_fee", "99");
          yield TestPlatform.v2(fields);
        }
        case V3_SUCCESS ->
            TestPlatform.v3("id-" + outTradeNo, "TRANSACTION.SUCCESS", "transaction", payment);
        case V3_SUCCESS_WITH_ANOTHER_BANK ->
            TestPlatform.v3(
                "id-" + outTradeNo,
                "TRANSACTION.SUCCESS",
                "transaction",
                payment.replace("OTHERS", "CCB_DEBIT"));
        case V3_REFUNDED ->
            TestPlatform.v3Refund(
                "refund-" + outTradeNo, outTradeNo, transaction, "R" + outTradeNo, "SUCCESS", 40);
      };
    }
  }

  /**
   * @param seed of the order in which they come, of which come again, and of the groups
   */
  record Telling(List<Word> words, long seed) {}

  @Provide
  Arbitrary<Telling> tellings() {
    return Arbitraries.of(Word.class)
        .set()
        .ofMinSize(2)
        .ofMaxSize(Word.values().length)
        .flatMap(
            words ->
                Arbitraries.longs()
                    .map(seed -> new Telling(words.stream().sorted().toList(), seed)));
  }

  @Property(tries = 100, seed = "20260105")
  @Label("CONFLUENT, NO_LOST_ACK: any order, repetition and grouping ends alike, and keeps each")
  void confluent(@ForAll("tellings") Telling telling) throws SQLException {
    var plain = tell(telling.words(), null);

    var shuffled = tell(telling.words(), new Random(telling.seed()));

    assertThat(shuffled).isEqualTo(plain);
  }

  /** What can be told apart of an order in the end, its numbers left out. */
  private String tell(List<Word> words, @Nullable Random random) throws SQLException {
    var outTradeNo = "ORDER-%06d".formatted(COUNT.incrementAndGet());
    var shop = opened;
    shop.register(outTradeNo);
    var told = new ArrayList<>(words);
    if (random != null) {
      for (int again = random.nextInt(words.size()); again > 0; again--) {
        told.add(words.get(random.nextInt(words.size())));
      }
      Collections.shuffle(told, random);
    }
    var sent = told.stream().map(word -> word.about(outTradeNo)).toList();
    for (int from = 0; from < sent.size(); ) {
      int to = random == null ? from + 1 : from + 1 + random.nextInt(sent.size() - from);
      shop.record(sent.subList(from, to).toArray(Sent[]::new));
      from = to;
    }

    var stored = shop.log.list(null, outTradeNo, null, null, 200).items();
    assertThat(stored).hasSize(words.size());
    assertThat(stored.stream().mapToInt(NotificationView::timesSeen).sum()).isEqualTo(sent.size());
    Set<ByteBuffer> bodies = new HashSet<>();
    sent.forEach(each -> bodies.add(ByteBuffer.wrap(each.body())));
    for (var each : stored) {
      assertThat(bodies).contains(ByteBuffer.wrap(shop.log.raw(each.id()).orElseThrow()));
    }
    var order = shop.order(outTradeNo);
    return String.join(
            " ",
            order.tradeState(),
            String.valueOf(order.transactionId()),
            String.valueOf(order.payerTotal()),
            order.refunds().stream()
                .map(refund -> refund.outRefundNo() + refund.status() + refund.amount())
                .toList()
                .toString(),
            shop.open().stream()
                .filter(problem -> (problem.outTradeNo() + problem.cause()).contains(outTradeNo))
                .map(problem -> problem.kind() + " " + problem.timesSeen())
                .sorted()
                .toList()
                .toString())
        .replace(outTradeNo, "");
  }
}
