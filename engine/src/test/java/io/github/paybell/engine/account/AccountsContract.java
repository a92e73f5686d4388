package io.github.paybell.engine.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.paybell.engine.store.Store;
import io.github.paybell.protocol.v3.ApiV3Key;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What accounts promise on every database. */
abstract class AccountsContract {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String TOKEN = "4cE0aTokenThatNobodyGuesses";
  private static final String V2 = "v2-key-of-the-shop-aaaaaaaaaaaaa";
  private static final String V2_OLD = "v2-key-of-the-shop-bbbbbbbbbbbbb";
  private static final String V3 = "v3-key-of-the-shop-ccccccccccccc";
  private static final String V3_OLD = "v3-key-of-the-shop-ddddddddddddd";
  private static final String MERCHANT_SERIAL = "7E57C0DE0000000000000000000000000000B001";
  private static final String P12 = TestKeys.base64(TestKeys.pkcs12("1900000109", 1));
  private static final String MASTER = "0f".repeat(32);

  @TempDir Path dataDir;
  private final MasterKey key = MasterKey.load(MASTER, Path.of("."));
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<Store> opened = new ArrayList<>();
  private Store store;
  private Accounts accounts;

  /** The one database of this test, empty at its start, as another replica reaches it. */
  abstract Store connect();

  @BeforeEach
  void open() throws SQLException {
    logged.start();
    ((Logger) LoggerFactory.getLogger(Accounts.class.getPackageName())).addAppender(logged);
    store = replicaStore();
    accounts = Accounts.open(store, key, CLOCK);
  }

  @AfterEach
  void close() {
    ((Logger) LoggerFactory.getLogger(Accounts.class.getPackageName())).detachAppender(logged);
    opened.forEach(Store::close);
  }

  @Test
  @DisplayName("an account of the file is found by token, name and mchid")
  void found() throws SQLException {
    accounts.configure(List.of(shop()));

    var account = accounts.byToken(TOKEN);
    assertThat(account.name()).isEqualTo("shop");
    assertThat(account.v2Keys()).hasSize(2);
    assertThat(account.v3Keys().apiV3Keys()).containsExactly(ApiV3Key.of(V3), ApiV3Key.of(V3_OLD));
    assertThat(account.v3Keys().serials())
        .containsExactlyInAnyOrder(TestKeys.SERIAL_1, TestKeys.PUBLIC_KEY_ID);
    assertThat(account.v3Keys().platformKey(TestKeys.SERIAL_1)).isNotNull();
    assertThat(account.v3Keys().platformKey(TestKeys.SERIAL_2)).isNull();
    assertThat(accounts.byName("shop")).isSameAs(account);
    assertThat(accounts.byMchid("1900000109")).isSameAs(account);
    assertThat(accounts.all()).containsExactly(account);
    assertThat(accounts.byToken(TOKEN + "x")).isNull();
  }

  @Test
  @DisplayName("a token is generated once and is the same at each later start")
  void tokenOnce() throws SQLException {
    accounts.configure(List.of(withoutToken("shop", "1")));
    var token = accounts.byName("shop").notifyToken();

    assertThat(token).matches("[0-9A-Za-z_-]{32}");
    accounts.configure(List.of(withoutToken("shop", "1"), withoutToken("other", "2")));
    assertThat(accounts.byName("shop").notifyToken()).isEqualTo(token);
    assertThat(accounts.byName("other").notifyToken()).isNotEqualTo(token);
    var restarted = Accounts.open(replicaStore(), key, CLOCK);
    assertThat(restarted.byName("shop")).as("only the token is kept, no keys").isNull();
    restarted.configure(List.of(withoutToken("shop", "1")));
    assertThat(restarted.byToken(token).name()).isEqualTo("shop");
  }

