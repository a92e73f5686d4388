package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.spring.AccountInfo;
import io.github.paybell.spring.AccountRefusedException;
import io.github.paybell.spring.MerchantAccount;
import io.github.paybell.spring.MerchantAccounts;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.TradeState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A shop that starts without a merchant and takes one in, from the first to the last day. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(OutputCaptureExtension.class)
class AccountsAtRunTimeTest {
  private static Simulator wechat;
  private static Map<String, String> database;
  private static RunningShop shop;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    wechat = Simulator.start(SimulatorOptions.forTests());
    database = RunningShop.database(TestStores.SQLITE);
  }

  @AfterAll
  static void close() {
    if (shop != null) {
      shop.close();
    }
    wechat.close();
  }

  /** The shop, with none of the accounts that a test has by default. */
  static Map<String, String> without(Map<String, String> accounts) {
    var none = new LinkedHashMap<String, String>();
    accounts.keySet().forEach(key -> none.put(key, ""));
    return none;
  }

  private static MerchantAccounts accounts() {
    return shop.paybell().accounts();
  }

  private static MerchantAccount.Builder tea() {
    return MerchantAccount.named("tea", RunningShop.MERCHANT.mchid())
        .appids(RunningShop.MERCHANT.appid())
        .apiV3Key(RunningShop.MERCHANT.apiV3Key());
  }

  private static List<String> errors(MerchantAccount account) {
    return catchThrowableOfType(AccountRefusedException.class, () -> accounts().put(account))
        .errors();
  }

  private static void awaitPaid(Paybell paybell, String number) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> paybell.order(number).orElseThrow().tradeState() == TradeState.SUCCESS);
  }

  @Test
  @Order(1)
  @DisplayName("a shop starts without a merchant, and its log and its calls say what to do")
  void none(CapturedOutput output) {
    var properties = without(RunningShop.account());
    properties.put("spring.application.name", "teahouse");
    shop = RunningShop.start(wechat, false, database, properties, JdbcShop.class);

    assertThat(output).contains("There is no merchant account yet", "paybell.accounts().put(");
    assertThatThrownBy(() -> shop.placed())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("paybell.accounts().put(");
    assertThatThrownBy(() -> shop.paybell().account("tea"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("configured are none")
        .hasMessageContaining("paybell.accounts.tea");
    assertThat(accounts().list()).isEmpty();
  }

  @Test
  @Order(2)
  @DisplayName("all that is wrong is said at once, by the configuration's keys, without a secret")
  void wrong() {
    assertThat(
            errors(
                MerchantAccount.named("tea", "shop-1")
                    .apiV3Key("too-short-a-secret")
                    .merchantPrivateKey("7E57C0DE0000000000000000000000000000B001", "no PEM")
                    .platformKey("PUB_KEY_ID_01", "no PEM")
                    .build()))
        .hasSize(4)
        .anyMatch(error -> error.startsWith("mchid: must be 1–32 digits"))
        .anyMatch(error -> error.startsWith("v3.api-v3-key: must be exactly 32"))
        .anyMatch(error -> error.startsWith("v3.merchant-private-key: "))
        .anyMatch(error -> error.startsWith("v3.platform-keys.PUB_KEY_ID_01: "))
        .noneMatch(error -> error.contains("too-short-a-secret"));
    assertThat(errors(tea().merchantPrivateKey("7E57C0DE", "file:/etc/passwd").build()))
        .as("SILENT_SECRETS: what a merchant types in makes the shop read nothing")
        .singleElement()
        .asString()
        .startsWith("v3.merchant-private-key: must be the text itself");
    assertThat(errors(tea().merchantPrivateKeyAt("7E57C0DE", "classpath:none.pem").build()))
        .singleElement()
        .asString()
        .contains("none.pem on the class path");
    assertThat(tea().merchantPrivateKey("7E57C0DE", "secret-text").build().toString())
        .isEqualTo("MerchantAccount[tea, mchid=" + RunningShop.MERCHANT.mchid() + "]");
    assertThat(accounts().list()).isEmpty();
  }

  @Test
  @Order(3)
  @DisplayName("a merchant without platform keys places, is paid and handled as soon as it is put")
  void atOnce() throws Exception {
    var file = folder.resolve("apiclient_key.pem");
    Files.writeString(file, RunningShop.MERCHANT.merchantPrivateKey(), StandardCharsets.UTF_8);

    var put =
        accounts()
            .put(
                tea()
                    .merchantPrivateKeyAt(RunningShop.MERCHANT.merchantSerial(), "file:" + file)
                    .build());

    assertThat(put.platformKeys()).hasSize(1);
    assertThat(put.configured()).isFalse();
    var number = shop.placed();
    shop.pay(number);
    assertThat(shop.attempts(number)).singleElement().extracting("status").isEqualTo(204);
    awaitPaid(shop.paybell(), number);
    assertThat(
            shop.jdbc()
                .queryForList("select actor || ' ' || action from paybell_audit", String.class))
        .containsExactly("teahouse account.created");
  }

  @Test
  @Order(4)
  @DisplayName("of several merchants a call says which, and the sentence tells how")
  void several() {
    accounts()
        .as("ann")
        .put(
            MerchantAccount.named("coffee", "1900000209")
                .v2Key("TestKeyForCoffeeOnly000000000001")
                .build());

    assertThatThrownBy(() -> shop.placed())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("coffee, tea")
        .hasMessageContaining("paybell.account(\"…\")");
    assertThat(accounts().list()).extracting(AccountInfo::name).containsExactly("coffee", "tea");
    assertThat(accounts().find("coffee").orElseThrow().mchid()).isEqualTo("1900000209");
  }

  @Test
  @Order(5)
  @DisplayName("TOGETHER: accounts are not changed inside a transaction, which could not undo it")
  void inside() {
    var transaction = new TransactionTemplate(shop.bean(PlatformTransactionManager.class));
    List<Runnable> changes =
        List.of(
            () -> accounts().put(tea().build()),
            () -> accounts().retire("tea"),
            () -> accounts().remove("tea"));
    for (var change : changes) {
      assertThatThrownBy(() -> transaction.executeWithoutResult(status -> change.run()))
          .isInstanceOf(IllegalTransactionStateException.class);
    }
  }

  @Test
  @Order(6)
  @DisplayName(
      "a retired merchant takes no new order; the old ones are placed again, paid, refunded; it is"
          + " not removed meanwhile, and back when it is put again")
  void retired() {
    var paybell = shop.paybell().account("tea");
    var open = RunningShop.newNumber();
    var fresh = RunningShop.newNumber();
    paybell.place(RunningShop.order(open), RunningShop.payer());

    assertThat(accounts().retire("tea").retiredAt()).isNotNull();

    assertThatThrownBy(() -> paybell.place(RunningShop.order(fresh), RunningShop.payer()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tea is retired and takes no new orders");
    assertThatThrownBy(() -> paybell.expect(RunningShop.order(fresh)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("retired");
    assertThat(paybell.order(fresh)).isEmpty();
    paybell.place(RunningShop.order(open), RunningShop.payer());
    assertThat(removal("tea"))
        .hasSize(2)
        .anyMatch(reason -> reason.contains("30 of 30 days are left"))
        .anyMatch(reason -> reason.startsWith("1 order is open"));
    shop.pay(open);
    awaitPaid(paybell, open);
    paybell.refund(open, "R-" + open, 100, "少发一份");
    assertThat(removal("tea")).anyMatch(reason -> reason.equals("1 refund is not through"));

    assertThat(accounts().put(tea().build()).retiredAt()).isNull();
    paybell.place(RunningShop.order(fresh), RunningShop.payer());
  }

  private static List<String> removal(String name) {
    return catchThrowableOfType(AccountRefusedException.class, () -> accounts().remove(name))
        .errors();
  }

  @Test
  @Order(7)
  @DisplayName(
      "an account of the configuration is changed there only; one of the database is there")
  void configured() {
    shop.close();
    var properties = without(RunningShop.account());
    properties.put("paybell.accounts.milk.mchid", "1900000309");
    properties.put("paybell.accounts.milk.v2.key", "TestKeyForMilkOnly00000000000001");
    shop = RunningShop.start(wechat, false, database, properties, JdbcShop.class);

    assertThat(accounts().list())
        .extracting(AccountInfo::name)
        .containsExactly("coffee", "milk", "tea");
    assertThat(errors(MerchantAccount.named("milk", "1900000309").build()))
        .containsExactly("The configuration holds it: change it there, paybell.accounts.milk");
    assertThat(removal("milk")).singleElement().asString().contains("configuration");
    assertThat(
            errors(
                MerchantAccount.named("mi-lk", "1900000409")
                    .v2Key("TestKeyForMilkOnly00000000000002")
                    .build()))
        .singleElement()
        .asString()
        .startsWith("name: differs from milk by - only");
  }
}
