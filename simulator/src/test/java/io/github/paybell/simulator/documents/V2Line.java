package io.github.paybell.simulator.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.simulator.platform.Merchant;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls of v2. What was asked counts as seen only if the answer was good. */
final class V2Line {
  private static final V2Form FORM = new V2Form(V2Form.Values.CDATA, V2Form.Order.AS_GIVEN, false);

  private final Bench bench;
  private final Merchant merchant;

  V2Line(Bench bench) {
    this.bench = bench;
    this.merchant = bench.merchant();
  }

  /** The common fields and these, given as names and values in turn. */
  Map<String, String> fields(String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("appid", merchant.appid());
    fields.put("mch_id", merchant.mchid());
    fields.put("nonce_str", "5K8264ILTKCH16CQ2502SI8ZNMTM67VS");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  /** A call that succeeds. */
  Map<String, String> ask(String api, Map<String, String> fields) {
    Map<String, String> answer = Listening.fields(post(api, signed(fields)).body());
    assertThat(answer).as(api).containsEntry("return_code", "SUCCESS");
    assertThat(answer.getOrDefault("result_code", "SUCCESS")).as("%s", answer).isEqualTo("SUCCESS");
    bench.seen().see("v2 " + api, Direction.REQUEST, signed(fields));
    boolean unpaid = answer.getOrDefault("trade_state", "").matches("NOTPAY|CLOSED");
    bench.seen().see("v2 " + api + (unpaid ? " unpaid" : ""), Direction.ANSWER, answer);
    return answer;
  }

  /** A call that does not. */
  void fail(String seenAs, String api, Map<String, String> fields) {
    bench.seen().see(seenAs, Direction.ANSWER, Listening.fields(post(api, fields).body()));
  }

  /** A call for a bill. */
  byte[] bill(Map<String, String> fields) {
    byte[] bill = post("downloadbill", signed(fields)).body();
    assertThat(bill[0]).as("first byte").isNotEqualTo((byte) '<');
    bench.seen().see("v2 downloadbill", Direction.REQUEST, signed(fields));
    return bill;
  }

  /** With the algorithm that the fields name. */
  Map<String, String> signed(Map<String, String> fields) {
    boolean hmac = "HMAC-SHA256".equals(fields.get("sign_type"));
    return V2Messages.signed(fields, hmac ? SignType.HMAC_SHA256 : SignType.MD5, merchant.v2());
  }

  private HttpResponse<byte[]> post(String api, Map<String, String> fields) {
    String folder = api.equals("refund") ? "/secapi/pay/" : "/pay/";
    return bench.send(
        "POST", folder + api, Map.of("Content-Type", "text/xml"), V2Messages.payment(fields, FORM));
  }
}