  @Test
  @DisplayName("replicas that start at the same moment agree on one generated token")
  void oneTokenForAll() throws Exception {
    var replicas = new ArrayList<Accounts>();
    for (int i = 0; i < 4; i++) {
      replicas.add(Accounts.open(replicaStore(), key, CLOCK));
    }
    inParallel(replicas, r -> r.configure(List.of(withoutToken("shop", "1"))));

    assertThat(replicas.stream().map(r -> r.byName("shop").notifyToken()).distinct()).hasSize(1);
  }

  @Test
  @DisplayName("one account, one row: replicas that store the same new account agree on one token")
  void onePut() throws Exception {
    var replicas = new ArrayList<Accounts>();
    for (int i = 0; i < 4; i++) {
      replicas.add(Accounts.open(replicaStore(), key, CLOCK));
    }
    inParallel(replicas, r -> r.put(withoutToken("shop", "1"), "ann"));
    for (var replica : replicas) {
      replica.refresh();
    }

    assertThat(replicas.stream().map(r -> r.byName("shop").notifyToken()).distinct()).hasSize(1);
    assertThat(audits()).containsExactly("ann account.created shop ");
  }

  @Test
  @DisplayName(
      "the file wins over the database; gone from the file, the database's account is back")
  void fileWins() throws SQLException {
    accounts.put(settings("shop", "1", TOKEN, v2(V2), null), "ann");
    accounts.configure(List.of(settings("shop", "2", null, v2(V2), null), withoutToken("b", "3")));

    assertThat(accounts.byName("shop").mchid()).isEqualTo("2");
    assertThat(accounts.byToken(TOKEN).mchid()).as("it keeps its token").isEqualTo("2");
    assertThat(accounts.byMchid("1")).isNull();
    assertThat(accounts.view("shop").orElseThrow().origin()).isEqualTo(AccountView.Origin.FILE);

    accounts.configure(List.of());
    assertThat(accounts.byName("shop").mchid()).isEqualTo("1");
    assertThat(accounts.view("shop").orElseThrow().origin()).isEqualTo(AccountView.Origin.DATABASE);
    assertThat(accounts.byName("b")).isNull();
  }

  @Test
  @DisplayName("a bad configuration says all that is wrong and leaves the old one in force")
  void badConfiguration() throws SQLException {
    accounts.configure(List.of(shop()));
    var before = accounts.byName("shop");
    var bad =
        List.of(
            settings("Shop", "19000001x9", "short", v2("too-short"), null),
            settings("two", "7", null, v2("file:" + dataDir.resolve("absent")), null),
            settings("three", "7", null, null, null),
            settings(
                "four",
                "8",
                null,
                null,
                new AccountSettings.V3(
                    Secret.of(V3),
                    null,
                    null,
                    null,
                    Map.of(
                        TestKeys.SERIAL_2, TestKeys.CERTIFICATE_1, "0119", TestKeys.PUBLIC_KEY))));

    assertThatThrownBy(() -> accounts.configure(bad))
        .isInstanceOfSatisfying(
            InvalidAccountsException.class,
            e ->
                assertThat(e.errors())
                    .satisfiesExactlyInAnyOrder(
                        x -> assertThat(x).startsWith("accounts.Shop.name: "),
                        x -> assertThat(x).startsWith("accounts.Shop.mchid: "),
                        x -> assertThat(x).startsWith("accounts.Shop.notify-token: "),
                        x -> assertThat(x).startsWith("accounts.Shop.v2.key: ").contains("32"),
                        x -> assertThat(x).startsWith("accounts.two.v2.key: ").contains("absent"),
                        x -> assertThat(x).startsWith("accounts.three.v2: "),
                        x -> assertThat(x).startsWith("accounts.three.mchid: ").contains("two"),
                        x ->
                            assertThat(x)
                                .startsWith("accounts.four.v3.platform-keys." + TestKeys.SERIAL_2)
                                .contains("serial " + TestKeys.SERIAL_1),
                        x ->
                            assertThat(x)
                                .startsWith("accounts.four.v3.platform-keys.0119: ")
                                .contains("PUB_KEY_ID_")));
    assertThat(accounts.byName("shop")).isSameAs(before);
    assertThat(accounts.all()).hasSize(1);
  }

