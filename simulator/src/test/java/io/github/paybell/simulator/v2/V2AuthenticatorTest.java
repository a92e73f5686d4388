package io.github.paybell.simulator.v2;

import static io.github.paybell.simulator.v2.Shop.read;
import static io.github.paybell.simulator.v2.Shop.signed;
import static io.github.paybell.simulator.v2.Shop.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.simulator.http.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V2AuthenticatorTest {
  private static final String PATH = "/pay/orderquery";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Map<String, String> query() {
    return shop.fields("out_trade_no", "SIM001");
  }

  @Test
  @DisplayName("A wrong signature is answered with return_code and return_msg only, unsigned")
  void wrongSignature() {
    Map<String, String> fields = signed(query(), "SomebodyElsesKey0000000000000000");

    Response answer = shop.post(PATH, fields);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(answer))
        .isEqualTo(
            "<xml><return_code><![CDATA[FAIL]]></return_code>\n"
                + "<return_msg><![CDATA[签名错误]]></return_msg>\n</xml>");
  }

  @Test
  @DisplayName(
      "The watcher of a wrong signature sees the string to sign, both digests and the sign")
  void note() {
    Map<String, String> fields = signed(query(), "SomebodyElsesKey0000000000000000");

    String note = shop.post(PATH, fields).note();

    assertThat(note)
        .contains(
            "appid=wx8888888888888888&mch_id=1900000109&nonce_str=ibuaiVcKdpRxkhJA"
                + "&out_trade_no=SIM001&key=TestKeyForSimulatorOnly000000001")
        .contains("test key")
        .contains("MD5: " + V2Messages.sign(query(), SignType.MD5, shop.merchant.v2()))
        .contains(
            "HMAC-SHA256: " + V2Messages.sign(query(), SignType.HMAC_SHA256, shop.merchant.v2()))
        .contains(fields.get("sign"));
  }

  @Test
  @DisplayName(
      "The usual mistakes are named: AppSecret, APIv3 key, trimmed values, other algorithm")
  void hints() {
    Map<String, String> padded = shop.fields("out_trade_no", "SIM001 ");
    Map<String, String> signedTrimmed = shop.signed(query(), SignType.MD5);
    padded.put("sign", signedTrimmed.get("sign"));

    assertThat(shop.post(PATH, signed(query(), shop.merchant.appSecret())).note())
        .contains("AppSecret");
    assertThat(shop.post(PATH, signed(query(), shop.merchant.apiV3Key())).note()).contains("APIv3");
    assertThat(shop.post(PATH, padded).note()).contains("trimmed");
    assertThat(shop.post(PATH, shop.signed(query(), SignType.HMAC_SHA256)).note())
        .contains("another algorithm");
    assertThat(shop.post(PATH, query()).note()).contains("There is no sign");
  }

  @Test
  @DisplayName("HMAC-SHA256 counts if sign_type says so, and the answer is signed the same way")
  void hmac() {
    Map<String, String> fields = query();
    fields.put("sign_type", "HMAC-SHA256");

    Map<String, String> answer = read(shop.post(PATH, shop.signed(fields, SignType.HMAC_SHA256)));

    assertThat(answer).containsEntry("err_code", "ORDERNOTEXIST");
    assertThat(answer.get("sign"))
        .isEqualTo(V2Messages.sign(answer, SignType.HMAC_SHA256, shop.merchant.v2()));
  }

  @Test
  @DisplayName("A sign_type that is neither of the two is a wrong signature")
  void unknownSignType() {
    Map<String, String> fields = query();
    fields.put("sign_type", "SHA1");

    assertThat(read(shop.post(PATH, shop.signed(fields, SignType.MD5))))
        .containsEntry("return_msg", "签名错误");
  }

  @Test
  @DisplayName("A lower-case sign is wrong unless the rule lets it in")
  void lowerCase() {
    Map<String, String> fields = shop.signed(query(), SignType.MD5);
    fields.computeIfPresent("sign", (name, sign) -> sign.toLowerCase(Locale.ROOT));

    assertThat(read(shop.post(PATH, fields))).containsEntry("return_msg", "签名错误");
    shop.rule("lowerCaseSign", true);
    assertThat(read(shop.post(PATH, fields))).containsEntry("return_code", "SUCCESS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><mch_id>&e;</mch_id></xml>",
        "<xml><mch_id>1900000109</mch_id><mch_id>1900000109</mch_id></xml>",
        "<xml><a><mch_id>1900000109</mch_id></a></xml>",
        "<xml><mch_id>1900000109</mch_id>",
        "<?xml version=\"1.0\" encoding=\"GBK\"?><xml><mch_id>1900000109</mch_id></xml>",
        "{\"mch_id\":\"1900000109\"}"
      })
  @DisplayName("What is not flat XML without DOCTYPE and repetition is refused before it is read")
  void hostile(String body) {
    assertThat(read(shop.post(PATH, body)))
        .containsEntry("return_code", "FAIL")
        .containsEntry("return_msg", "XML格式错误")
        .containsEntry("err_code", "XML_FORMAT_ERROR")
        .doesNotContainKeys("sign", "result_code");
  }

  @Test
  @DisplayName("A body in GBK is NOT_UTF8, an empty one POST_DATA_EMPTY")
  void encoding() {
    byte[] gbk = "<xml><body>茶</body></xml>".getBytes(Charset.forName("GBK"));

    assertThat(read(shop.post(PATH, gbk, null))).containsEntry("err_code", "NOT_UTF8");
    assertThat(read(shop.post(PATH, ""))).containsEntry("err_code", "POST_DATA_EMPTY");
  }

  @ParameterizedTest
  @CsvSource({
    "/pay/unifiedorder",
    "/pay/orderquery",
    "/pay/closeorder",
    "/secapi/pay/refund",
    "/pay/refundquery",
    "/pay/downloadbill",
    "/sandboxnew/pay/unifiedorder"
  })
  @DisplayName("GET is answered with REQUIRE_POST_METHOD")
  void get(String path) {
    Response answer = shop.send("GET", path, new byte[0], null);

    assertThat(read(answer)).containsEntry("err_code", "REQUIRE_POST_METHOD");
  }

  @Test
  @DisplayName("An unknown path of v2 is answered in the shape of v2")
  void unknownPath() {
    for (String path : new String[] {"/pay/nosuch", "/secapi/pay/reverse", "/sandboxnew/pay/x"}) {
      Response answer = shop.post(path, shop.signed(query(), SignType.MD5));
      assertThat(answer.status()).isEqualTo(404);
      assertThat(read(answer)).containsEntry("return_code", "FAIL");
    }
  }

  @Test
  @DisplayName("mch_id and appid are checked: unknown, missing, and of another merchant")
  void identity() {
    shop.second();

    Map<String, String> unknown = shop.signed(shop.fields("mch_id", "1900000999"), SignType.MD5);
    assertThat(read(shop.post(PATH, unknown))).containsEntry("err_code", "MCHID_NOT_EXIST");
    Map<String, String> none = shop.signed(Shop.without(query(), "mch_id"), SignType.MD5);
    assertThat(read(shop.post(PATH, none))).containsEntry("err_code", "LACK_PARAMS");
    assertThat(shop.fail(PATH, shop.fields("appid", "wx1111111111111111")))
        .isEqualTo("APPID_NOT_EXIST");
    assertThat(shop.fail(PATH, shop.fields("appid", "wx9999999999999999")))
        .isEqualTo("APPID_MCHID_NOT_MATCH");
    assertThat(shop.fail(PATH, Shop.without(query(), "appid"))).isEqualTo("LACK_PARAMS");
    assertThat(shop.fail(PATH, Shop.without(query(), "nonce_str"))).isEqualTo("LACK_PARAMS");
  }

  @Test
  @DisplayName("Another merchant's key does not sign for this one")
  void foreignKey() {
    assertThat(read(shop.post(PATH, signed(query(), shop.second().v2Key()))))
        .containsEntry("return_msg", "签名错误");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sandboxnew/pay/getsignkey", "/xdc/apiv2getsignkey/sign/getsignkey"})
  @DisplayName("getsignkey answers the merchant's own key, unsigned")
  void signKey(String path) {
    Map<String, String> fields = Shop.without(shop.fields(), "appid");

    assertThat(read(shop.post(path, shop.signed(fields, SignType.MD5))))
        .containsEntry("return_code", "SUCCESS")
        .containsEntry("sandbox_signkey", "TestKeyForSimulatorOnly000000001")
        .doesNotContainKey("sign");
  }

  @Test
  @DisplayName("Answers are XML: return_code first, CDATA, a line feed after each element")
  void shape() {
    Response answer = shop.post(PATH, shop.signed(query(), SignType.MD5));

    assertThat(answer.headers()).contains(Map.entry("Content-Type", "text/xml; charset=utf-8"));
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .startsWith(
            "<xml><return_code><![CDATA[SUCCESS]]></return_code>\n"
                + "<return_msg><![CDATA[OK]]></return_msg>\n"
                + "<appid><![CDATA[wx8888888888888888]]></appid>\n"
                + "<mch_id><![CDATA[1900000109]]></mch_id>\n"
                + "<nonce_str>")
        .endsWith("\n</xml>");
  }
}
