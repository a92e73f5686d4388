package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.bill.BillDay;
import io.github.paybell.engine.bill.Reconciliation;
import io.github.paybell.engine.bill.ReconciliationOptions;
import io.github.paybell.engine.bill.RunOutcome;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No notification arrives, nobody asks: the bill of the next morning tells all the same. */
class BillHealsTest {
  private static final Merchant MERCHANT = TestShop.MERCHANT;
  private static final String ACCOUNT = "shop";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"V2, 1000", "V3, 100"})
  @DisplayName(
      "HEALED: all notifications lost, no ladder: every paid order is paid here by the bill alone")
  void healed(Api api, int count) throws Exception {
    try (var wechat = Unhurried.start();
        var store = Store.open(TestStores.SQLITE.create());
        var client = new WechatClient(URI.create(wechat.url()), Clock.systemUTC())) {
      wechat.strike(Fault.of(FaultKind.LOST));
      var clock = clockOf(wechat);
      var accounts = accounts(store, api, clock);
      Account account = accounts.byName(ACCOUNT);
      var ledger =
          new Ledger(
              store,
              name -> new Identity(MERCHANT.mchid(), Set.of(), Set.of(), Policies.UNSET),
              clock);
      var orders = new Orders(store, ledger, Ladder.standard(), clock);
      for (int i = 0; i < count; i++) {
        orders.register(ACCOUNT, order("BILL-" + i, 1000));
        V2Shop.given(client.place(account, placement(api, "BILL-" + i)));
      }
      // The last one stays unpaid, and one is paid with both kinds of coupons.
      for (int i = 1; i < count - 1; i++) {
        wechat.pay(new PlatformOrderKey(MERCHANT.mchid(), "BILL-" + i), Paying.PLAIN);
      }
      wechat.pay(
          new PlatformOrderKey(MERCHANT.mchid(), "BILL-0"),
          Paying.PLAIN.using(List.of(V2Shop.cash(30), V2Shop.noCash(50))));
      LocalDate day = clock.instant().atOffset(ZoneOffset.ofHours(8)).toLocalDate();
      wechat.advance(Duration.ofDays(1).plusHours(12));

      var reconciliation =
          new Reconciliation(
              store,
              accounts,
              client,
              ledger,
              new ReconciliationOptions(LocalTime.of(10, 30), folder.resolve("bills")),
              clock);
      assertThat(reconciliation.due()).contains(new BillDay(ACCOUNT, day));
      var outcome = reconciliation.run(new BillDay(ACCOUNT, day));
      assertThat(reconciliation.report(ACCOUNT, day, 0).orElseThrow().reason()).isNull();
      assertThat(outcome).isEqualTo(RunOutcome.COMPARED);

      assertThat(reconciliation.report(ACCOUNT, day, 0).orElseThrow().report())
          .contains("\"healed\":" + (count - 1), "\"problem\":0", "\"reported\":0");
      for (int i = 0; i < count - 1; i++) {
        var key = new PlatformOrderKey(MERCHANT.mchid(), "BILL-" + i);
        assertThat(orders.find(ACCOUNT, "BILL-" + i).orElseThrow())
            .returns("SUCCESS", OrderView::tradeState)
            .returns(wechat.platform().order(key).paid().transactionId(), OrderView::transactionId)
            .returns(i == 0 ? 920L : 1000L, OrderView::payerTotal);
      }
      assertThat(orders.find(ACCOUNT, "BILL-" + (count - 1)).orElseThrow().tradeState())
          .isEqualTo("NOTPAY");
      assertThat(succeeded(store)).isEqualTo(count - 1);

      reconciliation.run(new BillDay(ACCOUNT, day));
      assertThat(reconciliation.report(ACCOUNT, day, 0).orElseThrow().differences()).isEmpty();
      assertThat(succeeded(store)).isEqualTo(count - 1);
    }
  }

  private static long succeeded(Store store) throws SQLException {
    return store.read(
        connection -> {
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery(
                      "select count(*) from paybell_event where type = 'payment.succeeded'")) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  private static NewOrder order(String outTradeNo, long total) {
    return new NewOrder(
        outTradeNo, total, "CNY", null, null, null, null, null, null, Policies.UNSET, null);
  }

  private static Placement placement(Api api, String outTradeNo) {
    return api == Api.V3
        ? TestShop.placement(TradeType.JSAPI, outTradeNo, null)
        : V2Shop.order(outTradeNo, TradeType.JSAPI, 1000, null, null);
  }

  private Accounts accounts(Store store, Api api, Clock clock) throws SQLException {
    var accounts = Accounts.open(store, MasterKey.load(null, folder), clock);
    accounts.configure(
        List.of(
            new AccountSettings(
                ACCOUNT,
                MERCHANT.mchid(),
                List.of(TestShop.APPID),
                List.of(),
                "token-of-the-bill-test",
                api == Api.V2
                    ? new AccountSettings.V2(Secret.of(V2Shop.KEY), null, null, null)
                    : null,
                api == Api.V3
                    ? new AccountSettings.V3(
                        Secret.of(MERCHANT.apiV3Key()),
                        null,
                        MERCHANT.merchantSerial(),
                        Secret.of(MERCHANT.merchantPrivateKey()),
                        Map.of(TestShop.CERTIFICATE.serial(), TestShop.CERTIFICATE.pem()))
                    : null,
                null,
                null)));
    return accounts;
  }

  /** The platform's time is ours. */
  private static Clock clockOf(Simulator wechat) {
    return new Clock() {
      @Override
      public Instant instant() {
        return wechat.platform().clock().now();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