  @Test
  @DisplayName("what the merchant signs its calls with, its certificate and its policies are there")
  void merchantsOwn() throws Exception {
    var file = Files.write(dataDir.resolve("apiclient_cert.p12"), TestKeys.pkcs12("1900000109", 1));
    accounts.configure(List.of(calling("file:" + file, null, MERCHANT_SERIAL, "refund", null)));

    var account = accounts.byName("shop");
    assertThat(account.merchantKey().serial()).isEqualTo(MERCHANT_SERIAL);
    assertThat(account.merchantKey().key().getAlgorithm()).isEqualTo("RSA");
    var certificate = account.certificate();
    assertThat(certificate.keyStore().getKey("key0", certificate.password())).isNotNull();
    assertThat(account.latePayment()).isEqualTo("refund");
    assertThat(account.duplicatePayment()).isNull();
    var view = accounts.view("shop").orElseThrow();
    assertThat(view.certificateExpiresAt()).isEqualTo(certificate.expiresAt());
    assertThat(view.latePayment()).isEqualTo("refund");

    accounts.configure(List.of(withoutToken("shop", "1900000109")));
    assertThat(accounts.byName("shop").certificate()).isNull();
    assertThat(accounts.byName("shop").latePayment()).isNull();
  }

  @Test
  @DisplayName("a certificate replaced in its file is used without a restart")
  void rotatedCertificate() throws Exception {
    var file = Files.write(dataDir.resolve("apiclient_cert.p12"), TestKeys.pkcs12("1900000109", 1));
    accounts.configure(List.of(calling("file:" + file, null, MERCHANT_SERIAL, null, null)));
    var before = accounts.byName("shop").certificate();

    Files.write(file, TestKeys.pkcs12("1900000109", 1));
    Files.setLastModifiedTime(file, FileTime.from(NOW.plus(Duration.ofDays(1))));
    accounts.refresh();

    assertThat(accounts.byName("shop").certificate()).isNotNull().isNotSameAs(before);
  }

  @Test
  @DisplayName("certificate and private key of the admin API are sealed, and there after a restart")
  void merchantsOwnOfTheAdmin() throws Exception {
    var p12 = TestKeys.base64(TestKeys.pkcs12("another password", 1));
    accounts.put(calling(p12, "another password", MERCHANT_SERIAL, "accept", "hold"), "ann");
    accounts.put(withoutToken("shop", "1900000109"), "bob");

    var restarted = Accounts.open(replicaStore(), key, CLOCK).byName("shop");
    assertThat(restarted.certificate().keyStore().size()).isEqualTo(2);
    assertThat(restarted.merchantKey().serial()).isEqualTo(MERCHANT_SERIAL);
    assertThat(restarted.latePayment()).as("left out: as the server is set").isNull();
    assertThat(accounts.view("shop").orElseThrow().secrets())
        .extracting(AccountView.SetSecret::field)
        .contains("v2.certificate", "v2.certificate_password");
    assertThat(text("select document from paybell_account where account = 'shop'"))
        .doesNotContain("another password")
        .doesNotContain(p12.substring(0, 60));
    assertThat(audits()).contains("bob account.changed shop late_payment, duplicate_payment");
  }

