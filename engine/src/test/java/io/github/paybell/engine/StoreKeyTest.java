package io.github.paybell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.account.StoreKey;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.inbox.TestRows;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The key by whose hash a payer is found. */
class StoreKeyTest {
  private static final String OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
  private static final MasterKey MASTER = MasterKey.load("0f".repeat(32), Path.of("."));
  private static final MasterKey OTHER = MasterKey.load("1e".repeat(32), Path.of("."));
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T01:30:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @EnumSource
  @DisplayName("SILENT_SECRETS: one key for a store, made once; the same openid has the same hash")
  void oneKey(TestStores stores) throws Exception {
    var database = stores.create();
    try (var store = Store.open(database);
        var other = Store.open(database)) {
      var start = new CyclicBarrier(8);
      var work =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      (Callable<String>)
                          () -> {
                            start.await();
                            return StoreKey.open(i % 2 == 0 ? store : other, MASTER, CLOCK)
                                .hash(OPENID);
                          })
              .toList();
      var threads = Executors.newFixedThreadPool(8);
      var hashes = new HashSet<String>();
      try {
        for (var each : threads.invokeAll(work)) {
          hashes.add(each.get());
        }
      } finally {
        threads.shutdown();
      }

      assertThat(hashes).hasSize(1);
      assertThat(hashes.iterator().next()).matches("[0-9a-f]{32}");
      assertThat(TestRows.texts(database, "select sealed from paybell_store_key")).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("With another master key nothing is hashed or opened, and nothing fails")
  void otherMasterKey(TestStores stores) throws Exception {
    try (var store = Store.open(stores.create())) {
      var sealed = StoreKey.open(store, MASTER, CLOCK).seal("shop", OPENID);

      var other = StoreKey.open(store, OTHER, CLOCK);

      assertThat(other.opens()).isFalse();
      assertThat(other.hash(OPENID)).isNull();
      assertThat(other.seal("shop", OPENID)).isNull();
      assertThat(other.unseal("shop", sealed)).isNull();
      assertThat(StoreKey.open(store, MASTER, CLOCK).unseal("shop", sealed)).isEqualTo(OPENID);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("An engine with another master key starts, receives, and says so until it is mended")
  void engine(TestStores stores) throws Exception {
    var database = stores.create();
    try (var store = Store.open(database)) {
      StoreKey.open(store, OTHER, CLOCK);
    }
    try (var shop = TestEngine.on(database, TestPlatform.accounts(), Clock.systemUTC())) {
      assertThat(openKinds(shop)).containsExactly("master_key_differs");
      shop.engine().orders().register("shop", TestEngine.order("ORDER-1", 100));
      assertThat(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 100).to(shop).status())
          .isEqualTo(204);
      assertThat(shop.engine().orders().find("shop", "ORDER-1").orElseThrow().tradeState())
          .isEqualTo("SUCCESS");
    }
    try (var store = Store.open(database)) {
      store.write(
          connection -> connection.createStatement().execute("delete from paybell_store_key"));
    }
    try (var shop = TestEngine.on(database, TestPlatform.accounts(), Clock.systemUTC())) {
      assertThat(openKinds(shop)).isEmpty();
    }
    assertThat(TestRows.texts(database, "select name from paybell_store_key"))
        .containsExactly("payer");
  }

  private static List<String> openKinds(TestEngine shop) {
    return shop.engine().problems().list(null, "open", null, 10).items().stream()
        .map(ProblemView::kind)
        .toList();
  }
}
