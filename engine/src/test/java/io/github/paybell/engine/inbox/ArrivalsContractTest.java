package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.AccountSettings.V2;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.inbox.NotificationView.Arrived;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who sent what, by which key it was proved and how it was answered, on every store. */
class ArrivalsContractTest {
  private static final String SERIAL = "PUB_KEY_ID_0119000002012026010100000000000001";

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: a notification's row says who sent it, its key, the answer and milliseconds")
  void first(TestStores stores) throws Exception {
    try (var shop = shop(stores)) {
      shop.engine().orders().register("shop", TestEngine.order("ORDER-1", 100));
      TestPlatform.v2Paid("ORDER-1", "T1", 100).to(shop);
      TestPlatform.v3Paid("id-2", "ORDER-2", "T2", 100).to(shop);
      // Its plaintext is no JSON: kept, and answered with failure.
      TestPlatform.v3("id-3", "TRANSACTION.SUCCESS", "transaction", "{").to(shop);

      var stored = stored(shop);
      assertThat(stored)
          .extracting(NotificationView::answered)
          .containsExactly("500", "204", "SUCCESS");
      assertThat(stored).extracting(NotificationView::keyId).containsExactly(SERIAL, SERIAL, "v2");
      assertThat(stored).extracting(NotificationView::address).containsOnly("127.0.0.1");
      assertThat(stored)
          .allSatisfy(each -> assertThat(each.tookMs()).isBetween(0, 60_000))
          .allSatisfy(each -> assertThat(each.arrivals()).isEmpty());
      assertThat(shop.engine().notifications().find(stored.get(0).id())).contains(stored.get(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: the last 16 copies are kept, oldest first, however they come")
  void copies(TestStores stores) throws Exception {
    var begin = Instant.parse("2026-11-30T01:00:00Z");
    var clock = new SettableClock(begin);
    var sent = TestPlatform.v2Paid("ORDER-1", "T1", 100);
    try (var shop = TestEngine.on(stores.create(), TestPlatform.accounts(), clock)) {
      shop.engine().orders().register("shop", TestEngine.order("ORDER-1", 100));
      for (int second = 0; second <= 20; second++) {
        sent.to(shop);
        clock.move(Duration.ofSeconds(1));
      }

      var after = stored(shop).get(0);
      assertThat(after.timesSeen()).isEqualTo(21);
      assertThat(after.arrivals()).extracting(Arrived::at).first().isEqualTo(begin.plusSeconds(5));
      assertThat(after.arrivals()).extracting(Arrived::at).isSorted().hasSize(16);
      assertThat(after.arrivals()).extracting(Arrived::answered).containsOnly("SUCCESS");
      assertThat(after.arrivals()).extracting(Arrived::keyId).containsOnly("v2");

      clock.move(Duration.ofSeconds(39));
      crowd(shop, sent, 40);

      assertThat(stored(shop).get(0).timesSeen()).isEqualTo(61);
      assertThat(stored(shop).get(0).arrivals())
          .hasSize(16)
          .extracting(Arrived::at)
          .containsOnly(begin.plusSeconds(60));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: what an old key proves is told apart from what today's does")
  void previousKey(TestStores stores) throws Exception {
    var old = Secret.of("MadeUpV2Key000000000000000000001");
    var accounts = new ArrayList<AccountSettings>();
    for (var each : TestPlatform.accounts()) {
      accounts.add(
          each.v2() == null
              ? each
              : new AccountSettings(
                  each.name(),
                  each.mchid(),
                  each.appids(),
                  each.subMchids(),
                  each.notifyToken(),
                  new V2(Secret.of("MadeUpV2Key000000000000000000002"), List.of(old), null, null),
                  each.v3(),
                  null,
                  null));
    }
    try (var shop = TestEngine.on(stores.create(), accounts, Clock.systemUTC())) {
      TestPlatform.v2Paid("ORDER-1", "T1", 100).to(shop);

      assertThat(stored(shop).get(0).keyId()).isEqualTo("v2-previous-1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: arrivals go with their notification")
  void retention(TestStores stores) throws Exception {
    var store = stores.create();
    Instant came;
    try (var shop = TestEngine.on(store, TestPlatform.accounts(), Clock.systemUTC())) {
      var sent = TestPlatform.v2Paid("ORDER-1", "T1", 100);
      sent.to(shop);
      sent.to(shop);
      assertThat(TestRows.texts(store, "select slot from paybell_arrival")).hasSize(1);
      // Ids rise within a process, whatever clock a test before has used.
      came = Instant.ofEpochMilli(stored(shop).get(0).id().getMostSignificantBits() >>> 16);
    }
    try (var opened = Store.open(store)) {
      new Retention(opened, new SettableClock(came.plus(Duration.ofDays(3))))
          .run(Duration.ofDays(2));
    }

    assertThat(TestRows.texts(store, "select slot from paybell_arrival")).isEmpty();
  }

  private static void crowd(TestEngine shop, Sent sent, int copies) throws Exception {
    var answers = new ArrayList<CompletableFuture<Reply>>();
    for (int i = 0; i < copies; i++) {
      answers.add(sent.laterTo(shop));
    }
    for (var answer : answers) {
      assertThat(answer.get(2, TimeUnit.MINUTES).status()).isEqualTo(200);
    }
  }

  private static List<NotificationView> stored(TestEngine shop) {
    return shop.engine().notifications().list(null, null, null, null, 50).items();
  }

  private static TestEngine shop(TestStores stores) {
    return TestEngine.on(stores.create(), TestPlatform.accounts(), Clock.systemUTC());
  }
}
