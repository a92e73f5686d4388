package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.protocol.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform's side: vectors, captured shapes, the second signature. */
class V2MessagesTest {
  private static final V2Key MERCHANT = V2Key.of(Samples.V2_MERCHANT_KEY);

  @ParameterizedTest
  @CsvSource({
    "MD5,9A0A8659F005D6984697E2CA0A9CF3B7",
    "HMAC_SHA256,6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6"
  })
  @DisplayName(
      "FORGERY_INERT: vectors 1 and 2, with a sign and an empty field that do not take part")
  void vectorsOfTheRule(SignType signType, String sign) {
    Map<String, String> fields =
        Map.of(
            "appid", "wxd930ea5d5a258f4f",
            "body", "test",
            "device_info", "1000",
            "mch_id", "10000100",
            "nonce_str", "ibuaiVcKdpRxkhJA",
            "attach", "",
            "sign", "anything");

    assertThat(V2Messages.sign(fields, signType, V2Key.of("192006250b4c09247ec02edce69f6a2d")))
        .isEqualTo(sign);
  }

  @ParameterizedTest
  @CsvSource({
    "MD5,1F2E9533D7D483FBCDBD0B9BCA76F97D",
    "HMAC_SHA256,4A04CF5B979A4920409A9DEF2322C33C96DE8E9A96830E648719C60EF991700E"
  })
  @DisplayName("FORGERY_INERT: vectors 3 and 4, the second signature of JSAPI")
  void vectorsOfTheSecondSignature(SignType signType, String paySign) {
    Map<String, String> params =
        V2PaySign.jsapi(
            "wx619a931576afe069",
            Instant.ofEpochSecond(1774495197),
            "RIPb5Upk3ku7knU6",
            "wx2611334392677180ea59742b3744840000",
            signType,
            V2Key.of("qazwsxedcrfvtgbyhnujmikolp111111"));

    assertThat(params.keySet())
        .containsExactly("appId", "timeStamp", "nonceStr", "package", "signType", "paySign");
    assertThat(params)
        .containsEntry("timeStamp", "1774495197")
        .containsEntry("package", "prepay_id=wx2611334392677180ea59742b3744840000")
        .containsEntry("signType", signType.wireName())
        .containsEntry("paySign", paySign);
  }

  @Test
  @DisplayName("FORGERY_INERT: the second signature of an app has lower-case names and sign")
  void app() {
    Map<String, String> params =
        V2PaySign.app(
            "wxapp",
            "1999999901",
            "wx26",
            "nonce",
            Instant.ofEpochSecond(1774495197),
            SignType.MD5,
            MERCHANT);

    assertThat(params.keySet())
        .containsExactly(
            "appid", "partnerid", "prepayid", "package", "noncestr", "timestamp", "sign");
    assertThat(params)
        .containsEntry("package", "Sign=WXPay")
        .containsEntry("timestamp", "1774495197")
        .containsEntry("sign", V2Messages.sign(params, SignType.MD5, MERCHANT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-plain-md5.xml",
        "02-coupons-cash-and-nocash-md5.xml",
        "03-hmac-with-sign-type.xml",
        "06-service-provider-md5.xml",
        "09-unknown-fields-nonascii-md5.xml"
      })
  @DisplayName(
      "FORGERY_INERT: a written payment notification has the captured shape, byte for byte")
  void paymentShape(String file) {
    byte[] sample = Samples.bytes("v2/" + file);
    String text =
        new String(V2Messages.payment(fields(sample), V2Form.captured()), StandardCharsets.UTF_8);

    // The one invented empty element of sample 09 has no CDATA; real ones were never captured.
    assertThat(
            text.replace(
                "<future_empty><![CDATA[]]></future_empty>", "<future_empty></future_empty>"))
        .isEqualTo(Samples.text("v2/" + file));
  }

  @Test
  @DisplayName("FORGERY_INERT: a written refund result has the captured shape, byte for byte")
  void refundShape() {
    FieldTable inner = new FieldTable();
    byte[] plaintext = Samples.bytes("v2/11-refund-notify-inner-plaintext.xml");
    assertThat(inner.readRefundInfo(plaintext)).isTrue();
    Map<String, String> sample = fields(Samples.bytes("v2/11-refund-notify.xml"));
    Map<String, String> outer = new LinkedHashMap<>();
    for (String name : List.of("appid", "mch_id", "nonce_str")) {
      outer.put(name, sample.get(name));
    }

    assertThat(V2Messages.refundInfo(inner.toMap())).isEqualTo(plaintext);
    String reqInfo = V2Messages.encryptRefundInfo(plaintext, MERCHANT);
    assertThat(reqInfo).hasSize(1088);
    assertThat(V2Messages.refund(outer, reqInfo))
        .isEqualTo(Samples.bytes("v2/11-refund-notify.xml"));
  }

  @Test
  @DisplayName("FORGERY_INERT: the documented vector of req_info")
  void refundVector() {
    String plaintext = "<root><refund_status><![CDATA[SUCCESS]]></refund_status></root>";

    assertThat(V2Messages.encryptRefundInfo(plaintext.getBytes(StandardCharsets.UTF_8), MERCHANT))
        .isEqualTo(
            "jzzfR0B1unNK1SVLrn63p2Ekrs/A+/rUEObwMNIGvTo5XpCaDuzIs86BeVVa/P4K"
                + "9pwtRdCd64N/9v0vWbnJ8Q==");
  }

  @Test
  @DisplayName("FORGERY_INERT: declaration, entities and order are as asked for")
  void forms() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("b", "x & ]]> \r");
    fields.put("a", "1");

    assertThat(
            new String(
                V2Messages.payment(
                    fields, new V2Form(V2Form.Values.ENTITIES, V2Form.Order.AS_GIVEN, true)),
                StandardCharsets.UTF_8))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<xml><b>x &amp; ]]&gt; &#13;</b>\n<a>1</a>\n</xml>");
    assertThat(new String(V2Messages.payment(fields, V2Form.captured()), StandardCharsets.UTF_8))
        .isEqualTo("<xml><a><![CDATA[1]]></a>\n<b><![CDATA[x & ]]]]><![CDATA[> \r]]></b>\n</xml>");
  }

  @Test
  @DisplayName("FORGERY_INERT: no name breaks out of its element")
  void names() {
    assertThatThrownBy(() -> V2Messages.payment(Map.of("a><b", "1"), V2Form.captured()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("SILENT_SECRETS: a key has 32 ASCII characters; what is no key is not repeated")
  void keys() {
    for (String text :
        List.of("", "short-secret", "0".repeat(31), "0".repeat(33), "密".repeat(32))) {
      assertThatThrownBy(() -> V2Key.of(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("32 ASCII")
          .hasMessageNotContaining("secret")
          .hasMessageNotContaining("000")
          .hasMessageNotContaining("密密");
    }
  }

  private static SortedMap<String, String> fields(byte[] message) {
    FieldTable table = new FieldTable();
    assertThat(table.read(message)).isTrue();
    return new TreeMap<>(table.toMap());
  }
}
