package io.github.paybell.engine.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.bill.BillDay;
import io.github.paybell.engine.bill.RunOutcome;
import io.github.paybell.engine.inbox.ProcessingOptions.Acknowledge;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.engine.ledger.ListenerFailedException;
import io.github.paybell.engine.ledger.Resolution;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.engine.together.EmbeddedShop.Settings;
import io.github.paybell.protocol.SettableClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ladder, the bill and a person meet the shop's listener as a notification does. */
class OtherMessengersTest {
  private final Set<String> broken = Collections.synchronizedSet(new HashSet<>());

  private Settings settings() {
    return new Settings()
        .acknowledge(Acknowledge.HANDLED)
        .listener(
            (connection, event) -> {
              if (event.type() == EventType.PAYMENT_SUCCEEDED && broken.contains(event.subject())) {
                throw new IllegalStateException("out of beans");
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: an order whose listener failed is asked about again at the next rung")
  void ladder(TestStores stores) throws Exception {
    var clock = SettableClock.atPresent();
    broken.add("ORDER-1");
    try (var database = new ShopDatabase(stores);
        var shop = settings().clock(clock).wechat(new PayingWechat()).on(database)) {
      shop.register("ORDER-1");
      shop.register("ORDER-2");
      clock.move(Duration.ofSeconds(6));

      assertThat(shop.engine().healing().sweepAll(clock.instant())).isEqualTo(2);

      assertThat(shop.fulfilled("ORDER-1")).isEmpty();
      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("NOTPAY");
      assertThat(shop.fulfilled("ORDER-2")).hasSize(1);
      assertThat(
              shop.meters()
                  .get("paybell.healing")
                  .tag("outcome", "listener_failed")
                  .timer()
                  .count())
          .isEqualTo(1);

      broken.clear();
      clock.move(Duration.ofSeconds(28));
      assertThat(shop.engine().healing().sweepAll(clock.instant())).isEqualTo(1);
      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.order("ORDER-1").tradeState()).isEqualTo("SUCCESS");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HEALED: the bill goes on with the next line when a listener fails, and says which")
  void bill(TestStores stores) throws Exception {
    broken.add("ORDER-2");
    var text =
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
            + "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n"
            + line("ORDER-1")
            + line("ORDER-2")
            + line("ORDER-3")
            + "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n"
            + "`3,`,`,`,`,`,`\r\n";
    try (var database = new ShopDatabase(stores);
        var shop = settings().wechat(new PayingWechat(text)).on(database)) {
      for (int i = 1; i <= 3; i++) {
        shop.register("ORDER-" + i);
      }
      var day = LocalDate.of(2026, 1, 5);
      var bills = shop.engine().reconciliation();

      assertThat(bills.run(new BillDay("shop", day))).isEqualTo(RunOutcome.COMPARED);

      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
      assertThat(shop.fulfilled("ORDER-2")).isEmpty();
      assertThat(shop.fulfilled("ORDER-3")).hasSize(1);
      assertThat(bills.report("shop", day, 0).orElseThrow().differences())
          .filteredOn(each -> "ORDER-2".equals(each.outTradeNo()))
          .singleElement()
          .satisfies(each -> assertThat(each.detail()).contains("out of beans"));
    }
  }

  private static String line(String outTradeNo) {
    return "`2026-01-05 09:30:12,`wx0000000000000201,`1900000201,`0,`,`T"
        + outTradeNo
        + ",`"
        + outTradeNo
        + ",`oTEST,`JSAPI,`SUCCESS,`OTHERS,`CNY,`1.00,`0.00,`0,`0,`0.00,`0.00,`,`,`tea,`,`0.01000,"
        + "`0.60%,`1.00,`0.00,`\r\n";
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "AUDITED: a resolution whose listener fails is none, and the error says whose fault it is")
  void resolve(TestStores stores) throws Exception {
    broken.add("ORDER-1");
    try (var database = new ShopDatabase(stores);
        var shop = settings().on(database)) {
      shop.register("ORDER-1");
      shop.send(TestPlatform.v3Paid("id-1", "ORDER-1", "T1", 99));
      var problem = shop.open().get(0);
      var problems = shop.engine().problems();

      assertThatThrownBy(() -> problems.resolve(problem.id(), "accept", null, "alice"))
          .isInstanceOf(ListenerFailedException.class)
          .hasMessageContaining("the shop's listener")
          .hasMessageContaining("out of beans");
      assertThat(shop.open()).hasSize(1);
      assertThat(database.texts("select action from paybell_audit")).isEmpty();
      assertThat(shop.fulfilled("ORDER-1")).isEmpty();

      broken.clear();
      assertThat(problems.resolve(problem.id(), "accept", null, "alice"))
          .isInstanceOf(Resolution.Resolved.class);
      assertThat(shop.fulfilled("ORDER-1")).hasSize(1);
    }
  }
}
