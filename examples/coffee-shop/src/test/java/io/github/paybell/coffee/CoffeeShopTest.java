package io.github.paybell.coffee;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The shop from order to coffee, over HTTP, with WeChat Pay simulated. */
class CoffeeShopTest {
  @TempDir static Path folder;

  private static RunningShop shop;

  @BeforeAll
  static void open() {
    shop =
        RunningShop.open(
            folder, SimulatorOptions.forTests(), "--paybell.healing.ladder=300ms,300ms,1s");
  }

  @AfterAll
  static void close() {
    if (shop != null) {
      shop.close();
    }
  }

  @AfterEach
  void nothingWrong() {
    shop.wechat().strike();
  }

  @Test
  @DisplayName("A paid coffee gets a number, which the guest and the bar both see")
  void paid() {
    String id = shop.order();
    assertThat(shop.look(id).path("number").isNull()).isTrue();

    shop.pay(shop.begin(id));

    JsonNode order = shop.await(id, "state", "PAID");
    assertThat(order.path("number").asInt()).isGreaterThanOrEqualTo(42);
    assertThat(order.path("paidBy").asString()).isEqualTo(id + "-1");
    assertThat(shop.ask("GET", "/api/bar/orders", "").path(0).path("id").asString()).isEqualTo(id);
  }

  @Test
  @DisplayName("No two coffees have the same number")
  void numbers() {
    String first = shop.order();
    String second = shop.order();
    shop.pay(shop.begin(first));
    shop.pay(shop.begin(second));

    int number = shop.await(first, "state", "PAID").path("number").asInt();
    assertThat(shop.await(second, "state", "PAID").path("number").asInt()).isEqualTo(number + 1);
  }

  @Test
  @DisplayName(
      "ONE_EFFECT: two phones pay one coffee; it has one number, and the second payment goes back")
  void paidTwice() {
    String id = shop.order();
    String first = shop.begin(id);
    String second = shop.begin(id);

    shop.pay(first);
    JsonNode once = shop.await(id, "state", "PAID");
    shop.pay(second);

    JsonNode twice = shop.await(id, "secondPayment", "COMING_BACK");
    assertThat(twice.path("number")).isEqualTo(once.path("number"));
    var key = new PlatformOrderKey(shop.wechat().merchant().mchid(), second);
    Awaitility.await().until(() -> !shop.wechat().platform().order(key).refunds().isEmpty());
    shop.wechat().advance(Duration.ofSeconds(5));
    JsonNode after = shop.await(id, "secondPayment", "RETURNED");
    assertThat(after.path("state").asString()).isEqualTo("PAID");
    assertThat(after.path("paidBy").asString()).isEqualTo(first);
  }

  @Test
  @DisplayName("HEALED: the notification gets lost, and the coffee is paid all the same")
  void lost() {
    shop.wechat().strike(Fault.of(FaultKind.LOST));
    String id = shop.order();

    String outTradeNo = shop.begin(id);
    shop.pay(outTradeNo);

    shop.await(id, "state", "PAID");
    assertThat(shop.wechat().messenger().messages(outTradeNo))
        .flatExtracting(Message::attempts)
        .isEmpty();
  }

  @Test
  @DisplayName("AMOUNT_GUARD: a notification with a forged amount is refused, the true one counts")
  void tampered() {
    shop.wechat().strike(Fault.of(FaultKind.TAMPERED_AMOUNT));
    String id = shop.order();

    String outTradeNo = shop.begin(id);
    shop.pay(outTradeNo);

    shop.await(id, "state", "PAID");
    assertThat(shop.wechat().messenger().messages(outTradeNo))
        .flatExtracting(Message::attempts)
        .noneMatch(MessageAttempt::isHole)
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  @DisplayName("A price that a browser sends is nobody's price")
  void price() {
    JsonNode order =
        shop.ask("POST", "/api/orders", "{\"drink\":\"MOCHA\",\"size\":\"LARGE\",\"price\":1}");
    assertThat(order.path("price").asLong()).isEqualTo(3200);

    String outTradeNo = shop.begin(order.path("id").asString());

    var key = new PlatformOrderKey(shop.wechat().merchant().mchid(), outTradeNo);
    assertThat(shop.wechat().platform().order(key).terms().total()).isEqualTo(3200);
  }

  @Test
  @DisplayName("Who cancelled pays again: another out_trade_no of the same coffee")
  void again() {
    String id = shop.order();
    assertThat(shop.begin(id)).isEqualTo(id + "-1");
    assertThat(shop.begin(id)).isEqualTo(id + "-2");

    shop.pay(id + "-2");

    assertThat(shop.await(id, "state", "PAID").path("paidBy").asString()).isEqualTo(id + "-2");
    assertThat(
            shop.send(RunningShop.browser(), "POST", "/api/orders/" + id + "/pay", "").statusCode())
        .isEqualTo(409);
  }

  @Test
  @DisplayName("A refund pressed twice is one refund")
  void refund() {
    String id = shop.order();
    String outTradeNo = shop.begin(id);
    shop.pay(outTradeNo);
    shop.await(id, "state", "PAID");

    shop.ask("POST", "/api/bar/orders/" + id + "/refund", "");
    assertThat(shop.ask("POST", "/api/bar/orders/" + id + "/refund", "").path("state").asString())
        .isEqualTo("REFUNDING");
    shop.wechat().advance(Duration.ofSeconds(5));

    shop.await(id, "state", "REFUNDED");
    var key = new PlatformOrderKey(shop.wechat().merchant().mchid(), outTradeNo);
    assertThat(shop.wechat().platform().order(key).refunds()).hasSize(1);
  }

  @Test
  @DisplayName("What is not paid is not refunded, and what was never ordered is not there")
  void refused() {
    String id = shop.order();
    var browser = RunningShop.browser();
    assertThat(shop.send(browser, "POST", "/api/bar/orders/" + id + "/refund", "").statusCode())
        .isEqualTo(409);
    assertThat(shop.send(browser, "GET", "/api/orders/nothing", "").statusCode()).isEqualTo(404);
    assertThat(
            shop.send(browser, "POST", "/api/orders", "{\"drink\":\"TEA\",\"size\":\"SMALL\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(shop.send(browser, "GET", "/demo/story?out_trade_no=" + id, "").statusCode())
        .as("the drawer belongs to the demo")
        .isEqualTo(404);
  }

  @Test
  @DisplayName("A browser's history is its own")
  void history() {
    var guest = RunningShop.browser();
    String latte = "{\"drink\":\"LATTE\",\"size\":\"SMALL\"}";
    shop.send(guest, "POST", "/api/orders", latte);
    shop.send(guest, "POST", "/api/orders", latte);

    assertThat(shop.send(guest, "GET", "/api/orders", "").body().split("\"id\"")).hasSize(3);
    assertThat(shop.send(RunningShop.browser(), "GET", "/api/orders", "").body()).isEqualTo("[]");
  }

  @Test
  @DisplayName("The pages are there")
  void pages() {
    var browser = RunningShop.browser();
    for (String page : new String[] {"/", "/bar", "/shop.js", "/style.css", "/icon.svg"}) {
      assertThat(shop.send(browser, "GET", page, "").statusCode()).as(page).isEqualTo(200);
    }
  }
}
