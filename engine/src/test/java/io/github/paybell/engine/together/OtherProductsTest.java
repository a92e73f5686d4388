package io.github.paybell.engine.together;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.AnswerSource;
import io.github.paybell.engine.inbox.Reply;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.WechatEvent;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.engine.together.EmbeddedShop.Settings;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages of other products, where the shop's own code is told and answers. */
class OtherProductsTest {
  private final List<Event> told = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOGETHER: the listener is told in the transaction that settles the notification")
  void together(TestStores stores) throws Exception {
    try (var database = new ShopDatabase(stores)) {
      var shop = new Settings().listener(this::listen).on(database);
      for (int copy = 0; copy < 3; copy++) {
        assertThat(shop.send(transfer("id-1")).status()).isEqualTo(204);
      }
      shop.close();

      assertThat(told).singleElement().extracting("type").isEqualTo(TRANSFER);
      assertThat(database.fulfilled("B1")).containsExactly("wechat");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("TOGETHER: a listener that fails is told again; after the last time it is a problem")
  void failing(TestStores stores) throws Exception {
    var broken = new AtomicBoolean(true);
    var settings =
        new Settings()
            .listener(
                (connection, event) -> {
                  listen(connection, event);
                  if (broken.get() && event.type() instanceof WechatEvent) {
                    throw new IllegalStateException("out of beans");
                  }
                });
    try (var database = new ShopDatabase(stores)) {
      var before = settings.on(database);
      assertThat(before.send(transfer("id-1")).status()).isEqualTo(204);
      before.close();

      try (var shop = settings.on(database)) {
        for (int i = 0; i <= EmbeddedShop.BACKOFF.size(); i++) {
          shop.after(Duration.ofMinutes(1));
        }

        assertThat(database.fulfilled("B1")).isEmpty();
        var notification = shop.notification();
        assertThat(notification.verdict()).isEqualTo("pending");
        assertThat(shop.open())
            .singleElement()
            .satisfies(
                problem -> {
                  assertThat(problem.kind()).isEqualTo("listener_failed");
                  assertThat(problem.cause()).isEqualTo("notification " + notification.id());
                });

        broken.set(false);
        shop.engine().notifications().reapply(notification.id(), "admin");

        assertThat(database.fulfilled("B1")).containsExactly("wechat");
        assertThat(shop.open()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("SEEN: a shop that does nothing with them has a problem of each type")
  void unclaimed() throws Exception {
    try (var database = new ShopDatabase(TestStores.SQLITE)) {
      var shop = new Settings().withoutOthers().listener(this::listen).on(database);
      shop.send(transfer("id-1"));
      shop.close();

      try (var again = new Settings().on(database)) {
        assertThat(again.open()).extracting(ProblemView::kind).containsExactly("event_unclaimed");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("reply matrix: a question is answered by the shop, byte for byte, copies too")
  void answered(TestStores stores) throws Exception {
    AnswerSource answers =
        (account, id, question) ->
            Optional.of(("{\"of\":" + question.resource() + "}").getBytes(UTF_8));
    try (var database = new ShopDatabase(stores);
        var shop = new Settings().answers(answers).on(database)) {
      for (int copy = 0; copy < 2; copy++) {
        assertThat(shop.send(question()))
            .isEqualTo(
                new Reply(
                    200,
                    "application/json; charset=utf-8",
                    "{\"of\":{\"plate_number\":\"粤B888888\"}}".getBytes(UTF_8)));
      }
      assertThat(shop.open()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IN_TIME: a shop that does not answer, fails, or hangs: 500, stored, a problem")
  void unanswered(TestStores stores) throws Exception {
    var hang = new CountDownLatch(1);
    List<AnswerSource> silent =
        List.of(
            AnswerSource.NONE,
            (account, id, question) -> {
              throw new IllegalStateException("out of beans");
            },
            (account, id, question) -> {
              try {
                hang.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Optional.empty();
            });
    try (var database = new ShopDatabase(stores)) {
      for (var answers : silent) {
        try (var shop = new Settings().answers(answers).on(database)) {
          assertThat(shop.send(question()).status()).isEqualTo(500);
          assertThat(shop.open())
              .extracting(ProblemView::kind)
              .containsExactly("question_unanswered");
        }
      }
    } finally {
      hang.countDown();
    }
  }

  private static final WechatEvent TRANSFER = new WechatEvent("MCHTRANSFER.BILL.FINISHED");

  private void listen(Connection connection, Event event) throws Exception {
    if (event.type() instanceof WechatEvent) {
      told.add(event);
      try (var write =
          connection.prepareStatement(
              "insert into fulfilment (out_trade_no, event) values ('B1', ?)")) {
        write.setString(1, "wechat");
        write.executeUpdate();
      }
    }
  }

  private static Sent transfer(String id) {
    return TestPlatform.v3(
        id, "MCHTRANSFER.BILL.FINISHED", "mch_payment", "{\"out_bill_no\":\"B1\"}");
  }

  private static Sent question() {
    return TestPlatform.v3(
        "id-2", "PARKING_FEE.QUERY_TRANS_INFO", "parking_fee", "{\"plate_number\":\"粤B888888\"}");
  }
}