  @Test
  @DisplayName("a merchant key by half, a certificate that does not open and a policy that is none")
  void badMerchantsOwn() throws Exception {
    var p12 = TestKeys.base64(TestKeys.pkcs12("1900000110", 1));
    assertThat(errors(calling(p12, null, null, "often", "Hold")))
        .satisfiesExactlyInAnyOrder(
            x -> assertThat(x).startsWith("v2.certificate: ").contains("password"),
            x -> assertThat(x).startsWith("v3.merchant_serial: is missing"),
            x -> assertThat(x).startsWith("late_payment: ").contains("accept, refund or hold"),
            x -> assertThat(x).startsWith("duplicate_payment: "));
    assertThat(errors(calling("no base64!", null, MERCHANT_SERIAL, null, null)))
        .singleElement()
        .asString()
        .contains("base64");
    assertThat(errors(calling("file:/etc/hostname", null, MERCHANT_SERIAL, null, null)))
        .singleElement()
        .asString()
        .contains("file: is for the configuration file only");
    var halfKey = new AccountSettings.V3(Secret.of(V3), null, MERCHANT_SERIAL, null, Map.of());
    assertThat(errors(settings("shop", "2", null, null, halfKey)))
        .singleElement()
        .asString()
        .startsWith("v3.merchant_private_key: is missing");
    var absent = calling("file:" + dataDir.resolve("absent"), null, MERCHANT_SERIAL, null, null);
    assertThatThrownBy(() -> accounts.configure(List.of(absent)))
        .hasMessageContaining("accounts.shop.v2.certificate: cannot read file");
  }

  @Test
  @DisplayName("a certificate that an older version kept as written is passed over, not an error")
  void certificateAsWritten() throws SQLException {
    accounts.put(settings("shop", "1", null, v2(V2), null), "ann");
    execute(
        "update paybell_account set version = version + 1, document = replace(document,"
            + " '\"previous_keys\"', '\"certificate\":\"file:a.p12\",\"previous_keys\"')");

    assertThat(text("select document from paybell_account")).contains("file:a.p12");
    assertThat(Accounts.open(replicaStore(), key, CLOCK).byName("shop").certificate()).isNull();
  }

  @Test
  @DisplayName("a key rotated in its file is used without a restart, others stay the same objects")
  void rotatedFile() throws Exception {
    var file = Files.writeString(dataDir.resolve("v3.key"), V3_OLD + "\n");
    var v3 =
        new AccountSettings.V3(
            Secret.of("file:" + file),
            null,
            null,
            null,
            Map.of(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1));
    accounts.configure(List.of(settings("a", "1", null, null, v3), withoutToken("b", "2")));
    var other = accounts.byName("b");

    Files.writeString(file, V3 + "\r\n");
    Files.setLastModifiedTime(file, FileTime.from(NOW.plus(Duration.ofDays(1))));
    accounts.refresh();

    assertThat(accounts.byName("a").v3Keys().apiV3Keys()).containsExactly(ApiV3Key.of(V3));
    assertThat(accounts.byName("b")).isSameAs(other);

    Files.delete(file);
    assertThatThrownBy(accounts::refresh).hasMessageContaining("v3.key");
    assertThat(accounts.byName("a").v3Keys().apiV3Keys()).containsExactly(ApiV3Key.of(V3));
  }

  @Test
  @DisplayName("AUDITED: storing and changing an account leaves one audit row each, repeats none")
  void audited() throws SQLException {
    var first = accounts.put(settings("shop", "1", TOKEN, v2(V2), null), "ann");
    var again = accounts.put(settings("shop", "1", TOKEN, v2(V2), null), "bob");
    accounts.put(settings("shop", "1", TOKEN, v2(V2_OLD), null), "x".repeat(80));

    assertThat(first).isInstanceOfSatisfying(AccountPut.Stored.class, s -> s.created());
    assertThat(((AccountPut.Stored) first).created()).isTrue();
    assertThat(((AccountPut.Stored) again).created()).isFalse();
    assertThat(audits())
        .containsExactlyInAnyOrder(
            "ann account.created shop ", "x".repeat(64) + " account.changed shop v2.key");
  }

