package io.github.paybell.simulator.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.node.Node;
import io.github.paybell.simulator.node.OnPath;
import io.github.paybell.simulator.node.Seen;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What people see: each test is one script, which waits for what it expects and fails if it does
 * not come.
 */
@Tag("browser")
class BrowserTest {
  private static final String DRIVER = "playwright-core";
  private static final String VERSION = "1.65.1";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path PICTURES =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/pictures");

  private Path chromium;
  private Node node;
  private Simulator wechat;
  private Shop shop;

  @BeforeEach
  void open() throws IOException {
    chromium = OnPath.chromium();
    node = Node.with(DRIVER, VERSION);
    Files.createDirectories(PICTURES);
    wechat = Simulator.start(SimulatorOptions.forTests().withSpeed(Speed.REAL));
    shop = Shop.open(wechat);
  }

  @AfterEach
  void close() {
    if (shop != null) {
      shop.close();
      wechat.close();
    }
  }

  private Seen run(String script) {
    return node.run(PATIENCE, script, chromium, PICTURES, wechat.url(), shop.url());
  }

  private PlatformOrder order(String outTradeNo) {
    return wechat.platform().order(new PlatformOrderKey(wechat.merchant().mchid(), outTradeNo));
  }

  @Test
  @DisplayName("Who watches sees orders, messages and wrong requests as they happen, and acts")
  void watcher() {
    Seen seen = run("watcher.js");

    assertThat(order("COFFEE-1001").tradeState().isPaid()).isTrue();
    assertThat(seen.at("attempts of the first").intValue()).isEqualTo(1);
    assertThat(seen.at("attempts of the second").intValue()).isEqualTo(2);
    assertThat(seen.at("attempts after resending").intValue()).isEqualTo(3);
    assertThat(wechat.messenger().messages("COFFEE-1002"))
        .singleElement()
        .extracting(Message::attempts)
        .satisfies(attempts -> assertThat(attempts).hasSize(3));
    assertThat(seen.text("note")).contains("total_fee=1900");
    assertThat(seen.at("elements from a description").intValue()).isZero();
    assertThat(seen.text("language")).as("after reloading").isEqualTo("zh-CN");
    assertThat(seen.at("wider than a phone").booleanValue()).isFalse();
    assertThat(seen.at("errors")).isEmpty();
  }

  @Test
  @DisplayName("A payer ticks coupons, mistypes the password, pays, and sees that it is paid")
  void cashier() {
    Seen seen = run("cashier.js");

    assertThat(seen.text("amount")).isEqualTo("¥8.80");
    PlatformOrder paid = order("CASHIER-01");
    assertThat(paid.tradeState().isPaid()).isTrue();
    assertThat(paid.paid().coupons()).hasSize(2);
    assertThat(seen.text("amount with coupons")).isEqualTo(yuan(paid.payerTotal()));
    assertThat(seen.text("wrong password")).contains("支付密码错误");
    assertThat(seen.text("paid")).isEqualTo("支付成功");
    assertThat(seen.text("in English")).isEqualTo("This order is paid already");
    assertThat(seen.text("cancelled")).startsWith("Cancelled.");
    assertThat(order("CASHIER-02").tradeState()).isEqualTo(PlatformTradeState.NOTPAY);
    assertThat(seen.at("errors")).isEmpty();
  }

  @Test
  @DisplayName("A shop's page pays over pay.js: ok, cancel, fail by a wrong paySign; OAuth logs in")
  void shopPage() {
    Seen seen = run("shop-page.js");

    assertThat(seen.text("v3")).isEqualTo("get_brand_wcpay_request:ok");
    assertThat(seen.text("v2")).isEqualTo("get_brand_wcpay_request:ok");
    assertThat(seen.text("cancel")).isEqualTo("get_brand_wcpay_request:cancel");
    assertThat(seen.text("wrong")).isEqualTo("get_brand_wcpay_request:fail");
    assertThat(seen.at("cashier after a wrong paySign").booleanValue()).isFalse();
    assertThat(seen.text("reason on the console")).contains("string_to_sign");
    assertThat(seen.text("mini")).isEqualTo("requestPayment:ok");
    assertThat(seen.text("openid")).isEqualTo(wechat.merchant().openid());
    assertThat(seen.text("state")).isEqualTo("table-7");
    assertThat(wechat.platform().orders())
        .filteredOn(order -> order.tradeState().isPaid())
        .as("v3, v2 and the mini program; not the cancelled, not the wrong one")
        .hasSize(3);
  }

  private static String yuan(long fen) {
    return "¥%d.%02d".formatted(fen / 100, fen % 100);
  }
}
