package io.github.paybell.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.simulator.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileV2RequestsTest {
  private static final int TIMES = 2_000;

  private final V2Platform platform = new V2Platform();

  @AfterEach
  void close() {
    platform.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "unifiedorder, /pay/unifiedorder",
    "orderquery, /pay/orderquery",
    "closeorder, /pay/closeorder",
    "refund, /secapi/pay/refund",
    "refundquery, /pay/refundquery",
    "downloadbill, /pay/downloadbill",
    "getsignkey, /sandboxnew/pay/getsignkey"
  })
  @DisplayName("Whatever a v2 request holds, the answer is one of v2's own and says what was wrong")
  void spoiled(String api, String path) {
    Set<String> said = new HashSet<>();
    for (int i = 0; i < TIMES; i++) {
      byte[] body = spoiled(new Spoiler(api, i), platform.good(api));
      try {
        said.add(V2Shape.of(api, body, platform.post(path, body), platform.merchant()));
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        fail("request %d of %s:%n%s", i, api, Shown.of(body), e);
      }
    }
    assertThat(said)
        .as("what is in front of the signature, the signature, and what is behind it")
        .contains("XML_FORMAT_ERROR", "签名错误", "SUCCESS");
  }

  /** In half of them the signature holds, so that what lies behind it is reached. */
  private byte[] spoiled(Spoiler spoiler, Map<String, String> good) {
    if (spoiler.oneIn(2)) {
      return V2Platform.xml(platform.signed(spoiler.fields(good)));
    }
    if (spoiler.oneIn(4)) {
      return V2Platform.xml(spoiler.fields(platform.signed(good)));
    }
    byte[] bad = spoiler.bytes(V2Platform.xml(platform.signed(good)));
    FieldTable readable = new FieldTable();
    return spoiler.oneIn(2) && readable.read(bad)
        ? V2Platform.xml(platform.signed(readable.toMap()))
        : bad;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE xml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xml><mch_id>&a;</mch_id></xml>",
        "<?xml version=\"1.0\" encoding=\"GBK\"?><xml><mch_id>1</mch_id></xml>",
        "<xml><mch_id>1900000109</mch_id><mch_id>1900000109</mch_id></xml>",
        "<xml><a><b>1</b></a></xml>",
        "<xml a=\"b\"></xml>",
        "<!-- --><xml></xml>",
        "<root></root>",
        "{\"mch_id\":\"1900000109\"}",
        "<xml><mch_id>1900000109</mch_id>",
        "hello"
      })
  @DisplayName("What is no message of v2 is answered XML_FORMAT_ERROR, and the note says where")
  void format(String body) {
    Response answer = platform.post("/pay/orderquery", body.getBytes(StandardCharsets.UTF_8));

    assertThat(V2Shape.fields(answer))
        .containsEntry("return_code", "FAIL")
        .containsEntry("err_code", "XML_FORMAT_ERROR");
    assertThat(answer.note()).contains("at byte ");
  }

  @Test
  @DisplayName(
      "Characters that XML forbids are refused: an answer that repeats them could not be read")
  void control() {
    Map<String, String> fields = new LinkedHashMap<>(platform.good("orderquery"));
    fields.put("device_info", "a\u0001b");
    Response answer = platform.post("/pay/orderquery", V2Platform.xml(platform.signed(fields)));

    assertThat(V2Shape.fields(answer)).containsEntry("err_code", "XML_FORMAT_ERROR");
    assertThat(answer.note()).contains("U+0001").contains("device_info");
  }

  @Test
  @DisplayName("A wrong signature is answered 签名错误, and the note has the string to sign")
  void signature() {
    Map<String, String> fields = platform.signed(platform.good("orderquery"));
    fields.put("sign", "0".repeat(32));
    Response answer = platform.post("/pay/orderquery", V2Platform.xml(fields));

    assertThat(V2Shape.fields(answer))
        .containsEntry("return_msg", "签名错误")
        .doesNotContainKey("sign");
    assertThat(answer.note())
        .contains(
            "appid=wx8888888888888888&mch_id=1900000109&nonce_str=ibuaiVcKdpRxkhJA"
                + "&out_trade_no=HOSTILE0001&key=TestKeyForSimulatorOnly000000001");
  }
}
