package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.calls.Closing;
import io.github.paybell.engine.calls.OrderQueries;
import io.github.paybell.engine.calls.Refunding;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.PlacedAs;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.ledger.Refunds;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.protocol.Samples;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One process of several over a store: the rooms that healing needs, and healing itself. */
final class Replica implements AutoCloseable {
  static final String ACCOUNT = "shop";

  final Store store;
  final Accounts accounts;
  final Ledger ledger;
  final Orders orders;
  final Refunds refunds;
  final Problems problems;
  final Healing healing;
  final MeterRegistry meters = new SimpleMeterRegistry();
  private final Clock clock;

  Replica(StoreOptions options, WechatPay wechat, Clock clock) {
    this(options, wechat, 20, List.of(), clock);
  }

  Replica(
      StoreOptions options,
      WechatPay wechat,
      int queriesPerSecond,
      List<Recurring> timers,
      Clock clock) {
    this.clock = clock;
    store = Store.open(options);
    try {
      accounts =
          Accounts.open(
              store, MasterKey.load(null, Files.createTempDirectory("paybell-key")), clock);
      accounts.configure(List.of(shop()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var identity = new Identity(Teller.MCHID, Set.of(), Set.of(), Policies.UNSET);
    ledger = new Ledger(store, name -> name.equals(ACCOUNT) ? identity : null, clock);
    orders = new Orders(store, ledger, Ladder.standard(), clock);
    refunds = new Refunds(store, ledger, clock);
    problems = new Problems(store, ledger, clock);
    var queries = new OrderQueries(wechat, ledger);
    healing =
        new Healing(
            new Healing.Parts(
                store,
                accounts,
                ledger,
                queries,
                new Closing(wechat, queries, ledger, orders, clock),
                new Refunding(wechat, queries, ledger, refunds, clock)),
            new HealingOptions(
                Ladder.standard(),
                queriesPerSecond,
                Policies.UNSET,
                LocalTime.of(10, 30),
                Duration.ofMinutes(30),
                Duration.ofDays(400)),
            timers,
            meters,
            clock);
  }

  /** With keys for calls. */
  static AccountSettings shop() {
    return shop(
        new AccountSettings.V2(Secret.of("TestKeyForSimulatorOnly000000001"), null, null, null),
        null);
  }

  /** The same merchant, with keys that prove notifications and none for calls. */
  static AccountSettings receiver() {
    return shop(
        null,
        new AccountSettings.V3(
            Secret.of("TestOnlyApiV3Key0123456789ABCDEF"),
            null,
            null,
            null,
            Map.of(
                "7E57C0DE0000000000000000000000000000A001",
                Samples.text("v3/keys/platform1_cert.pem"))));
  }

  private static AccountSettings shop(
      AccountSettings.@Nullable V2 v2, AccountSettings.@Nullable V3 v3) {
    return new AccountSettings(
        ACCOUNT, Teller.MCHID, List.of(), List.of(), "test-token-of-the-shop", v2, v3, null, null);
  }

  /** Registers an order of 100 fen. */
  void register(String outTradeNo) {
    register(outTradeNo, null, false);
  }

  void register(String outTradeNo, @Nullable Instant expiresAt, boolean placed) {
    orders.register(
        ACCOUNT,
        new NewOrder(
            outTradeNo,
            100,
            "CNY",
            null,
            expiresAt,
            null,
            null,
            null,
            null,
            Policies.UNSET,
            placed ? new PlacedAs("JSAPI", "0".repeat(64)) : null));
  }

  int sweep() {
    return healing.sweepAll(clock.instant());
  }

  OrderView order(String outTradeNo) {
    return orders.find(ACCOUNT, outTradeNo).orElseThrow();
  }

  String state(String outTradeNo) {
    return order(outTradeNo).tradeState();
  }

  List<ProblemView> open() {
    return problems.list(ACCOUNT, "open", null, 100).items();
  }

  /** One value of one row. */
  @Nullable String value(String query) {
    try {
      return store.read(
          connection -> {
            try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
              return rows.next() ? rows.getString(1) : null;
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    healing.close();
    store.close();
  }
}
