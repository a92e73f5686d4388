package io.github.paybell.engine.healing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.Samples;
import io.github.paybell.protocol.SettableClock;
import io.github.paybell.protocol.v3.V3Pem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How platform certificates are kept fresh, and what is said when they cannot be. */
class KeyRefreshTest {
  private static final String SERIAL_1 = "7E57C0DE0000000000000000000000000000A001";
  private static final String SERIAL_2 = "7E57C0DE0000000000000000000000000000A002";
  private static final String PUBLIC_KEY_ID = "PUB_KEY_ID_01190000010920260101000000000001";
  private static final String CERTIFICATE_1 = Samples.text("v3/keys/platform1_cert.pem");
  private static final String CERTIFICATE_2 = Samples.text("v3/keys/platform2_cert.pem");
  private static final String PUBLIC_KEY =
      Samples.text("v3/keys/wechatpay_pubkey_mode_public_key.pem");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @EnumSource
  @DisplayName("A refresh puts WeChat Pay's certificates on the ring")
  void refreshed(TestStores stores) throws SQLException {
    try (var shop = new Shop(stores.create(), Map.of())) {
      shop.desk.gives(Map.of(SERIAL_1, CERTIFICATE_1, SERIAL_2, CERTIFICATE_2));

      shop.keys.refreshAll();

      assertThat(shop.ring()).containsExactly(SERIAL_1, SERIAL_2);
      assertThat(shop.open()).isEmpty();
    }
  }

