package io.github.paybell.protocol.v3;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
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
      "AMOUNT_GUARD: no payment throws anything but NotUnderstood, and what is read is written back")
  void payment(byte[] text) {
    V3Envelope envelope = V3PlaintextTest.envelope("TRANSACTION.SUCCESS", "transaction");
    understood(
        text,
        json -> {
          V3Result result = PaymentReader.read(envelope, json);
          String again =
              result instanceof V3Result.Payment it
                  ? V3Plaintext.of(it.transaction())
                  : V3Plaintext.of(((V3Result.CombinedPayment) result).transaction());
          byte[] written = again.getBytes(java.nio.charset.StandardCharsets.UTF_8);
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
