package io.github.paybell.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.calls.RetiredAccount;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.Unfinished;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts that take no new orders any more, and when their keys may go; two replicas. */
class RetiredAccountsTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<Store> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Store::close);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "AUDITED: a retired account takes no new orders, knows its old ones, and is back when it is"
          + " stored again; each step has one audit row, repeats have none")
  void retired(TestStores stores) throws SQLException {
    var database = stores.create();
    var here = new Replica(database);
    var there = new Replica(database);
    here.put("a", "1900000001");
    here.orders.register("a", TestEngine.order("ORDER1", 100));

    assertThat(here.accounts.retire("a", "ann"))
        .isInstanceOfSatisfying(
            AccountRetire.Retired.class,
            retired -> assertThat(retired.view().retiredAt()).isEqualTo(clock.instant()));
    here.accounts.retire("a", "ann");

    there.accounts.refresh();
    for (var replica : List.of(here, there)) {
      var account = replica.accounts.byName("a");
      assertThat(replica.accounts.byToken(account.notifyToken())).isSameAs(account);
      assertThat(RetiredAccount.refusal(account, "ORDER2", replica.orders).orElseThrow())
          .startsWith("Account a is retired and takes no new orders");
      assertThat(RetiredAccount.refusal(account, "ORDER1", replica.orders)).isEmpty();
    }

    there.put("a", "1900000001");
    here.accounts.refresh();
    assertThat(here.accounts.view("a").orElseThrow().retiredAt()).isNull();
    assertThat(RetiredAccount.refusal(here.accounts.byName("a"), "ORDER2", here.orders)).isEmpty();
    assertThat(here.audits())
        .containsExactly("account.created", "account.retired", "account.changed");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "an account is removed 30 days after it was retired and when no order is open, not before;"
          + " its keys are gone then, its token stays its own")
  void removed(TestStores stores) throws SQLException {
    var database = stores.create();
    var here = new Replica(database);
    var there = new Replica(database);
    here.put("a", "1900000001");
    here.put("b", "1900000002");
    here.accounts.learn("a", Map.of(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1));
    here.accounts.learn("b", Map.of(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1));
    var token = here.accounts.byName("a").notifyToken();
    here.orders.register("a", TestEngine.order("ORDER1", 100));
    here.orders.register("b", TestEngine.order("ORDER1", 100));

    assertThat(here.reasons("a"))
        .containsExactly(
            "It is not retired: retire it first, and remove it 30 days later",
            "1 order is open: WeChat Pay is still asked about them; close them, or wait");
    here.accounts.retire("a", "ann");
    clock.move(Duration.ofDays(29).plusHours(1));
    assertThat(here.reasons("a"))
        .hasSize(2)
        .first()
        .asString()
        .isEqualTo(
            "It was retired at 2026-01-01T00:00:00Z: refunds and complaints may still come; 1 of 30"
                + " days are left");
    clock.move(Duration.ofDays(1));
    assertThat(here.reasons("a")).hasSize(1).first().asString().startsWith("1 order is open");

    here.execute("update paybell_order set trade_state = 'CLOSED', next_query_at = null");
    there.accounts.refresh();
    assertThat(here.remove("a")).isInstanceOf(AccountRemove.Removed.class);

    there.accounts.refresh();
    for (var replica : List.of(here, there)) {
      assertThat(replica.accounts.byName("a")).isNull();
      assertThat(replica.accounts.byToken(token)).isNull();
      assertThat(replica.accounts.byName("b").v3Keys().serials()).hasSize(1);
      assertThat(replica.remove("a")).isInstanceOf(AccountRemove.Unknown.class);
    }
    assertThat(here.text("select document from paybell_account where account = 'a'"))
        .containsOnlyNulls();
    assertThat(here.text("select account from paybell_platform_key")).containsExactly("b");
    assertThat(here.audits()).last().isEqualTo("account.removed");

    var again = there.put("a", "1900000001");
    assertThat(again.created()).isTrue();
    assertThat(again.view().notifyToken()).isEqualTo(token);
    assertThat(again.view().keys()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("an account of the file is neither retired nor removed, and an unknown one is said")
  void others(TestStores stores) throws SQLException {
    var here = new Replica(stores.create());
    here.accounts.configure(List.of(settings("file", "1900000001")));

    assertThat(here.accounts.retire("file", "ann")).isInstanceOf(AccountRetire.HeldByFile.class);
    assertThat(here.remove("file")).isInstanceOf(AccountRemove.HeldByFile.class);
    assertThat(here.accounts.retire("none", "ann")).isInstanceOf(AccountRetire.Unknown.class);
    assertThat(here.remove("none")).isInstanceOf(AccountRemove.Unknown.class);
    assertThat(here.audits()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "what one replica stored a moment ago the other finds by name, and holds against a name or an"
          + " mchid that is the same")
  void aMomentAgo(TestStores stores) throws SQLException {
    var database = stores.create();
    var here = new Replica(database);
    var there = new Replica(database);
    here.put("my-shop", "1900000001");
    assertThat(there.accounts.byName("my-shop")).isNull();

    assertThat(there.accounts.put(settings("myshop", "1900000002"), "ann"))
        .isInstanceOfSatisfying(
            AccountPut.Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .singleElement()
                    .asString()
                    .startsWith("name: differs from my-shop by - only"));
    here.put("b", "1900000003");
    assertThat(there.accounts.put(settings("c", "1900000003"), "ann"))
        .isInstanceOfSatisfying(
            AccountPut.Invalid.class,
            invalid ->
                assertThat(invalid.errors()).containsExactly("mchid: account b has it already"));
    here.put("d", "1900000004");
    assertThat(there.accounts.find("d").orElseThrow().mchid()).isEqualTo("1900000004");
    assertThat(there.accounts.find("e")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("certificates that were learnt for one mchid are not kept for another")
  void otherMerchant(TestStores stores) throws SQLException {
    var here = new Replica(stores.create());
    here.put("a", "1900000001");
    here.accounts.learn("a", Map.of(TestKeys.SERIAL_1, TestKeys.CERTIFICATE_1));

    here.put("a", "1900000002");

    assertThat(here.accounts.byName("a").v3Keys().serials()).isEmpty();
  }

  private static AccountSettings settings(String name, String mchid) {
    return new AccountSettings(
        name,
        mchid,
        List.of(),
        List.of(),
        null,
        null,
        new AccountSettings.V3(
            Secret.of("v3-key-of-the-shop-ccccccccccccc"), null, null, null, null),
        null,
        null);
  }

  private final class Replica {
    private final Store store;
    private final Accounts accounts;
    private final Orders orders;
    private final Unfinished unfinished;

    Replica(StoreOptions database) throws SQLException {
      store = Store.open(database);
      opened.add(store);
      accounts = Accounts.open(store, MasterKey.load("0f".repeat(32), Path.of(".")), clock);
      var ledger =
          new Ledger(
              store, name -> new Identity("1900000001", Set.of(), Set.of(), Policies.UNSET), clock);
      orders = new Orders(store, ledger, Ladder.standard(), clock);
      unfinished = new Unfinished(store);
    }

    AccountPut.Stored put(String name, String mchid) throws SQLException {
      return (AccountPut.Stored) accounts.put(settings(name, mchid), "ann");
    }

    AccountRemove remove(String name) throws SQLException {
      return accounts.remove(name, "ann", unfinished::reasons);
    }

    List<String> reasons(String name) throws SQLException {
      return ((AccountRemove.TooEarly) remove(name)).reasons();
    }

    List<String> audits() throws SQLException {
      return text("select action from paybell_audit order by id");
    }

    List<String> text(String sql) throws SQLException {
      return store.read(
          connection -> {
            try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
              var texts = new ArrayList<String>();
              while (rows.next()) {
                texts.add(rows.getString(1));
              }
              return texts;
            }
          });
    }

    void execute(String sql) throws SQLException {
      int changed =
          store.write(
              connection -> {
                try (var statement = connection.createStatement()) {
                  return statement.executeUpdate(sql);
                }
              });
      assertThat(changed).isPositive();
    }
  }
}