  @Test
  @DisplayName("AUDITED: an account that cannot be audited is not stored")
  void notWithoutAudit() throws SQLException {
    execute("alter table paybell_audit rename to paybell_audit_away");
    try {
      assertThatThrownBy(() -> accounts.put(withoutToken("shop", "1"), "ann"))
          .isInstanceOf(SQLException.class);
    } finally {
      execute("alter table paybell_audit_away rename to paybell_audit");
    }
    accounts.refresh();

    assertThat(accounts.byName("shop")).isNull();
    assertThat(count("paybell_account")).isZero();
  }

  @Test
  @DisplayName("a change without the secrets keeps the stored ones")
  void secretsStay() throws SQLException {
    accounts.put(shop(), "ann");
    var silent =
        settings(
            "shop",
            "1900000110",
            null,
            null,
            new AccountSettings.V3(null, List.of(), null, null, null));

    var outcome = (AccountPut.Stored) accounts.put(silent, "bob");

    assertThat(outcome.view().mchid()).isEqualTo("1900000110");
    var account = accounts.byToken(TOKEN);
    assertThat(account.v2Keys()).hasSize(2);
    assertThat(account.v3Keys().apiV3Keys()).containsExactly(ApiV3Key.of(V3));
    assertThat(account.v3Keys().serials()).hasSize(2);
    assertThat(audits())
        .contains("bob account.changed shop mchid, appids, v3.previous_api_v3_keys[0]");
  }

  @Test
  @DisplayName("an account of the file is not changed through the admin API")
  void heldByFile() throws SQLException {
    accounts.configure(List.of(shop()));

    assertThat(accounts.put(withoutToken("shop", "5"), "ann"))
        .isEqualTo(new AccountPut.HeldByFile("shop"));
    assertThat(audits()).isEmpty();
  }

  @Test
  @DisplayName("settings that do not hold store nothing, not even a row")
  void invalidPut() throws SQLException {
    accounts.put(settings("first", "1", TOKEN, v2(V2), null), "ann");

    assertThat(errors(settings("shop", "2", null, v2("short"), null)))
        .singleElement()
        .asString()
        .startsWith("v2.key: ");
    assertThat(errors(settings("shop", "2", null, null, null))).hasSize(1);
    assertThat(errors(settings("Shop!", "2", null, v2(V2), null))).hasSize(1);
    assertThat(errors(settings("shop", "1", TOKEN, v2(V2), null)))
        .satisfiesExactly(
            x -> assertThat(x).startsWith("mchid: account first"),
            x -> assertThat(x).startsWith("notify_token: "));
    assertThat(count("paybell_account")).isOne();
    assertThat(count("paybell_audit")).isOne();
  }

  @Test
  @DisplayName("names may have -, and two that differ by it only are refused, wherever they are")
  void alike() throws SQLException {
    accounts.put(settings("my-shop", "1", null, v2(V2), null), "ann");
    assertThat(accounts.byName("my-shop").mchid()).isEqualTo("1");
    assertThat(errors(settings("myshop", "2", null, v2(V2), null)))
        .singleElement()
        .asString()
        .startsWith("name: differs from my-shop by - only");
    assertThat(errors(settings("-shop", "2", null, v2(V2), null)))
        .containsExactly("name: must be 1–32 of a-z, 0-9 and -, and not begin with -");
    assertThatThrownBy(
            () -> accounts.configure(List.of(withoutToken("a-b", "3"), withoutToken("ab", "4"))))
        .isInstanceOf(InvalidAccountsException.class)
        .hasMessageContaining("accounts.ab: differs from a-b by - only");
  }

  @Test
  @DisplayName("SILENT_SECRETS: the admin API cannot make the server read its files")
  void noFilesThroughTheAdmin() throws Exception {
    var file = Files.writeString(dataDir.resolve("key"), V2);

    assertThat(errors(settings("shop", "2", null, v2("file:" + file), null)))
        .singleElement()
        .asString()
        .contains("file: is for the configuration file only");
  }

