package io.github.paybell.simulator.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Prepay;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EntrancesTest {
  private static final String SCAN = "/cashier?code_url=weixin%3A%2F%2Fwxpay%2Fbizpayurl%3Fpr%3D";
  private static final String FOLLOW = "/cgi-bin/mmpayweb-bin/checkmweb?package=1&prepay_id=";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @DisplayName("To scan a code_url leads to the cashier, encoded or not")
  void scanned() {
    Prepay prepay = shop.v3("order-1", 880, PlatformTradeType.NATIVE);
    Response answer = shop.get(SCAN + prepay.prepayId());
    assertThat(answer.status()).isEqualTo(302);
    assertThat(Shop.header(answer, "Location")).isEqualTo("/cashier/" + prepay.prepayId());
    assertThat(shop.get("/cashier?code_url=weixin://wxpay/bizpayurl?pr=" + prepay.prepayId()))
        .extracting(Response::status)
        .isEqualTo(302);
  }

  @Test
  @DisplayName("A later v3 call for the same order makes the older code useless")
  void replacedCode() {
    Prepay older = shop.v3("order-1", 880, PlatformTradeType.NATIVE);
    shop.clock.advance(Duration.ofSeconds(1));
    Prepay newer = shop.v3("order-1", 880, PlatformTradeType.NATIVE);
    assertThat(shop.get(SCAN + older.prepayId()).status()).isEqualTo(410);
    assertThat(shop.get(SCAN + newer.prepayId()).status()).isEqualTo(302);
  }

  @Test
  @DisplayName("What is no code_url, or an unknown one, has a page that says so")
  void wrongCode() {
    assertThat(shop.get("/cashier").status()).isEqualTo(400);
    assertThat(shop.get("/cashier?code_url=https%3A%2F%2Fexample.com").status()).isEqualTo(400);
    assertThat(Shop.text(shop.get(SCAN + "wx00&lang=zh"))).contains("二维码已失效");
  }

  @Test
  @DisplayName("The link of an H5 payment leads to the cashier and keeps the way back")
  void followed() {
    Prepay prepay = shop.v3("order-1", 880, PlatformTradeType.MWEB);
    assertThat(Shop.header(shop.get(FOLLOW + prepay.prepayId()), "Location"))
        .isEqualTo("/cashier/" + prepay.prepayId());
    assertThat(
            Shop.header(
                shop.get(FOLLOW + prepay.prepayId() + "&redirect_url=https%3A%2F%2Fa.example%2F"),
                "Location"))
        .isEqualTo("/cashier/" + prepay.prepayId() + "?redirect_url=https%3A%2F%2Fa.example%2F");
  }

  @Test
  @DisplayName("The link of an H5 payment lives for five minutes of simulated time")
  void linkExpires() {
    Prepay prepay = shop.v3("order-1", 880, PlatformTradeType.MWEB);
    shop.clock.advance(Duration.ofMinutes(5));
    assertThat(shop.get(FOLLOW + prepay.prepayId()).status()).isEqualTo(302);
    shop.clock.advance(Duration.ofSeconds(1));
    Response answer = shop.get(FOLLOW + prepay.prepayId() + "&lang=en");
    assertThat(answer.status()).isEqualTo(410);
    assertThat(Shop.text(answer)).contains("This payment link has expired");
  }

  @Test
  @DisplayName("A prepay_id of another way of paying is no H5 link")
  void otherTradeType() {
    assertThat(shop.get(FOLLOW + shop.v3("order-1", 880).prepayId()).status()).isEqualTo(400);
    assertThat(shop.get("/cgi-bin/mmpayweb-bin/checkmweb").status()).isEqualTo(400);
  }
}
