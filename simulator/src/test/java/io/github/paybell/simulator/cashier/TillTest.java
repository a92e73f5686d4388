package io.github.paybell.simulator.cashier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformTradeState;
import io.github.paybell.simulator.platform.Prepay;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TillTest {
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private PlatformOrder order(String outTradeNo) {
    return shop.platform.order(shop.key(outTradeNo));
  }

  private static List<String> ids(JsonNode order) {
    return StreamSupport.stream(order.path("coupons").spliterator(), false)
        .map(coupon -> coupon.path("coupon_id").stringValue())
        .toList();
  }

  @Test
  @DisplayName("Before the payment the cashier knows the order, its amount and four coupons")
  void showsTheOrder() {
    JsonNode order = shop.order(shop.v3("order-1", 1000));
    assertThat(order.path("state").stringValue()).isEqualTo("PAYABLE");
    assertThat(order.path("total").longValue()).isEqualTo(1000);
    assertThat(order.path("currency").stringValue()).isEqualTo("CNY");
    assertThat(order.path("mchid").stringValue()).isEqualTo(shop.merchant().mchid());
    assertThat(order.at("/orders/0/out_trade_no").stringValue()).isEqualTo("order-1");
    assertThat(order.at("/orders/0/description").stringValue()).isEqualTo("Two cups <of> tea");
    assertThat(order.path("coupons"))
        .extracting(it -> it.path("type").stringValue(), it -> it.path("fee").longValue())
        .containsExactly(
            tuple("CASH", 10L), tuple("NO_CASH", 50L), tuple("CASH", 100L), tuple("NO_CASH", 200L));
  }

  @Test
  @DisplayName("Any six digits pay")
  void sixDigitsPay() {
    Prepay prepay = shop.v3("order-1", 1000);
    Response answer = shop.pay(prepay, "271828");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Shop.json(answer).path("result").stringValue()).isEqualTo("ok");
    assertThat(order("order-1").tradeState()).isEqualTo(PlatformTradeState.SUCCESS);
    assertThat(order("order-1").paid().coupons()).isEmpty();
    assertThat(shop.order(prepay).path("state").stringValue()).isEqualTo("PAID");
    assertThat(shop.order(prepay).at("/orders/0/transaction_id").stringValue())
        .isEqualTo(order("order-1").paid().transactionId());
  }

  @Test
  @DisplayName("000000 is the wrong password; after three of them the order can still be paid")
  void wrongPassword() {
    Prepay prepay = shop.v3("order-1", 1000);
    for (int i = 0; i < 3; i++) {
      Response answer = shop.pay(prepay, "000000");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(Shop.json(answer).path("result").stringValue()).isEqualTo("wrong_password");
    }
    assertThat(order("order-1").tradeState()).isEqualTo(PlatformTradeState.NOTPAY);
    assertThat(shop.pay(prepay, "123456").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("What is not six digits is no password")
  void noPassword() {
    Prepay prepay = shop.v3("order-1", 1000);
    assertThat(shop.pay(prepay, "12345").status()).isEqualTo(400);
    assertThat(shop.pay(prepay, "12345a").status()).isEqualTo(400);
    assertThat(shop.pay(prepay, "１２３４５６").status()).isEqualTo(400);
    assertThat(shop.send("POST", "/cashier/" + prepay.prepayId() + "/pay", "{").status())
        .isEqualTo(400);
    assertThat(shop.send("POST", "/cashier/" + prepay.prepayId() + "/pay", "").status())
        .isEqualTo(400);
    assertThat(order("order-1").tradeState()).isEqualTo(PlatformTradeState.NOTPAY);
  }

  @Test
  @DisplayName("Ticked coupons are used, and only those")
  void couponsAreUsed() {
    Prepay prepay = shop.v3("order-1", 1000);
    List<String> ids = ids(shop.order(prepay));
    shop.pay(prepay, "123456", ids.get(2), ids.get(1));
    assertThat(order("order-1").paid().coupons())
        .extracting(Coupon::id)
        .containsExactly(ids.get(1), ids.get(2));
    assertThat(order("order-1").payerTotal()).isEqualTo(850);
    assertThat(order("order-1").settlementTotal()).isEqualTo(950);
    assertThat(shop.order(prepay).path("payer_total").longValue()).isEqualTo(850);
  }

  @Test
  @DisplayName("The same seed and order are offered the same coupons; another order gets others")
  void couponsRepeat() {
    Prepay prepay = shop.v3("order-1", 1000);
    try (Shop again = new Shop()) {
      assertThat(ids(again.order(again.v3("order-1", 1000)))).isEqualTo(ids(shop.order(prepay)));
    }
    assertThat(ids(shop.order(shop.v3("order-2", 1000))))
        .doesNotContainAnyElementsOf(ids(shop.order(prepay)));
  }

  @Test
  @DisplayName("A coupon of another order is refused, and nothing is paid")
  void foreignCoupon() {
    Prepay prepay = shop.v3("order-1", 1000);
    String foreign = ids(shop.order(shop.v3("order-2", 1000))).get(0);
    assertThat(shop.pay(prepay, "123456", foreign).status()).isEqualTo(400);
    assertThat(order("order-1").tradeState()).isEqualTo(PlatformTradeState.NOTPAY);
  }

  @Test
  @DisplayName("At least 1 fen must remain: 1 fen gets no coupon, of 2 fen one can be used")
  void oneFenRemains() {
    assertThat(ids(shop.order(shop.v3("order-1", 1)))).isEmpty();
    Prepay prepay = shop.v3("order-2", 2);
    List<String> ids = ids(shop.order(prepay));
    assertThat(shop.order(prepay).path("coupons_limit").longValue()).isEqualTo(1);
    assertThat(shop.pay(prepay, "123456", ids.get(0), ids.get(1)).status()).isEqualTo(400);
    assertThat(shop.pay(prepay, "123456", ids.get(0)).status()).isEqualTo(200);
    assertThat(order("order-2").payerTotal()).isEqualTo(1);
  }

  @Test
  @DisplayName("A combined order shows all parts and is paid as a whole, coupons on the first")
  void combinedOrder() {
    Prepay prepay = shop.combined("all", 1000, 500);
    JsonNode order = shop.order(prepay);
    assertThat(order.path("total").longValue()).isEqualTo(1500);
    assertThat(order.path("orders"))
        .extracting(it -> it.path("out_trade_no").stringValue())
        .containsExactly("all-0", "all-1");
    shop.pay(prepay, "123456", ids(order).get(0));
    assertThat(order("all-0").payerTotal()).isEqualTo(990);
    assertThat(order("all-1").payerTotal()).isEqualTo(500);
    assertThat(shop.order(prepay).path("payer_total").longValue()).isEqualTo(1490);
  }

  @Test
  @DisplayName("Who leaves changes nothing")
  void cancel() {
    Prepay prepay = shop.v3("order-1", 1000);
    Response answer = shop.send("POST", "/cashier/" + prepay.prepayId() + "/cancel", "{}");
    assertThat(Shop.json(answer).path("result").stringValue()).isEqualTo("cancel");
    assertThat(order("order-1").tradeState()).isEqualTo(PlatformTradeState.NOTPAY);
    assertThat(shop.pay(prepay, "123456").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("A paid order is not paid again")
  void paidAlready() {
    Prepay prepay = shop.v3("order-1", 1000);
    shop.pay(prepay, "123456");
    String transactionId = order("order-1").paid().transactionId();
    Response answer = shop.pay(prepay, "123456");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(Shop.json(answer).path("code").stringValue()).isEqualTo("ORDER_PAID");
    assertThat(order("order-1").paid().transactionId()).isEqualTo(transactionId);
  }

  @Test
  @DisplayName("A closed order cannot be paid and shows that the merchant closed it")
  void closed() {
    Prepay prepay = shop.v3("order-1", 1000);
    shop.platform.close(shop.key("order-1"));
    assertThat(shop.order(prepay).path("state").stringValue()).isEqualTo("CLOSED");
    Response answer = shop.pay(prepay, "123456");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(Shop.json(answer).path("code").stringValue()).isEqualTo("ORDER_CLOSED");
  }

  @Test
  @DisplayName("An order whose time is over cannot be paid and shows that, with a fresh prepay_id")
  void expired() {
    shop.v3("order-1", 1000);
    shop.clock.advance(Duration.ofDays(7).minusMinutes(1));
    Prepay fresh = shop.v3("order-1", 1000);
    assertThat(shop.order(fresh).path("state").stringValue()).isEqualTo("PAYABLE");
    shop.clock.advance(Duration.ofMinutes(1));
    assertThat(shop.order(fresh).path("state").stringValue()).isEqualTo("EXPIRED");
    assertThat(shop.pay(fresh, "123456").status()).isEqualTo(409);
  }
}