  @Test
  @DisplayName("what one replica stores the others use after their next refresh")
  void refresh() throws SQLException {
    var other = Accounts.open(replicaStore(), key, CLOCK);
    accounts.put(settings("a", "1", null, v2(V2), null), "ann");
    accounts.put(settings("b", "2", null, v2(V2), null), "ann");
    other.refresh();
    assertThat(other.views()).isEqualTo(accounts.views()).hasSize(2);

    // Not the newest row: its version is not the table's highest.
    accounts.put(settings("b", "3", null, v2(V2), null), "ann");
    accounts.put(settings("b", "4", null, v2(V2), null), "ann");
    other.refresh();
    var b = other.byName("b");
    accounts.put(settings("a", "5", null, v2(V2), null), "ann");
    other.refresh();

    assertThat(other.byName("a").mchid()).isEqualTo("5");
    assertThat(other.byName("b")).isSameAs(b);
  }

  @Test
  @DisplayName("a view shows serials with their ends and when secrets changed")
  void view() throws SQLException {
    accounts.put(shop(), "ann");

    var view = accounts.view("shop").orElseThrow();
    assertThat(view.apis()).containsExactly("v2", "v3");
    assertThat(view.notifyToken()).isEqualTo(TOKEN);
    assertThat(view.keys())
        .extracting(AccountView.Key::serial)
        .containsExactly(TestKeys.SERIAL_1, TestKeys.PUBLIC_KEY_ID);
    assertThat(view.keys().get(0).expiresAt()).isNotNull();
    assertThat(view.keys().get(1).expiresAt()).isNull();
    assertThat(view.secrets())
        .contains(new AccountView.SetSecret("v3.merchant_private_key", NOW))
        .hasSize(5);
    assertThat(view.updatedAt()).isEqualTo(NOW);
    assertThat(accounts.view("nobody")).isEmpty();
  }

  @Test
  @DisplayName("the wrong master key stops the accounts of the database only, and says which field")
  void wrongMasterKey() throws SQLException {
    accounts.put(shop(), "ann");
    var wrong = MasterKey.load("1e".repeat(32), dataDir);

    var started = Accounts.open(replicaStore(), wrong, CLOCK);
    started.configure(List.of(settings("file", "2", TOKEN + "2", v2(V2_OLD), null)));

    assertThat(started.byName("shop")).isNull();
    assertThat(started.byName("file")).isNotNull();
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anySatisfy(
            m -> assertThat(m).contains("v2.key of account shop").contains("another master key"));
  }

  @Test
  @DisplayName("SILENT_SECRETS: a key sealed for one account does not open in another's row")
  void movedRow() throws SQLException {
    accounts.put(settings("a", "1", null, v2(V2), null), "ann");
    accounts.put(settings("b", "2", null, v2(V2_OLD), null), "ann");
    var document = text("select document from paybell_account where account = 'a'");
    execute(
        "update paybell_account set version = version + 1, document = '"
            + document
            + "' where account = 'b'");
    var b = accounts.byName("b");
    accounts.refresh();

    assertThat(accounts.byName("b")).as("what was in force stays").isSameAs(b);
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anySatisfy(m -> assertThat(m).contains("v2.key of account b"));
    assertThat(Accounts.open(replicaStore(), key, CLOCK).byName("b"))
        .as("a replica that starts does without it")
        .isNull();

    assertThat(errors(settings("b", "2", null, null, null)))
        .anySatisfy(e -> assertThat(e).contains("cannot open v2.key of account b"));
    accounts.put(settings("b", "2", null, v2(V2_OLD), null), "ann");
    assertThat(Accounts.open(replicaStore(), key, CLOCK).byName("b").v2Keys())
        .as("sending every secret again repairs it")
        .hasSize(1);
    assertThat(audits()).contains("ann account.changed b all");
  }

