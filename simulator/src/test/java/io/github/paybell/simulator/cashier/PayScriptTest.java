package io.github.paybell.simulator.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Prepay;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PayScriptTest {
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Response check(Map<String, String> parameters) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("via", "getBrandWCPayRequest").put("url", "http://shop.example/pay/");
    ObjectNode members = body.putObject("parameters");
    parameters.forEach(members::put);
    return shop.send("POST", "/pay.js/check", body.toString());
  }

  @Test
  @DisplayName("The script is served to pages of any origin and knows where it came from")
  void script() {
    Response answer = shop.get("/pay.js");
    assertThat(Shop.header(answer, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
    assertThat(Shop.header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(Shop.text(answer))
        .contains(Shop.BASE_URL, "WeixinJSBridgeReady", "requestPayment", "chooseWXPay");
  }

  @Test
  @DisplayName("Browsers may ask from any page whether they may ask")
  void preflight() {
    Response answer = shop.send("OPTIONS", "/pay.js/check", "");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(Shop.header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(Shop.header(answer, "Access-Control-Allow-Methods")).contains("POST");
    assertThat(Shop.header(answer, "Access-Control-Allow-Headers")).contains("Content-Type");
  }

  @Test
  @DisplayName("A right call is told where its cashier is")
  void opens() {
    Prepay prepay = shop.v3("order-1", 100);
    Response answer = check(Calls.v3(shop.merchant(), prepay));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Shop.header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(Shop.json(answer).path("result").stringValue()).isEqualTo("ok");
    assertThat(Shop.json(answer).path("cashier").stringValue())
        .isEqualTo("/cashier/" + prepay.prepayId());
    assertThat(answer.note()).isEmpty();
  }

  @Test
  @DisplayName("A wrong call is told WeChat's words, an explanation and the string to sign")
  void refuses() {
    Map<String, String> parameters = Calls.v3(shop.merchant(), shop.v3("order-1", 100));
    parameters.put("paySign", "1F2E9533D7D483FBCDBD0B9BCA76F97D");
    Response answer = check(parameters);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(Shop.header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    JsonNode json = Shop.json(answer);
    assertThat(json.path("result").stringValue()).isEqualTo("fail");
    assertThat(json.path("err_desc").stringValue()).isEqualTo("支付验证签名失败");
    assertThat(json.path("explanation").stringValue()).contains("sign with RSA");
    assertThat(json.path("string_to_sign").stringValue()).endsWith("\n");
    assertThat(answer.note()).contains("支付验证签名失败", "sign with RSA", "\\n\n");
  }

  @Test
  @DisplayName("A parameter that is a number is told apart from one that is not there")
  void number() {
    String body =
        "{\"via\":\"getBrandWCPayRequest\",\"url\":\"\",\"parameters\":{\"timeStamp\":1772337600}}";
    assertThat(Shop.json(shop.send("POST", "/pay.js/check", body)).path("code").stringValue())
        .isEqualTo("NOT_TEXT");
  }

  @Test
  @DisplayName("A body that is no call is refused without a stack trace")
  void unreadable() {
    for (String body : new String[] {"", "{", "[]", "{\"parameters\":{}}", "{\"parameters\":1}"}) {
      assertThat(shop.send("POST", "/pay.js/check", body).status()).isEqualTo(400);
    }
  }
}
