package io.github.paybell.protocol.v3;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.paybell.protocol.WrongKinds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;

/**
 * Entry points for the fuzzer, run over their seeds by every build; {@code JAZZER_FUZZ=1} searches.
 */
class V3FuzzTest {

  @FuzzTest
  @DisplayName("FORGERY_INERT: no envelope throws anything but NotUnderstood")
  void envelope(byte[] text) {
    understood(
        text,
        json -> {
          EnvelopeReader.read(json);
        });
  }

  @FuzzTest
  @DisplayName(
      "AMOUNT_GUARD: no payment throws anything but NotUnderstood, and what is read is written"
          + " back")
  void payment(byte[] text) {
    V3Envelope envelope = V3PlaintextTest.envelope("TRANSACTION.SUCCESS", "transaction");
    understood(
        text,
        json -> {
          V3Result result = PaymentReader.read(envelope, json);
          if (result == null) {
            return; // it claims no payment
          }
          String again =
              result instanceof V3Result.Payment it
                  ? V3Plaintext.of(it.transaction())
                  : V3Plaintext.of(((V3Result.CombinedPayment) result).transaction());
          byte[] written = again.getBytes(StandardCharsets.UTF_8);
          json.open(written, written.length);
          if (!PaymentReader.read(envelope, json).equals(result)) {
            throw new AssertionError("written and read differ");
          }
        });
  }

  @FuzzTest
  @DisplayName("AMOUNT_GUARD: no refund throws anything but NotUnderstood")
  void refund(byte[] text) {
    understood(
        text,
        json -> {
          RefundReader.read(json);
        });
  }

  private static final List<String> DOCUMENTS =
      List.of(
          V3MembersTest.DIRECT,
          V3MembersTest.PARTNER,
          V3MembersTest.COMBINED,
          V3MembersTest.REFUND);

  /**
   * @param input one byte for the message, one for the member, and the value that it has instead
   */
  @FuzzTest
  @DisplayName("AMOUNT_GUARD: whatever a member is that does not decide, the payment is read")
  void member(byte[] input) {
    if (input.length < 3) {
      return;
    }
    int which = (input[0] & 0xff) % DOCUMENTS.size();
    String document = DOCUMENTS.get(which);
    String value = new String(input, 2, input.length - 2, StandardCharsets.UTF_8);
    if (!isJson(value)) {
      return;
    }
    List<String> members = WrongKinds.members(document);
    WrongKinds.Spoilt spoilt =
        WrongKinds.with(document, members.get((input[1] & 0xff) % members.size()), value);
    V3Result result = sent(which, spoilt.text());
    boolean intact =
        Objects.equals(
            V3MembersTest.facts(result),
            V3MembersTest.facts(sent(which, document.getBytes(StandardCharsets.UTF_8))));
    if (!intact && !V3MembersTest.decides(spoilt)) {
      throw new AssertionError(spoilt.member() + " decides, and must not: " + result);
    }
  }

  private static V3Result sent(int which, byte[] plaintext) {
    boolean refund = which == 3;
    return V3MembersTest.signed(
        V3NotificationWriter.body(
            V3PlaintextTest.envelope(
                refund ? "REFUND.SUCCESS" : "TRANSACTION.SUCCESS",
                refund ? "refund" : "transaction"),
            new String(plaintext, StandardCharsets.UTF_8),
            MadeUp.API_V3_KEY,
            "abcdefghijkl",
            null));
  }

  private static boolean isJson(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    JsonReader json = new JsonReader();
    json.open(bytes, bytes.length);
    try {
      json.raw();
      json.finish();
      return !value.startsWith("\ufeff");
    } catch (NotUnderstoodException e) {
      return false;
    }
  }

  @FuzzTest
  @DisplayName("FORGERY_INERT: no headers throw, and none verify")
  void headers(FuzzedDataProvider data) {
    V3Headers headers =
        new V3Headers(
            data.consumeString(20),
            data.consumeString(140),
            data.consumeString(400),
            data.consumeBoolean() ? MadeUp.SERIAL : data.consumeString(140),
            data.consumeBoolean() ? null : data.consumeString(40),
            null);
    byte[] body = data.consumeRemainingAsBytes();
    if (V3ForgeryTest.verified(
        new V3Notifications(null).read(headers, body, MadeUp.KEYS, MadeUp.NOW))) {
      throw new AssertionError("verified");
    }
  }

  private interface Reading {
    void of(JsonReader json) throws NotUnderstoodException;
  }

  private static void understood(byte[] text, Reading reading) {
    JsonReader json = new JsonReader();
    json.open(text, text.length);
    try {
      reading.of(json);
    } catch (NotUnderstoodException | IllegalArgumentException expected) {
      // A record that refuses what can not be says so with an IllegalArgumentException.
    }
  }
}
