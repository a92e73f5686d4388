package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** By what copies of a v3 notification are known, and what is another one. */
class V3FactsTest {
  private static final String PAID =
      """
      {"appid":"wx1","mchid":"19","out_trade_no":"T1","transaction_id":"42","trade_state":"SUCCESS",\
      "amount":{"total":100}}\
      """;

  private final MadeUp madeUp = new MadeUp(20260105);

  @Test
  @DisplayName("ONE_ROW_PER_ID: a copy may be encrypted anew, its members in another order")
  void copies() {
    var facts = facts("ID", "TRANSACTION.SUCCESS", PAID);
    assertThat(facts).matches("[0-9a-f]{64}");

    assertThat(facts("ID", "TRANSACTION.SUCCESS", PAID)).isEqualTo(facts);
    assertThat(
            facts(
                "ID",
                "TRANSACTION.SUCCESS",
                PAID.replace("{\"appid\":\"wx1\",", "{").replace("}}", "},\"appid\":\"wx1\"}")))
        .isEqualTo(facts);
    // The id is the key; whether two of one id say the same is what the facts are for.
    assertThat(facts("OTHER", "TRANSACTION.SUCCESS", PAID)).isEqualTo(facts);
  }

  @Test
  @DisplayName("NO_LOST_ACK: another event_type or any other member is another message")
  void others() {
    var facts = facts("ID", "TRANSACTION.SUCCESS", PAID);

    assertThat(facts("ID", "TRANSACTION.PAY", PAID)).isNotEqualTo(facts);
    assertThat(facts("ID", "TRANSACTION.SUCCESS", PAID.replace("100", "99"))).isNotEqualTo(facts);
    assertThat(facts("ID", "TRANSACTION.SUCCESS", PAID.replace("{\"appid\"", "{\"x\":1,\"appid\"")))
        .isNotEqualTo(facts);
  }

  @Test
  @DisplayName("NO_LOST_ACK: what is decrypted and not understood is known by its bytes")
  void notUnderstood() {
    var facts = facts("ID", "TRANSACTION.SUCCESS", "{\"trade_state\":1");

    assertThat(facts)
        .isNotNull()
        .isEqualTo(facts("ID", "TRANSACTION.SUCCESS", "{\"trade_state\":1"));
    assertThat(facts("ID", "TRANSACTION.SUCCESS", "{\"trade_state\":1 ")).isNotEqualTo(facts);
  }

  @Test
  @DisplayName("FORGERY_INERT: what no key opens says nothing")
  void undecryptable() {
    var message =
        read("ID", "TRANSACTION.SUCCESS", PAID, ApiV3Key.of("another-key-another-key-another-"));

    assertThat(message.result()).isInstanceOf(V3Result.Undecryptable.class);
    assertThat(message.facts()).isNull();
  }

  private String facts(String id, String eventType, String plaintext) {
    return read(id, eventType, plaintext, MadeUp.API_V3_KEY).facts();
  }

  private V3Message read(String id, String eventType, String plaintext, ApiV3Key key) {
    var envelope =
        new V3Envelope(
            id, "2026-01-05T09:30:13+08:00", eventType, null, null, "transaction", Map.of());
    byte[] body =
        V3NotificationWriter.body(envelope, plaintext, key, madeUp.word(12), "transaction");
    var headers = MadeUp.SIGNER.headers(body, MadeUp.NOW, madeUp.word(32), null);
    return new V3Notifications(null).readWithFacts(headers, body, MadeUp.KEYS, MadeUp.NOW);
  }
}
