package io.github.paybell.simulator.v3;

import static io.github.paybell.simulator.v3.Till.MCHID;
import static io.github.paybell.simulator.v3.Till.START;
import static io.github.paybell.simulator.v3.Till.assertRefused;
import static io.github.paybell.simulator.v3.Till.header;
import static io.github.paybell.simulator.v3.Till.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Nobody is answered who did not sign")
class AuthorizationTest {
  private static final String JSAPI = "/v3/pay/transactions/jsapi";
  private static final String BODY = Till.order("order-0001", 880);

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  @Test
  @DisplayName("a signature that does not fit is 401 SIGN_ERROR with what should have been signed")
  void mismatch() {
    Request other = till.signed("POST", JSAPI, BODY.replace("880", "881"));
    Response answer = till.send(resent(other, BODY));

    assertRefused(answer, 401, "SIGN_ERROR");
    assertThat(json(answer).path("message").stringValue()).isEqualTo("错误的签名，验签失败");
    JsonNode detail = json(answer).path("detail");
    assertThat(detail.path("detail").path("issue").stringValue()).isEqualTo("sign not match");
    assertThat(detail.path("field").stringValue()).isEqualTo("signature");
    assertThat(detail.path("location").stringValue()).isEqualTo("authorization");
    JsonNode information = detail.path("sign_information");
    assertThat(information.path("method").stringValue()).isEqualTo("POST");
    assertThat(information.path("url").stringValue()).isEqualTo(JSAPI);
    assertThat(information.path("truncated_sign_message").stringValue())
        .isEqualTo("POST\n" + JSAPI + "\n" + START.getEpochSecond() + "\nnonce\n{\"appid\"\n");
    assertThat(information.path("sign_message_length").intValue())
        .isEqualTo(V3Request.message("POST", JSAPI, "1767225600", "nonce", bytes(BODY)).length);
    assertThat(header(answer, "Request-ID")).endsWith("-268443699");
  }

  @Test
  @DisplayName("the watcher sees the whole string to sign, its line feeds included")
  void note() {
    Response answer = till.send(resent(till.signed("POST", JSAPI, "{}"), BODY));

    assertThat(answer.note())
        .contains("POST⏎\n" + JSAPI + "⏎\n" + START.getEpochSecond() + "⏎\nnonce⏎\n" + BODY + "⏎\n")
        .contains("Is the private key that of certificate");
  }

  @Test
  @DisplayName("the watcher is told which of the usual mistakes explains the signature")
  void hints() throws Exception {
    String target = Till.query("order-0001");
    assertThat(hint("GET", target, "", "GET", "/v3/pay/transactions/out-trade-no/order-0001", ""))
        .contains("→ It was made without the query");
    assertThat(hint("POST", JSAPI, BODY, "POST", JSAPI, ""))
        .contains("→ It was made over an empty body");
    assertThat(hint("POST", JSAPI, BODY, "post", JSAPI, BODY))
        .contains("→ It was made over the method");
    assertThat(hint("GET", target, "", "GET", "https://api.mch.weixin.qq.com" + target, ""))
        .contains("→ It was made over the whole URL, https://api.mch.weixin.qq.com…");
    assertThat(hint("POST", JSAPI, BODY.replace("\":", "\" : "), "POST", JSAPI, BODY))
        .contains("→ It was made over the body as it was before it was serialised again");

    KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    till.addMerchant("1900000179", keys);
    Request foreign =
        Till.signedBy(
            V3Signer.of(keys.getPrivate(), till.merchant.merchantSerial()),
            MCHID,
            "GET",
            target,
            "");
    assertThat(till.send(foreign).note())
        .contains("→ It was made with the key of another merchant, 1900000179");
  }

  private String hint(
      String method,
      String target,
      String body,
      String signedMethod,
      String signedTarget,
      String signedBody) {
    String authorization =
        V3Request.authorization(
            till.merchant.signer(),
            MCHID,
            signedMethod,
            signedTarget,
            START,
            "n",
            bytes(signedBody));
    Response answer = till.send(Till.request(method, target, authorization, body));
    assertRefused(answer, 401, "SIGN_ERROR");
    return answer.note();
  }

  @ParameterizedTest
  @CsvSource({"-301,401", "-300,404", "300,404", "301,401", "-28800,401"})
  @DisplayName("the timestamp may be five minutes from real time, either way")
  void freshness(long seconds, int status) {
    Instant at = START.plusSeconds(seconds);
    String target = Till.query("order-0001");
    String authorization =
        V3Request.authorization(till.merchant.signer(), MCHID, "GET", target, at, "n", new byte[0]);

    // 404: the order does not exist, so the signature was good.
    assertThat(till.send(Till.request("GET", target, authorization, "")).status())
        .isEqualTo(status);
  }