  @Test
  @DisplayName("FORGERY_INERT: a published test key is warned of at each configuration and start")
  void publishedTestKeys() throws SQLException {
    for (var published :
        List.of("TestKeyForSimulatorOnly000000001", "192006250b4c09247ec02edce69f6a2d")) {
      logged.list.clear();
      accounts.configure(List.of(settings("shop", "1", null, v2(published), null)));
      accounts.configure(List.of(settings("shop", "1", null, v2(published), null)));
      assertThat(logged.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .hasSize(2)
          .allSatisfy(
              m ->
                  assertThat(m)
                      .contains("accounts.shop.v2.key")
                      .contains("published test key")
                      .doesNotContain(published));
    }
    accounts.configure(List.of());
    accounts.put(
        settings(
            "shop",
            "1",
            null,
            null,
            new AccountSettings.V3(
                Secret.of("TestOnlyApiV3Key0123456789ABCDEF"),
                null,
                null,
                null,
                Map.of(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1))),
        "ann");
    logged.list.clear();
    Accounts.open(replicaStore(), key, CLOCK);
    assertThat(logged.list)
        .singleElement()
        .satisfies(e -> assertThat(e.getFormattedMessage()).contains("v3.api_v3_key"));
  }

  @Test
  @DisplayName("v3 without platform keys is warned of, unless a merchant key can download them")
  void nothingToProveWith() throws SQLException {
    accounts.configure(List.of(calling(null, null, MERCHANT_SERIAL, null, null)));
    assertThat(logged.list).isEmpty();

    var v3 = new AccountSettings.V3(Secret.of(V3), null, null, null, null);
    accounts.configure(List.of(settings("shop", "1", null, null, v3)));
    assertThat(logged.list)
        .singleElement()
        .satisfies(
            e -> assertThat(e.getFormattedMessage()).contains("account shop: no platform key"));
  }

  @Test
  @DisplayName("SILENT_SECRETS: no key in any text, view, log line, error, audit or row")
  void silent() throws SQLException {
    var texts = new ArrayList<String>();
    var settings = shop();
    texts.add(settings + " " + settings.v2() + " " + settings.v3() + " " + Secret.of(V2));
    texts.add(accounts.put(settings, "ann").toString());
    texts.add(accounts.views() + " " + accounts.all() + " " + accounts.byName("shop").v2Keys());
    texts.add(accounts.view("shop").orElseThrow().keys().toString());
    texts.add(accounts.view("shop").orElseThrow().secrets().toString());
    texts.add(accounts.byName("shop").v3Keys() + "");
    texts.add(accounts.byName("shop").v3Keys().apiV3Keys() + "");
    texts.add(text("select document from paybell_account where account = 'shop'"));
    texts.add(accounts.put(calling(P12, null, MERCHANT_SERIAL, null, null), "ann").toString());
    texts.add(accounts.byName("shop").certificate() + " " + accounts.byName("shop").merchantKey());
    texts.add(text("select document from paybell_account where account = 'shop'"));
    texts.addAll(audits());
    accounts.configure(List.of(settings("b", "2", null, v2(V2), null)));
    accounts.configure(List.of(shop()));
    for (var bad :
        List.of(
            settings("shop", V2, V2 + "!", v2(V2 + V2), null),
            settings(
                "shop",
                "1",
                null,
                null,
                new AccountSettings.V3(
                    Secret.of(V3 + " "),
                    List.of(Secret.of(V3_OLD + " ")),
                    V3,
                    Secret.of(TestKeys.PRIVATE_KEY.substring(0, 900)),
                    Map.of(TestKeys.PUBLIC_KEY_ID, TestKeys.PRIVATE_KEY))),
            calling(P12.substring(0, 900), "another password", null, P12, P12))) {
      try {
        accounts.configure(List.of(bad));
      } catch (InvalidAccountsException e) {
        texts.add(stack(e));
      }
      accounts.configure(List.of());
      texts.add(accounts.put(bad, "ann").toString());
    }
    Accounts.open(replicaStore(), MasterKey.load("1e".repeat(32), dataDir), CLOCK);
    for (var event : logged.list) {
      texts.add(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        texts.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }

    assertThat(texts).hasSizeGreaterThan(12);
    for (var secret :
        List.of(
            V2,
            V2_OLD,
            V3,
            V3_OLD,
            MASTER,
            secretLine(TestKeys.PRIVATE_KEY),
            P12.substring(100, 160),
            "another password")) {
      assertThat(texts).noneMatch(text -> text.contains(secret));
    }
    texts.remove(7);
    assertThat(texts).noneMatch(text -> text.contains(TOKEN));
  }

  private AccountSettings shop() {
    return new AccountSettings(
        "shop",
        "1900000109",
        List.of("wx8888888888888888"),
        List.of(),
        TOKEN,
        new AccountSettings.V2(Secret.of(V2), List.of(Secret.of(V2_OLD)), null, null),
        new AccountSettings.V3(
            Secret.of(V3),
            List.of(Secret.of(V3_OLD)),
            "7E57C0DE0000000000000000000000000000B001",
            Secret.of(TestKeys.PRIVATE_KEY),
            Map.of(
                TestKeys.SERIAL_1,
                TestKeys.CERTIFICATE_1,
                TestKeys.PUBLIC_KEY_ID,
                TestKeys.PUBLIC_KEY)),
        null,
        null);
  }

  private static AccountSettings calling(
      String certificate, String password, String serial, String late, String duplicate) {
    return new AccountSettings(
        "shop",
        "1900000109",
        List.of(),
        List.of(),
        TOKEN,
        new AccountSettings.V2(
            Secret.of(V2),
            null,
            certificate == null ? null : Secret.of(certificate),
            password == null ? null : Secret.of(password)),
        new AccountSettings.V3(
            Secret.of(V3), null, serial, Secret.of(TestKeys.PRIVATE_KEY), Map.of()),
        late,
        duplicate);
  }

  private static AccountSettings withoutToken(String name, String mchid) {
    return settings(name, mchid, null, v2(V2), null);
  }

  private static AccountSettings settings(
      String name, String mchid, String token, AccountSettings.V2 v2, AccountSettings.V3 v3) {
    return new AccountSettings(name, mchid, List.of(), List.of(), token, v2, v3, null, null);
  }

  private static AccountSettings.V2 v2(String key) {
    return new AccountSettings.V2(Secret.of(key), null, null, null);
  }

  private List<String> errors(AccountSettings settings) throws SQLException {
    return ((AccountPut.Invalid) accounts.put(settings, "ann")).errors();
  }

  private Store replicaStore() {
    var another = connect();
    opened.add(another);
    return another;
  }

  private List<String> audits() throws SQLException {
    return query(
        "select concat(actor, ' ', action, ' ', account, ' ', detail) from paybell_audit"
            .replace("concat(", store.dialect().name().equals("SQLITE") ? "(" : "concat(")
            .replace(",", store.dialect().name().equals("SQLITE") ? " ||" : ","));
  }

  private int count(String table) throws SQLException {
    return Integer.parseInt(text("select count(*) from " + table));
  }

  private String text(String sql) throws SQLException {
    return query(sql).get(0);
  }

  private List<String> query(String sql) throws SQLException {
    return store.read(
        connection -> {
          var texts = new ArrayList<String>();
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              texts.add(rows.getString(1));
            }
          }
          return texts;
        });
  }

  private void execute(String sql) throws SQLException {
    store.write(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  private interface Change {
    void apply(Accounts accounts) throws SQLException;
  }

  private static void inParallel(List<Accounts> replicas, Change change) throws Exception {
    var barrier = new CyclicBarrier(replicas.size());
    var threads = Executors.newFixedThreadPool(replicas.size());
    try {
      var tasks = new ArrayList<Callable<Void>>();
      for (var replica : replicas) {
        tasks.add(
            () -> {
              barrier.await();
              change.apply(replica);
              return null;
            });
      }
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String secretLine(String pem) {
    return pem.split("\n")[5];
  }

  private static String stack(Throwable e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
