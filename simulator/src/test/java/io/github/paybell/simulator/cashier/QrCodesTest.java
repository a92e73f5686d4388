package io.github.paybell.simulator.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QrCodesTest {
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Response qr(String text) {
    return shop.get("/qr?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("Any text becomes a QR code as SVG")
  void anyText() {
    Response answer = qr("weixin://wxpay/bizpayurl?pr=1&x=2");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Shop.header(answer, "Content-Type")).isEqualTo("image/svg+xml");
    assertThat(Shop.text(answer)).startsWith("<svg xmlns=").endsWith("</svg>");
  }

  @Test
  @DisplayName("A cashier's QR code is that of its address under the base URL, for phones")
  void cashier() {
    String id = shop.v3("order-1", 880).prepayId();
    assertThat(Shop.text(shop.get("/cashier/" + id + "/qr")))
        .isEqualTo(Shop.text(qr(Shop.BASE_URL + "/cashier/" + id)));
  }

  @Test
  @DisplayName("No text, too much text and an unknown prepay_id are said to be so")
  void refused() {
    assertThat(shop.get("/qr").status()).isEqualTo(400);
    assertThat(qr("x".repeat(3000)).status()).isEqualTo(400);
    assertThat(shop.get("/cashier/unknown/qr").status()).isEqualTo(404);
  }
}
