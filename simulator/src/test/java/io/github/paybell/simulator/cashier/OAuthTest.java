package io.github.paybell.simulator.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OAuthTest {
  private final Shop shop = new Shop();
  private final String appid = shop.merchant().appid();
  private final String secret = shop.merchant().appSecret();

  @AfterEach
  void close() {
    shop.close();
  }

  private Response authorize(String appid, String redirectUri, String scope) {
    return shop.get(
        "/connect/oauth2/authorize?appid="
            + appid
            + "&redirect_uri="
            + URLEncoder.encode(redirectUri, StandardCharsets.UTF_8)
            + "&response_type=code&scope="
            + scope
            + "&state=a%20b&lang=en");
  }

  private String code() {
    String location =
        Shop.header(authorize(appid, "http://shop.example/cb", "snsapi_base"), "Location");
    return location.replaceFirst(".*[?&]code=([^&]*).*", "$1");
  }

  private JsonNode token(String appid, String secret, String code) {
    return Shop.json(
        shop.get(
            "/sns/oauth2/access_token?appid="
                + appid
                + "&secret="
                + secret
                + "&code="
                + code
                + "&grant_type=authorization_code"));
  }

  private JsonNode session(String code) {
    return Shop.json(
        shop.get(
            "/sns/jscode2session?appid="
                + appid
                + "&secret="
                + secret
                + "&js_code="
                + code
                + "&grant_type=authorization_code"));
  }

  @Test
  @DisplayName("Login sends the browser back with a code and the state")
  void authorizes() {
    Response answer = authorize(appid, "http://shop.example/cb", "snsapi_base");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(Shop.header(answer, "Location"))
        .matches("http://shop\\.example/cb\\?code=[A-Za-z0-9]{32}&state=a\\+b");
  }

  @Test
  @DisplayName("The query and the fragment of redirect_uri are kept")
  void keepsQueryAndFragment() {
    assertThat(
            Shop.header(
                authorize(appid, "http://shop.example/cb?x=1#/pay", "snsapi_userinfo"), "Location"))
        .matches("http://shop\\.example/cb\\?x=1&code=\\w{32}&state=a\\+b#/pay");
  }

  @Test
  @DisplayName("An unknown appid, a bad address and a bad scope have a page that says so")
  void refusesToAuthorize() {
    Response unknown = authorize("wx0", "http://shop.example/cb", "snsapi_base");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(Shop.text(unknown)).contains("Login is not possible", "AppID 参数错误");
    assertThat(authorize(appid, "/cb", "snsapi_base").status()).isEqualTo(400);
    assertThat(authorize(appid, "javascript:alert(1)", "snsapi_base").status()).isEqualTo(400);
    assertThat(authorize(appid, "http://shop.example/cb", "all").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("A code becomes the openid of the merchant's test user")
  void token() {
    JsonNode json = token(appid, secret, code());
    assertThat(json.path("openid").stringValue()).isEqualTo(shop.merchant().openid());
    assertThat(json.path("expires_in").intValue()).isEqualTo(7200);
    assertThat(json.path("scope").stringValue()).isEqualTo("snsapi_base");
    assertThat(json.path("access_token").stringValue()).isNotEmpty();
    assertThat(json.path("refresh_token").stringValue()).isNotEmpty();
    assertThat(json.has("errcode")).isFalse();
  }

  @Test
  @DisplayName("A code is good once")
  void once() {
    String code = code();
    token(appid, secret, code);
    assertThat(token(appid, secret, code).path("errcode").intValue()).isEqualTo(40163);
  }

  @Test
  @DisplayName("A code is good for five minutes of simulated time")
  void expires() {
    String code = code();
    shop.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    JsonNode json = token(appid, secret, code);
    assertThat(json.path("errcode").intValue()).isEqualTo(40029);
    assertThat(json.path("errmsg").stringValue()).isEqualTo("invalid code");
  }

  @Test
  @DisplayName("Wrong appid, secret and code have WeChat's numbers, and spend no code")
  void errors() {
    String code = code();
    assertThat(token("wx0", secret, code).path("errcode").intValue()).isEqualTo(40013);
    assertThat(token(appid, "wrong", code).path("errcode").intValue()).isEqualTo(40125);
    assertThat(token(appid, secret, "wrong").path("errcode").intValue()).isEqualTo(40029);
    assertThat(token(appid, secret, code).has("openid")).isTrue();
  }

  @Test
  @DisplayName("A mini program's code becomes openid and session_key; sim-… is always good")
  void miniProgram() {
    for (String code : new String[] {code(), "sim-anything", "sim-anything"}) {
      JsonNode json = session(code);
      assertThat(json.path("openid").stringValue()).isEqualTo(shop.merchant().openid());
      assertThat(Base64.getDecoder().decode(json.path("session_key").stringValue())).hasSize(16);
    }
    assertThat(session("other").path("errcode").intValue()).isEqualTo(40029);
  }

  @Test
  @DisplayName("Switched off, none of it is there")
  void switchedOff() {
    shop.standIns(false, true);
    assertThat(authorize(appid, "http://shop.example/cb", "snsapi_base").status()).isEqualTo(404);
    assertThat(shop.get("/sns/oauth2/access_token").status()).isEqualTo(404);
    assertThat(shop.get("/sns/jscode2session").status()).isEqualTo(404);
  }
}
