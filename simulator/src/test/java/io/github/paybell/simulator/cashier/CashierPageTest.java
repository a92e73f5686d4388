package io.github.paybell.simulator.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Prepay;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CashierPageTest {
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @DisplayName("The cashier is a page that a program can operate by its test ids")
  void hasTestIds() {
    Response answer = shop.get("/cashier/" + shop.v3("order-1", 880).prepayId());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Shop.header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(Shop.text(answer))
        .contains("data-testid=\"amount\"", "data-testid=\"pay\"", "data-testid=\"cancel\"")
        .contains("data-testid=\"message\"");
    for (int digit = 0; digit <= 9; digit++) {
      assertThat(Shop.text(answer)).contains("data-testid=\"key-" + digit + "\"");
    }
  }

  @Test
  @DisplayName("The page has nothing inline, loads nothing from elsewhere, and its policy says so")
  void needsNothingFromElsewhere() {
    Response answer = shop.get("/cashier/" + shop.v3("order-1", 880).prepayId());
    assertThat(Shop.header(answer, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors *");
    assertThat(Shop.text(answer))
        .doesNotContain("<style", " style=", " onclick=", "http://", "https://")
        .doesNotContainPattern(Pattern.compile("<script(?! src=\"/)"));
    assertThat(shop.get("/cashier.js").status()).isEqualTo(200);
    assertThat(Shop.header(shop.get("/cashier.js"), "Content-Type"))
        .isEqualTo("text/javascript; charset=utf-8");
    assertThat(Shop.header(shop.get("/cashier.css"), "Content-Type"))
        .isEqualTo("text/css; charset=utf-8");
  }

  @Test
  @DisplayName("The page tells of the wrong password")
  void tellsOfTheWrongPassword() {
    Prepay prepay = shop.v3("order-1", 880);
    assertThat(Shop.text(shop.get("/cashier/" + prepay.prepayId() + "?lang=en")))
        .contains("000000 is the wrong password");
    assertThat(Shop.text(shop.get("/cashier/" + prepay.prepayId() + "?lang=zh")))
        .contains("000000 表示密码错误");
  }

  @Test
  @DisplayName("The language is the one asked for, else the browser's favourite, else Chinese")
  void choosesTheLanguage() {
    String page = "/cashier/" + shop.v3("order-1", 880).prepayId();
    assertThat(Shop.text(shop.get(page))).contains("<html lang=\"zh\">", "收银台");
    assertThat(Shop.text(shop.get(page, "Accept-Language", "fr,en-GB;q=0.9,zh;q=0.5")))
        .contains("<html lang=\"en\">");
    assertThat(Shop.text(shop.get(page, "Accept-Language", "zh-CN,en;q=0.1")))
        .contains("<html lang=\"zh\">");
    assertThat(Shop.text(shop.get(page, "Accept-Language", ";;;"))).contains("lang=\"zh\"");
    assertThat(Shop.text(shop.get(page + "?lang=en", "Accept-Language", "zh")))
        .contains("<html lang=\"en\">");
  }

  @Test
  @DisplayName("Both languages have the same texts")
  void languagesAgree() {
    assertThat(Language.ZH.texts("")).containsOnlyKeys(Language.EN.texts("").keySet());
  }

  @Test
  @DisplayName("Every reason and hint of the check has its text")
  void everyReasonHasItsText() {
    for (PayVerdict.Reason reason : PayVerdict.Reason.values()) {
      assertThat(Language.EN.text(reason.key())).isNotEmpty();
    }
    for (Hint hint : Hint.values()) {
      assertThat(Language.EN.text(hint.key())).isNotEmpty();
    }
  }

  @Test
  @DisplayName("An unknown prepay_id has a page that says so, without repeating markup")
  void unknownPrepayId() {
    Response answer = shop.get("/cashier/%3Cb%3Ehere?lang=en");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(Shop.text(answer))
        .contains("This payment is not valid", "&lt;b&gt;here")
        .doesNotContain("<b>here");
  }

  @Test
  @DisplayName("A prepay_id lives for two hours of simulated time")
  void prepayIdExpires() {
    Prepay prepay = shop.v3("order-1", 880);
    shop.clock.advance(Duration.ofHours(2));
    assertThat(shop.get("/cashier/" + prepay.prepayId()).status()).isEqualTo(200);
    shop.clock.advance(Duration.ofSeconds(1));
    assertThat(Shop.text(shop.get("/cashier/" + prepay.prepayId() + "?lang=zh"))).contains("支付已失效");
    assertThat(shop.pay(prepay, "123456").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("The way back of an H5 payment is kept, unless it is no web page")
  void keepsTheWayBack() {
    String page = "/cashier/" + shop.v3("order-1", 880).prepayId() + "?redirect_url=";
    assertThat(Shop.text(shop.get(page + "https%3A%2F%2Fshop.example%2Fdone%3Fa%3D1")))
        .contains("data-redirect-url=\"https://shop.example/done?a=1\"")
        .contains("redirect_url=https%3A%2F%2Fshop.example%2Fdone%3Fa%3D1");
    assertThat(Shop.text(shop.get(page + "javascript%3Aalert(1)")))
        .contains("data-redirect-url=\"\"");
  }

  @Test
  @DisplayName("Placeholders of the templates are all filled")
  void fillsAllPlaces() {
    assertThat(Shop.text(shop.get("/cashier/" + shop.v3("order-1", 880).prepayId())))
        .doesNotContain("{{");
    assertThat(Shop.text(shop.get("/cashier/unknown"))).doesNotContain("{{");
    assertThat(Shop.text(shop.get("/pay.js"))).doesNotContain("{{");
  }
}
