package io.github.paybell.protocol.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** By what copies of a v2 notification are known, and what is another one. */
class V2FactsTest {
  private static final V2Key KEY = V2Key.of("0123456789abcdef0123456789ABCDEF");
  private static final V2Key OLD = V2Key.of("old-old-old-old-old-old-old-old-");

  private final V2Notifications notifications = new V2Notifications();

  @Test
  @DisplayName("ONE_ROW_PER_ID: a copy may differ in nonce, sign, algorithm's key, form and order")
  void copies() {
    var fields = payment();
    var facts = facts(fields, KEY);
    assertThat(facts).matches("[0-9a-f]{64}");

    fields.put("nonce_str", "another");
    assertThat(facts(fields, KEY)).isEqualTo(facts);
    assertThat(facts(fields, OLD)).isEqualTo(facts);
    assertThat(facts(new TreeMap<>(fields), KEY)).isEqualTo(facts);
  }

  @Test
  @DisplayName("NO_LOST_ACK: any other field, known, unknown or empty, makes another message")
  void others() {
    var facts = facts(payment(), KEY);

    for (var change :
        List.of(
            Map.entry("total_fee", "101"),
            Map.entry("trade_state", "ACCEPT"),
            Map.entry("trade_state", ""),
            Map.entry("future_field", "x"))) {
      var fields = payment();
      fields.put(change.getKey(), change.getValue());
      assertThat(facts(fields, KEY)).as(change.toString()).isNotEqualTo(facts);
    }
  }

  @Test
  @DisplayName("NO_LOST_ACK: one signature over fields cut anew is another message")
  void recut() {
    var whole = payment();
    whole.put("attach", "x&bank_type=CCB_DEBIT");
    whole.remove("bank_type");
    var cut = payment();
    cut.put("attach", "x");
    cut.put("bank_type", "CCB_DEBIT");
    assertThat(V2Messages.sign(whole, SignType.MD5, KEY))
        .isEqualTo(V2Messages.sign(cut, SignType.MD5, KEY));

    assertThat(facts(whole, KEY)).isNotEqualTo(facts(cut, KEY));
  }

  @Test
  @DisplayName("ONE_ROW_PER_ID: of a refund only what is decrypted counts")
  void refund() {
    var table = new FieldTable();
    assertThat(table.readRefundInfo(Samples.bytes("v2/11-refund-notify-inner-plaintext.xml")))
        .isTrue();
    var inner = new TreeMap<>(table.toMap());
    var facts = refundFacts("n", inner, KEY);

    assertThat(facts).isNotNull();
    assertThat(refundFacts("another", inner, OLD)).isEqualTo(facts);
    inner.put("refund_fee", "1");
    assertThat(refundFacts("n", inner, KEY)).isNotEqualTo(facts);
  }

  @Test
  @DisplayName("FORGERY_INERT: what is refused says nothing")
  void refused() {
    var fields = payment();
    facts(fields, KEY);
    fields.put("sign", "0".repeat(32));

    assertThat(notifications.readWithFacts(body(fields), List.of(KEY)).facts()).isNull();
  }

  private String facts(Map<String, String> fields, V2Key key) {
    var body = body(V2Messages.signed(fields, SignType.MD5, key));
    return notifications.readWithFacts(body, List.of(KEY, OLD)).facts();
  }

  private String refundFacts(String nonce, TreeMap<String, String> inner, V2Key key) {
    var outer = new LinkedHashMap<String, String>();
    outer.put("appid", "wxtest000000000001");
    outer.put("mch_id", "1999999901");
    outer.put("nonce_str", nonce);
    var body =
        V2Messages.refund(outer, V2Messages.encryptRefundInfo(V2Messages.refundInfo(inner), key));
    return notifications.readWithFacts(body, List.of(KEY, OLD)).facts();
  }

  private static byte[] body(Map<String, String> fields) {
    return V2Messages.payment(
        fields, new V2Form(V2Form.Values.CDATA, V2Form.Order.AS_GIVEN, false));
  }

  private static Map<String, String> payment() {
    var table = new FieldTable();
    assertThat(table.read(Samples.bytes("v2/01-plain-md5.xml"))).isTrue();
    var fields = new LinkedHashMap<>(table.toMap());
    fields.remove("sign");
    return fields;
  }
}
