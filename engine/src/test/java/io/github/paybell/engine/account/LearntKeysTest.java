package io.github.paybell.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Platform certificates that WeChat Pay gives, beside those of the configuration. */
class LearntKeysTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> BOTH =
      Map.of(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1, TestKeys.SERIAL_2, TestKeys.CERTIFICATE_2);

  private final MasterKey key = MasterKey.load("0f".repeat(32), Path.of("."));
  private final List<Store> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Store::close);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a learnt certificate proves at once, on other replicas, and after a start")
  void learnt(TestStores stores) throws SQLException {
    var database = stores.create();
    var here = replica(database, NOW, shop(Map.of()));
    var there = replica(database, NOW, shop(Map.of()));
    assertThat(there.byName("shop").v3Keys().serials()).isEmpty();

    assertThat(here.learn("shop", BOTH)).containsExactly(TestKeys.SERIAL_1, TestKeys.SERIAL_2);

    assertThat(here.byName("shop").v3Keys().platformKey(TestKeys.SERIAL_1)).isNotNull();
    assertThat(here.view("shop").orElseThrow().keys())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.origin()).isEqualTo(AccountView.KeyOrigin.LEARNT);
              assertThat(each.expiresAt()).isAfter(NOW);
            });
    there.refresh();
    assertThat(there.byName("shop").v3Keys().serials())
        .containsExactly(TestKeys.SERIAL_1, TestKeys.SERIAL_2);
    var restarted = replica(database, NOW, shop(Map.of()));
    assertThat(restarted.byToken("token-of-the-shop").v3Keys().serials()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("an account of the database learns too, and keeps it over a change of its settings")
  void ofTheAdmin(TestStores stores) throws SQLException {
    var database = stores.create();
    var here = replica(database, NOW);
    here.put(shop(Map.of()), "ann");
    here.learn("shop", BOTH);
    here.put(shop(Map.of(TestKeys.PUBLIC_KEY_ID, TestKeys.PUBLIC_KEY)), "ann");

    assertThat(replica(database, NOW).byName("shop").v3Keys().serials()).hasSize(3);
    assertThat(here.view("shop"))
        .isEqualTo(replica(database, NOW).view("shop"))
        .hasValueSatisfying(
            view ->
                assertThat(view.keys())
                    .extracting(AccountView.Key::origin)
                    .containsExactly(
                        AccountView.KeyOrigin.CONFIGURED,
                        AccountView.KeyOrigin.LEARNT,
                        AccountView.KeyOrigin.LEARNT));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("of one serial the configured key wins; gone from the file, the learnt one is there")
  void configuredWins(TestStores stores) throws SQLException {
    var here =
        replica(stores.create(), NOW, shop(Map.of(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1)));
    var configured = here.byName("shop").v3Keys().platformKey(TestKeys.SERIAL_1);

    here.learn("shop", BOTH);

    assertThat(here.byName("shop").v3Keys().platformKey(TestKeys.SERIAL_1)).isSameAs(configured);
    assertThat(here.view("shop").orElseThrow().keys())
        .extracting(AccountView.Key::origin)
        .containsExactly(AccountView.KeyOrigin.CONFIGURED, AccountView.KeyOrigin.LEARNT);

    here.configure(List.of(shop(Map.of())));
    assertThat(here.byName("shop").v3Keys().platformKey(TestKeys.SERIAL_1)).isNotNull();
    assertThat(here.view("shop").orElseThrow().keys())
        .extracting(AccountView.Key::origin)
        .containsOnly(AccountView.KeyOrigin.LEARNT);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("learning the same again changes nothing, and accounts stay the same objects")
  void idempotent(TestStores stores) throws Exception {
    var database = stores.create();
    var replicas = new ArrayList<Accounts>();
    for (int i = 0; i < 4; i++) {
      replicas.add(replica(database, NOW, shop(Map.of()), other()));
    }
    var barrier = new CyclicBarrier(replicas.size());
    var threads = Executors.newFixedThreadPool(replicas.size());
    try {
      var tasks = new ArrayList<Callable<Integer>>();
      for (var replica : replicas) {
        tasks.add(
            () -> {
              barrier.await();
              return replica.learn("shop", BOTH).size();
            });
      }
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    var here = replicas.get(0);
    here.refresh();
    var before = here.byName("shop");
    var other = here.byName("other");
    assertThat(here.learn("shop", BOTH)).isEmpty();
    here.refresh();
    assertThat(here.byName("shop")).isSameAs(before);
    here.learn("other", Map.of(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1));
    assertThat(here.byName("shop")).isSameAs(before);
    assertThat(here.byName("other")).isNotSameAs(other);
    assertThat(here.byName("other").v3Keys().serials()).containsExactly(TestKeys.SERIAL_1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "FORGERY_INERT: what is not the certificate of its serial is left out, the rest kept")
  void checked(TestStores stores) throws SQLException {
    var here = replica(stores.create(), NOW, shop(Map.of()));

    var news =
        here.learn(
            "shop",
            Map.of(
                TestKeys.SERIAL_1,
                TestKeys.CERTIFICATE_2,
                TestKeys.PUBLIC_KEY_ID,
                TestKeys.PUBLIC_KEY,
                "0".repeat(30) + TestKeys.SERIAL_1,
                TestKeys.CERTIFICATE_1,
                TestKeys.SERIAL_2,
                TestKeys.CERTIFICATE_2));

    assertThat(news).containsExactly(TestKeys.SERIAL_2);
    assertThat(here.byName("shop").v3Keys().serials()).containsExactly(TestKeys.SERIAL_2);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a certificate is let go 30 days after its end, not before, on every replica")
  void pruned(TestStores stores) throws SQLException {
    var database = stores.create();
    var first = replica(database, NOW, shop(Map.of()));
    first.learn("shop", BOTH);
    var keys = first.view("shop").orElseThrow().keys();
    var end = keys.stream().map(AccountView.Key::expiresAt).max(Instant::compareTo).orElseThrow();

    var early = replica(database, end.plus(Duration.ofDays(30)), shop(Map.of()));
    early.learn("shop", Map.of());
    assertThat(early.byName("shop").v3Keys().serials())
        .as("the one that ends last, at least")
        .isNotEmpty();

    var late = replica(database, end.plus(Duration.ofDays(30)).plusSeconds(1), shop(Map.of()));
    assertThat(late.learn("shop", BOTH)).as("none that is past").isEmpty();
    assertThat(late.byName("shop").v3Keys().serials()).isEmpty();
    first.refresh();
    assertThat(first.byName("shop").v3Keys().serials()).isEmpty();
  }

  private Accounts replica(StoreOptions database, Instant now, AccountSettings... file)
      throws SQLException {
    var store = Store.open(database);
    opened.add(store);
    var accounts = Accounts.open(store, key, Clock.fixed(now, ZoneOffset.UTC));
    accounts.configure(List.of(file));
    return accounts;
  }

  private static AccountSettings shop(Map<String, String> platformKeys) {
    return settings("shop", "1900000109", platformKeys);
  }

  private static AccountSettings other() {
    return settings("other", "1900000110", Map.of());
  }

  private static AccountSettings settings(
      String name, String mchid, Map<String, String> platformKeys) {
    return new AccountSettings(
        name,
        mchid,
        List.of(),
        List.of(),
        "token-of-the-" + name,
        null,
        new AccountSettings.V3(
            Secret.of("v3-key-of-the-shop-ccccccccccccc"),
            null,
            "7E57C0DE0000000000000000000000000000B001",
            Secret.of(TestKeys.PRIVATE_KEY),
            platformKeys),
        null,
        null);
  }
}