  @Test
  @DisplayName("At the start only an account with nothing to prove with is asked for")
  void begin() throws SQLException {
    try (var shop = new Shop(TestStores.SQLITE.create(), Map.of())) {
      shop.desk.gives(Map.of(SERIAL_1, CERTIFICATE_1));
      shop.keys.begin();
      shop.keys.close();
      assertThat(shop.desk.asked()).isOne();
      assertThat(shop.ring()).containsExactly(SERIAL_1);
    }
    try (var shop = new Shop(TestStores.SQLITE.create(), Map.of(SERIAL_1, CERTIFICATE_1))) {
      shop.keys.begin();
      shop.keys.close();
      assertThat(shop.desk.asked()).isZero();
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: a flood of unknown serials is one call, a minute later one more")
  void flood() throws SQLException {
    try (var shop = new Shop(TestStores.SQLITE.create(), Map.of(SERIAL_1, CERTIFICATE_1))) {
      // An answer that changes nothing: the account and its ring stay the ones in hand.
      shop.desk.answers(new Answer.Unknown<>(Answer.Doubt.UNREACHABLE, "connection refused"));
      var account = shop.accounts.byName("shop");
      for (int i = 0; i < 10_000; i++) {
        shop.keys.unknownSerial(account);
      }
      shop.desk.awaitAsked(1);
      shop.clock.set(NOW.plusSeconds(59));
      shop.keys.unknownSerial(account);

      shop.clock.set(NOW.plusSeconds(61));
      shop.keys.unknownSerial(shop.accounts.byName("shop"));
      shop.keys.close();

      assertThat(shop.desk.asked()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("an unknown serial that another replica has learnt costs no call")
  void learntElsewhere() throws SQLException {
    var database = TestStores.SQLITE.create();
    try (var here = new Shop(database, Map.of(SERIAL_1, CERTIFICATE_1));
        var there = new Shop(database, Map.of(SERIAL_1, CERTIFICATE_1))) {
      there.desk.gives(Map.of(SERIAL_2, CERTIFICATE_2));
      there.keys.refreshAll();

      here.keys.unknownSerial(here.accounts.byName("shop"));
      here.keys.close();

      assertThat(here.ring()).containsExactly(SERIAL_1, SERIAL_2);
      assertThat(here.desk.asked()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "a merchant with a public key is asked for once a day, and nothing is wrong with that")
  void publicKey(TestStores stores) throws SQLException {
    try (var shop = new Shop(stores.create(), Map.of(PUBLIC_KEY_ID, PUBLIC_KEY))) {
      shop.desk.answers(new Answer.Refused<>("RESOURCE_NOT_EXISTS", "无可用的平台证书"));

      shop.keys.refreshAll();
      shop.clock.set(NOW.plus(Duration.ofHours(23)));
      shop.keys.refreshAll();
      shop.keys.unknownSerial(shop.accounts.byName("shop"));
      assertThat(shop.desk.asked()).isOne();
      shop.clock.set(NOW.plus(Duration.ofHours(24)));
      shop.keys.refreshAll();

      assertThat(shop.desk.asked()).isEqualTo(2);
      assertThat(shop.open()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "a merchant without certificates and without a public key needs a person, until one acts")
  void nothingToProveWith(TestStores stores) throws SQLException {
    try (var shop = new Shop(stores.create(), Map.of())) {
      shop.desk.answers(new Answer.Refused<>("RESOURCE_NOT_EXISTS", "无可用的平台证书"));

      shop.keys.refreshAll();
      assertThat(shop.open())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("key_refresh_failed");
                assertThat(problem.cause()).contains("public key");
              });

      shop.configure(Map.of(PUBLIC_KEY_ID, PUBLIC_KEY));
      shop.keys.refreshAll();
      assertThat(shop.desk.asked()).as("the account is another one now").isEqualTo(2);
      assertThat(shop.open()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a refusal is a problem, and ends with the next answer; a network away is none yet")
  void refused(TestStores stores) throws SQLException {
    try (var shop = new Shop(stores.create(), Map.of(SERIAL_1, CERTIFICATE_1))) {
      shop.desk.answers(new Answer.Unknown<>(Answer.Doubt.UNREACHABLE, "connection refused"));
      shop.keys.refreshAll();
      assertThat(shop.open()).isEmpty();

      shop.desk.answers(new Answer.Refused<>("SIGN_ERROR", "签名错误"));
      shop.keys.refreshAll();
      shop.keys.refreshAll();
      assertThat(shop.open())
          .singleElement()
          .satisfies(problem -> assertThat(problem.cause()).contains("SIGN_ERROR"));

      shop.desk.gives(Map.of(SERIAL_2, CERTIFICATE_2));
      shop.keys.refreshAll();
      assertThat(shop.open()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a certificate that ends within 30 days is a problem until a newer key is there")
  void expiring(TestStores stores) throws SQLException {
    try (var shop = new Shop(stores.create(), Map.of(SERIAL_1, CERTIFICATE_1))) {
      shop.desk.gives(Map.of());
      var end = shop.accounts.view("shop").orElseThrow().keys().get(0).expiresAt();
      shop.clock.set(end.minus(Duration.ofDays(30)).minusSeconds(1));
      shop.keys.refreshAll();
      assertThat(shop.open()).isEmpty();

      shop.clock.set(end.minus(Duration.ofDays(30)));
      shop.keys.refreshAll();
      shop.keys.refreshAll();
      assertThat(shop.open())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("key_expiring");
                assertThat(problem.account()).isEqualTo("shop");
                assertThat(problem.outTradeNo()).isNull();
                assertThat(problem.cause()).contains(SERIAL_1).contains(end.toString());
              });

      shop.configure(Map.of(SERIAL_1, CERTIFICATE_1, PUBLIC_KEY_ID, PUBLIC_KEY));
      shop.keys.refreshAll();
      assertThat(shop.open()).isEmpty();

      // Even where the old one is gone from the ring altogether.
      shop.configure(Map.of(SERIAL_1, CERTIFICATE_1));
      shop.keys.refreshAll();
      assertThat(shop.open()).hasSize(1);
      shop.configure(Map.of(PUBLIC_KEY_ID, PUBLIC_KEY));
      shop.keys.refreshAll();
      assertThat(shop.open()).isEmpty();
    }
  }

  @Test
  @DisplayName("the merchant's v2 certificate that ends within 30 days is a problem, and measured")
  void certificateExpiring() throws Exception {
    try (var shop = new Shop(TestStores.SQLITE.create(), Map.of(PUBLIC_KEY_ID, PUBLIC_KEY))) {
      shop.accounts.configure(List.of(withCertificate()));
      var end = shop.accounts.byName("v2shop").certificate().expiresAt();
      shop.keys.refreshAll();
      assertThat(shop.open()).isEmpty();

      shop.clock.set(end.minus(Duration.ofDays(30)));
      shop.keys.refreshAll();

      assertThat(shop.open())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.kind()).isEqualTo("key_expiring");
                assertThat(problem.account()).isEqualTo("v2shop");
                assertThat(problem.cause()).contains("certificate for v2").contains(end.toString());
              });
      var meters = new SimpleMeterRegistry();
      new KeyExpiry(shop.accounts, meters, shop.clock).measure();
      assertThat(
              meters
                  .get("paybell.key.expiry")
                  .tags("account", "v2shop", "serial", "v2.certificate")
                  .gauge()
                  .value())
          .isEqualTo(Duration.ofDays(30).toSeconds());
    }
  }

  private static AccountSettings withCertificate() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key",
        V3Pem.privateKey(Samples.text("v3/keys/merchant_private_key.TEST-ONLY.pem")),
        "1900000110".toCharArray(),
        new Certificate[] {V3Pem.certificate(Samples.text("v3/keys/merchant_cert.pem"))});
    var bytes = new ByteArrayOutputStream();
    store.store(bytes, "1900000110".toCharArray());
    return new AccountSettings(
        "v2shop",
        "1900000110",
        List.of(),
        List.of(),
        "token-of-the-v2-shop",
        new AccountSettings.V2(
            Secret.of("v2-key-of-the-shop-aaaaaaaaaaaaa"),
            null,
            Secret.of(Base64.getEncoder().encodeToString(bytes.toByteArray())),
            null),
        null,
        null,
        null);
  }

  @Test
  @DisplayName("paybell.key.expiry counts down the seconds of each certificate on the ring")
  void expiry() throws SQLException {
    try (var shop =
        new Shop(
            TestStores.SQLITE.create(),
            Map.of(SERIAL_1, CERTIFICATE_1, PUBLIC_KEY_ID, PUBLIC_KEY))) {
      var meters = new SimpleMeterRegistry();
      var expiry = new KeyExpiry(shop.accounts, meters, shop.clock);
      expiry.measure();
      var end = shop.accounts.view("shop").orElseThrow().keys().get(0).expiresAt();
      assertThat(meters.getMeters()).as("a public key has no end").hasSize(1);
      shop.clock.set(end.minusSeconds(100));
      var gauge = meters.get("paybell.key.expiry").tags("account", "shop", "serial", SERIAL_1);
      assertThat(gauge.gauge().value()).isEqualTo(100.0);

      shop.accounts.learn("shop", Map.of(SERIAL_2, CERTIFICATE_2));
      shop.configure(Map.of(PUBLIC_KEY_ID, PUBLIC_KEY));
      expiry.measure();
      assertThat(meters.getMeters())
          .extracting(meter -> meter.getId().getTag("serial"))
          .containsExactly(SERIAL_2);
    }
  }

  /** One replica of a shop that calls WeChat Pay. */
  private static final class Shop implements AutoCloseable {
    private final SettableClock clock = new SettableClock(NOW);
    private final KeyDesk desk = new KeyDesk();
    private final Store store;
    private final Accounts accounts;
    private final Problems problems;
    private final KeyRefresh keys;

    Shop(StoreOptions database, Map<String, String> platformKeys) throws SQLException {
      store = Store.open(database);
      accounts = Accounts.open(store, MasterKey.load("0f".repeat(32), Path.of(".")), clock);
      configure(platformKeys);
      var ledger =
          new Ledger(
              store, name -> new Identity("1900000109", Set.of(), Set.of(), Policies.UNSET), clock);
      problems = new Problems(store, ledger, clock);
      keys = new KeyRefresh(store, accounts, ledger, desk, clock);
    }

    void configure(Map<String, String> platformKeys) throws SQLException {
      accounts.configure(
          List.of(
              new AccountSettings(
                  "shop",
                  "1900000109",
                  List.of(),
                  List.of(),
                  "token-of-the-shop",
                  null,
                  new AccountSettings.V3(
                      Secret.of("v3-key-of-the-shop-ccccccccccccc"),
                      null,
                      "7E57C0DE0000000000000000000000000000B001",
                      Secret.of(Samples.text("v3/keys/merchant_private_key.TEST-ONLY.pem")),
                      platformKeys),
                  null,
                  null)));
    }

    List<String> ring() {
      return List.copyOf(accounts.byName("shop").v3Keys().serials());
    }

    List<ProblemView> open() {
      return problems.list(null, "open", null, 200).items();
    }

    @Override
    public void close() {
      keys.close();
      store.close();
    }
  }
}