  @Test
  @DisplayName("simulated time has nothing to do with the freshness of a request")
  void realTime() {
    till.advance(Duration.ofDays(2));

    assertThat(till.get(Till.query("order-0001")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WECHATPAY2-SHA256-RSA2048",
        "WECHATPAY2-SHA256-RSA2048 mchid=1900000109",
        "WECHATPAY2-SHA256-RSA2048 mchid=\"1900000109\"",
        "WECHATPAY2-SHA256-RSA2048 mchid=\"1900000109\",nonce_str=\"n\",timestamp=\"now\","
            + "serial_no=\"s\",signature=\"x\"",
        "WECHATPAY2-SHA256-RSA2048 mchid=\"1900000109\";nonce_str=\"n\"",
      })
  @DisplayName("a header that cannot be read is named as that")
  void malformed(String header) {
    Response answer = till.send(Till.request("GET", Till.query("order-0001"), header, ""));

    assertRefused(answer, 401, "SIGN_ERROR");
    assertThat(json(answer).path("message").stringValue()).isEqualTo("Http头Authorization值格式错误");
  }

  @Test
  @DisplayName("parameters may come in any order and with spaces")
  void anyOrder() {
    Request request = till.signed("GET", Till.query("order-0001"), "");
    String[] parts = request.header("Authorization").substring(26).split(",");
    String turned =
        "WECHATPAY2-SHA256-RSA2048 "
            + String.join(", ", parts[4], parts[2], parts[0], parts[3], parts[1]);

    assertThat(till.send(Till.request("GET", Till.query("order-0001"), turned, "")).status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("another scheme, no header, an unknown merchant, another serial: each has its text")
  void each() {
    String target = Till.query("order-0001");
    assertSays(Till.request("GET", target, "Bearer x", ""), "Http头Authorization认证类型不正确");
    Request bare =
        new Request(
            "GET",
            target,
            List.of(Map.entry("Accept", "*/*"), Map.entry("User-Agent", "till")),
            new byte[0],
            "127.0.0.1",
            null);
    assertSays(bare, "Http头Authorization值格式错误");
    assertSays(Till.signedBy(till.merchant.signer(), "1999999999", "GET", target, ""), "商户号不存在");
    assertSays(Till.signedBy(till.merchant.signer(), "default", "GET", target, ""), "商户号不存在");
    V3Signer wrongSerial =
        V3Signer.of(
            V3Pem.privateKey(till.merchant.merchantPrivateKey()),
            till.platform.merchants().certificate().serial());
    assertSays(Till.signedBy(wrongSerial, MCHID, "GET", target, ""), "商户证书序列号有误。");
  }

  private void assertSays(Request request, String message) {
    Response answer = till.send(request);
    assertRefused(answer, 401, "SIGN_ERROR");
    assertThat(json(answer).path("message").stringValue()).isEqualTo(message);
    assertThat(json(answer).path("detail").path("location").stringValue())
        .isEqualTo("authorization");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Accept", "User-Agent"})
  @DisplayName("a request without Accept or User-Agent is not even looked at")
  void headers(String missing) {
    Request request = till.signed("GET", Till.query("order-0001"), "");
    Request without =
        new Request(
            request.method(),
            request.target(),
            request.headers().stream().filter(it -> !it.getKey().equals(missing)).toList(),
            request.body(),
            request.peer(),
            null);

    Response answer = till.send(without);
    assertRefused(answer, 400, "INVALID_REQUEST");
    assertThat(json(answer).path("message").stringValue()).isEqualTo("Http头缺少Accept或User-Agent");
  }

  @Test
  @DisplayName("who signs can act for himself only")
  void callerIsOwner() {
    Response answer = till.post(JSAPI, BODY.replace(MCHID, "1900000179"));

    assertRefused(answer, 400, "PARAM_ERROR");
    assertThat(json(answer).path("detail").path("field").stringValue()).isEqualTo("/mchid");
    assertRefused(
        till.get("/v3/pay/transactions/out-trade-no/order-0001?mchid=1900000179"),
        400,
        "PARAM_ERROR");
  }

  @Test
  @DisplayName("an unknown path is 404, a wrong method 405, both in the shape of v3")
  void paths() {
    assertRefused(till.get("/v3/nothing"), 404, "RESOURCE_NOT_EXISTS");
    assertRefused(till.get(JSAPI), 405, "METHOD_NOT_ALLOWED");
  }

  private static Request resent(Request request, String body) {
    return new Request(
        request.method(), request.target(), request.headers(), bytes(body), "127.0.0.1", null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
