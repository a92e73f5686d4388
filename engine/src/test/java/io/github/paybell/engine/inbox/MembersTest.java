package io.github.paybell.engine.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.WrongKinds;
import io.github.paybell.protocol.WrongKinds.Spoilt;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A member on which nothing hangs loses no payment, from the notification to the paid order. */
class MembersTest {
  private static final String DETAILS =
      """
      "attach":"a","trade_type":"JSAPI","success_time":"2026-01-05T09:30:12+08:00",\
      "payer":{"openid":"oTEST"},"promotion_detail":[{"coupon_id":"1","amount":10}]}\
      """;

  @ParameterizedTest
  @EnumSource
  @DisplayName("AMOUNT_GUARD: v3 – whatever stands in such a member, the order is paid")
  void v3(TestStores stores) {
    try (var shop = TestEngine.on(stores.create(), TestPlatform.accounts(), Clock.systemUTC())) {
      int n = 0;
      List<String> lost = new ArrayList<>();
      for (Spoilt it : WrongKinds.of("{" + DETAILS)) {
        var number = "MEMBER-%04d".formatted(n++);
        var members = text(it.text());
        var spoilt =
            """
            {"mchid":"%s","out_trade_no":"%s","transaction_id":"42%s","trade_state":"SUCCESS",\
            "amount":{"total":100,"currency":"CNY"}%s}\
            """
                .formatted(
                    TestPlatform.MCHID,
                    number,
                    number,
                    members.equals("{}") ? "" : "," + members.substring(1, members.length() - 1));
        shop.engine().orders().register("shop", TestEngine.order(number, 100));

        var sent = TestPlatform.v3("EV-" + number, "TRANSACTION.SUCCESS", "transaction", spoilt);

        if (sent.to(shop).status() != 204 || !paid(shop, number)) {
          lost.add(it.toString());
        }
      }
      assertThat(lost).isEmpty();
      assertThat(n).isGreaterThan(200);
      assertThat(shop.engine().problems().list(null, "open", null, 10).items()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AMOUNT_GUARD: v2 – whatever stands in such a field, the order is paid")
  void v2(TestStores stores) {
    try (var shop = TestEngine.on(stores.create(), TestPlatform.accounts(), Clock.systemUTC())) {
      int n = 0;
      List<String> lost = new ArrayList<>();
      for (var name : List.of("cash_fee", "time_end", "bank_type", "openid", "attach")) {
        for (var value : List.of("", "x", "-1", "长".repeat(2000), "a\u0001b", "{\"a\":[1]}")) {
          var number = "M" + n++;
          var fields = TestPlatform.v2Fields(number, "42" + number, 100);
          fields.put(name, value);
          shop.engine().orders().register("shop", TestEngine.order(number, 100));

          TestPlatform.v2(fields).to(shop);

          if (!paid(shop, number)) {
            lost.add(name + "=" + value);
          }
        }
      }
      assertThat(lost).isEmpty();
      assertThat(shop.engine().problems().list(null, "open", null, 10).items()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("CONFLUENT: v2 – ACCEPT, then SUCCESS, then REFUND of one transaction")
  void deduction(TestStores stores) {
    try (var shop = TestEngine.on(stores.create(), TestPlatform.accounts(), Clock.systemUTC())) {
      shop.engine().orders().register("shop", TestEngine.order("D1", 100));
      var states = new ArrayList<String>();
      for (var state : List.of("ACCEPT", "SUCCESS", "REFUND")) {
        var fields = TestPlatform.v2Fields("D1", "42D1", 100);
        fields.put("trade_state", state);
        TestPlatform.v2(fields).to(shop);
        states.add(shop.engine().orders().find("shop", "D1").orElseThrow().tradeState());
      }
      assertThat(states).containsExactly("NOTPAY", "SUCCESS", "REFUND");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("NO_LOST_ACK: what does not fit is kept with its member, and in words")
  void notUnderstood(TestStores stores) {
    try (var shop = TestEngine.on(stores.create(), TestPlatform.accounts(), Clock.systemUTC())) {
      var refund = TestPlatform.v3Refund("EV-1", "OD1", "42", "R1", "SUCCESS", 10).to(shop);
      assertThat(refund.status()).isEqualTo(204);
      assertThat(TestPlatform.v3Refund("EV-2", "OD1", "42", "R2", "FAILED", 10).to(shop).status())
          .isEqualTo(500);
      var fields = TestPlatform.v2Fields("OD2", "42", 100);
      fields.remove("transaction_id");
      assertThat(new String(TestPlatform.v2(fields).to(shop).body(), StandardCharsets.UTF_8))
          .contains("FAIL");
      var number = "9".repeat(40);
      assertThat(TestPlatform.v3Paid("EV-3", number, "42", 1).to(shop).status()).isEqualTo(500);

      Map<String, String> reasons =
          shop.engine().notifications().list(null, null, null, null, 10).items().stream()
              .filter(it -> it.verdict().equals("not_understood"))
              .collect(
                  java.util.stream.Collectors.toMap(
                      it -> "" + it.outTradeNo(), it -> "" + it.reason()));
      assertThat(reasons)
          .containsEntry("OD1", "refund_status is none of SUCCESS, CLOSED, ABNORMAL, PROCESSING")
          .containsEntry("OD2", "transaction_id is missing")
          .containsEntry(number, "out_trade_no is not 1 to 32 printable ASCII characters");
    }
  }

  private static boolean paid(TestEngine shop, String outTradeNo) {
    return shop.engine()
        .orders()
        .find("shop", outTradeNo)
        .orElseThrow()
        .tradeState()
        .equals("SUCCESS");
  }

  /** What is not UTF-8 is replaced: the platform's writer takes text. */
  private static String text(byte[] text) {
    return new String(text, StandardCharsets.UTF_8);
  }
}
