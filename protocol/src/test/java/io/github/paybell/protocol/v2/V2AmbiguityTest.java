package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proved messages may be another message's. */
class V2AmbiguityTest {
  private static final V2Key KEY = V2Key.of("TestKeyForSimulatorOnly000000001");
  private static final V2Notifications NOTIFICATIONS = new V2Notifications();

  @Test
  @DisplayName("FORGERY_INERT: a small payment whose attach is cut into another order is doubtful")
  void attachBecomesAnotherOrder() {
    Map<String, String> own = paid(1);
    own.put("out_trade_no", "MYORDER000001");
    own.put(
        "attach",
        "a&cash_fee=1&mch_id=1900009191&out_trade_no=TARGT6&result_code=SUCCESS"
            + "&time_end=20260105093012&total_fee=888800&tp=");
    Map<String, String> signed = V2Messages.signed(own, SignType.MD5, KEY);

    Map<String, String> cut = Cuts.everywhere(signed);

    assertThat(cut)
        .containsEntry("attach", "a")
        .containsEntry("out_trade_no", "TARGT6")
        .containsEntry("total_fee", "888800")
        .containsKey("tp");
    assertThat(read(cut).payment().outTradeNo()).isEqualTo("TARGT6");
    assertThat(read(cut).doubtful()).isTrue();
    assertThat(read(signed).doubtful()).isTrue();
  }

  @Test
  @DisplayName("FORGERY_INERT: a currency that device_info swallowed, or gave, is doubtful")
  void deviceInfoAndCurrency() {
    Map<String, String> dollars = paid(100);
    dollars.put("device_info", "WEB");
    dollars.put("fee_type", "USD");
    Map<String, String> signed = V2Messages.signed(dollars, SignType.MD5, KEY);

    Map<String, String> cut = Cuts.of(signed, name -> !name.equals("fee_type"));

    assertThat(cut).containsEntry("device_info", "WEB&fee_type=USD").doesNotContainKey("fee_type");
    assertThat(read(cut).payment().feeType()).isEqualTo("CNY");
    assertThat(read(cut).doubtful()).isTrue();
    assertThat(read(signed).doubtful()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1&b=2&total_fee=3",
        "&out_trade_no=",
        "x&coupon_fee_12=1",
        "x&&trade_state=",
        "订单&attach=门店",
        "a&consume_fee=1"
      })
  @DisplayName("FORGERY_INERT: the name of a documented field within a value is doubtful")
  void documentedNames(String attach) {
    assertThat(V2Ambiguity.isIn(attach)).isTrue();
    assertThat(readWith("attach", attach).doubtful()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "total_fee=3&b=2",
        "a=1&b=2",
        "a & b",
        "Tom&Jerry",
        "&total_fee",
        "&total_fee&=1",
        "&TOTAL_FEE=1",
        "&coupon_fee_=1",
        "&coupon_fee_1a=1",
        "&amp;total_fee=1",
        "{\"q\":\"x=1&y=2\"}"
      })
  @DisplayName("An attach that no field can be cut out of is taken as it is")
  void innocent(String attach) {
    assertThat(V2Ambiguity.isIn(attach)).isFalse();
    assertThat(readWith("attach", attach).doubtful()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "attach, attach2, true",
    "attach, b, true",
    "attach, bank_type, false",
    "device_info, e, true",
    "device_info, err_code, false",
    "device_info, fee_type, false",
    "device_info, zzz, false"
  })
  @DisplayName("FORGERY_INERT: an undocumented field directly behind a chosen value is doubtful")
  void behind(String chosen, String next, boolean doubtful) {
    Map<String, String> fields = paid(100);
    fields.put(chosen, "a");
    fields.put(next, next.equals("fee_type") ? "CNY" : "1");

    assertThat(read(V2Messages.signed(fields, SignType.MD5, KEY)).doubtful()).isEqualTo(doubtful);
  }

  @Test
  @DisplayName("FORGERY_INERT: elements that are not signed stand between nothing")
  void unsignedBetween() {
    Map<String, String> fields = paid(100);
    fields.put("device_info", "WEB");
    fields.put("e", "");
    fields.put("fee_type", "USD");

    assertThat(read(V2Messages.signed(fields, SignType.MD5, KEY)).doubtful()).isTrue();
  }

  @Test
  @DisplayName("The samples of WeChat Pay's messages are not doubtful")
  void samples() {
    List<String> doubtful = new ArrayList<>();
    for (String name :
        List.of(
            "01-plain-md5",
            "02-coupons-cash-and-nocash-md5",
            "03-hmac-with-sign-type",
            "04-hmac-without-sign-type",
            "05-md5-with-sign-type",
            "06-service-provider-md5",
            "07-result-fail-md5")) {
      V2Result result =
          NOTIFICATIONS.read(
              Samples.bytes("v2/" + name + ".xml"),
              List.of(KEY, V2Key.of("TestProviderKeyForSimulator00002")));
      if (result instanceof V2Result.Payment payment && payment.doubtful()) {
        doubtful.add(name);
      }
    }
    assertThat(doubtful).isEmpty();
  }

  private static V2Result.Payment readWith(String name, String value) {
    Map<String, String> fields = paid(100);
    fields.put(name, value);
    return read(V2Messages.signed(fields, SignType.MD5, KEY));
  }

  private static V2Result.Payment read(Map<String, String> signed) {
    return (V2Result.Payment)
        NOTIFICATIONS.read(V2Messages.payment(signed, V2Form.captured()), List.of(KEY));
  }

  private static Map<String, String> paid(long fen) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("appid", "wxtest000000000001");
    fields.put("bank_type", "OTHERS");
    fields.put("cash_fee", Long.toString(fen));
    fields.put("is_subscribe", "N");
    fields.put("mch_id", "1900009191");
    fields.put("nonce_str", "c9f5731c3933555683dd2a947bb35ea7");
    fields.put("openid", "oTESTsim0000000000000000001A");
    fields.put("out_trade_no", "SIM20260105000001");
    fields.put("result_code", "SUCCESS");
    fields.put("return_code", "SUCCESS");
    fields.put("time_end", "20260105093012");
    fields.put("total_fee", Long.toString(fen));
    fields.put("trade_type", "JSAPI");
    fields.put("transaction_id", "4200009001202601050000000001");
    return fields;
  }
}
