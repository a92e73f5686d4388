package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What two copies of one notification have in common. */
class DedupeKeyTest {
  private static final String FACTS = "0123456789abcdef".repeat(4);
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  @ParameterizedTest
  @CsvSource({
    ",,, pay:T1:SUCCESS",
    "SUCCESS, SUCCESS,, pay:T1:SUCCESS",
    "SUCCESS, SUCCESS, SUCCESS, pay:T1:SUCCESS",
    "SUCCESS, FAIL,, pay:T1:FAIL",
    "FAIL, SUCCESS, ACCEPT, pay:T1:FAIL",
    "SUCCESS, SUCCESS, ACCEPT, pay:T1:ACCEPT",
    "SUCCESS, SUCCESS, REFUND, pay:T1:REFUND",
    "'', '', PAY_FAIL, pay:T1:PAY_FAIL",
  })
  @DisplayName(
      "ONE_ROW_PER_ID: v2 – the first state that is not SUCCESS; an ordinary key is as before")
  void payment(String returnCode, String resultCode, String tradeState, String key) {
    assertThat(DedupeKey.payment("T1", returnCode, resultCode, tradeState)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "transaction_id=T1 result_code=SUCCESS trade_state=ACCEPT, pay:T1:ACCEPT",
    "transaction_id=T1 out_refund_no=R1, fields:",
    "transaction_id=T1 refund_id=W1 refund_status=CHANGE, refund:W1:CHANGE",
    "contract_id=C1 change_type=ADD, fields:",
    "transaction_id= contract_id=C1, fields:",
  })
  @DisplayName("ONE_ROW_PER_ID: v2 – what is no payment is known by its number, or by what it says")
  void fields(String fields, String key) {
    assertThat(DedupeKey.fields(map(fields), FACTS))
        .isEqualTo(key.equals("fields:") ? "fields:" + FACTS : key);
  }

  private static Map<String, String> map(String fields) {
    Map<String, String> map = new HashMap<>();
    for (var field : fields.split(" ")) {
      var parts = field.split("=", 2);
      map.put(parts[0], parts[1]);
    }
    return map;
  }

  @Test
  @DisplayName("ONE_ROW_PER_ID: v3 – the id, as it is")
  void id() {
    assertThat(DedupeKey.v3("EV-2018022511223320873", FACTS, BODY))
        .isEqualTo("EV-2018022511223320873");
    assertThat(DedupeKey.v3("x".repeat(64), null, BODY)).isEqualTo("x".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a#0123456789abcdef", "中", "a\u0000"})
  @DisplayName("NO_LOST_ACK: v3 – without an id, or with an odd one, what the message says")
  void odd(String id) {
    assertThat(DedupeKey.v3(id, FACTS, BODY)).isEqualTo("facts:" + FACTS);
    assertThat(DedupeKey.v3(id + "x".repeat(65), FACTS, BODY)).isEqualTo("facts:" + FACTS);
    assertThat(DedupeKey.v3(id, null, BODY)).matches("body:[0-9a-f]{64}");
    assertThat(DedupeKey.v3(null, FACTS, BODY)).isEqualTo("facts:" + FACTS);
  }

  @Test
  @DisplayName(
      "NO_LOST_ACK: the key of a row beside another fits its column, however odd the first is")
  void variant() {
    var odd = DedupeKey.payment("T".repeat(200), "a b");
    assertThat(odd).startsWith("key:");
    assertThat(DedupeKey.payment("T#1", "SUCCESS")).startsWith("key:");
    var variant = DedupeKey.variant(DedupeKey.payment("T".repeat(98)), FACTS);

    assertThat(variant).endsWith("#0123456789abcdef").hasSizeLessThanOrEqualTo(128);
    assertThat(DedupeKey.isVariant(variant)).isTrue();
    assertThat(DedupeKey.isVariant(odd)).isFalse();
  }
}
