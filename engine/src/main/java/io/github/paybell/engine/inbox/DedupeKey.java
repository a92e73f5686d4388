package io.github.paybell.engine.inbox;

import io.github.paybell.engine.store.Rows;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The de-duplication key: copies of one notification have the same, and so may two notifications of
 * which WeChat Pay says that they are one. What they say tells these apart ({@link
 * Arrival#facts()}): the first has the key itself, each other one the key and a part of its own.
 */
final class DedupeKey {
  /** Between a key and what tells two rows of it apart; no key contains it. */
  private static final char VARIANT = '#';

  private static final int VARIANT_CHARACTERS = 16;

  private static final int MOST_CHARACTERS = 128 - 1 - VARIANT_CHARACTERS;

  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e&&[^#]]+");

  // What WeChat Pay documents; ids were seen with 36 characters.
  private static final int MOST_ID_CHARACTERS = 64;

  private DedupeKey() {}

  /**
   * Of a v2 payment.
   *
   * @param states return_code, result_code and trade_state, as far as the message has them: the
   *     first that is not SUCCESS says what became of the transaction
   */
  static String payment(String transactionId, @Nullable String... states) {
    var state = "SUCCESS";
    for (var each : states) {
      if (each != null && !each.isEmpty() && !each.equals("SUCCESS")) {
        state = each;
        break;
      }
    }
    return plain("pay:" + transactionId + ':' + state);
  }

  /** Of a v2 refund. */
  static String refund(String refundId, String refundStatus) {
    return plain("refund:" + refundId + ':' + refundStatus);
  }

  /** Of a v2 message that is no payment and no refund, or is not understood. */
  static String fields(Map<String, String> fields, String facts) {
    var transactionId = value(fields, "transaction_id");
    var refundId = value(fields, "refund_id");
    var refundStatus = value(fields, "refund_status");
    if (!refundId.isEmpty() && !refundStatus.isEmpty()) {
      return refund(refundId, refundStatus);
    }
    // A refund names the payment's transaction as well, and is another notification.
    boolean refund = !refundId.isEmpty() || !value(fields, "out_refund_no").isEmpty();
    return transactionId.isEmpty() || refund
        ? "fields:" + facts
        : payment(
            transactionId,
            fields.get("return_code"),
            fields.get("result_code"),
            fields.get("trade_state"));
  }

  private static String value(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "");
  }

  /**
   * Of a v3 message.
   *
   * @param id as the message gives it; null: it has none
   * @param facts null: they could not be read
   */
  static String v3(@Nullable String id, @Nullable String facts, byte[] body) {
    if (id != null && id.length() <= MOST_ID_CHARACTERS && PLAIN.matcher(id).matches()) {
      return id;
    }
    return facts == null ? "body:" + Columns.digest(body) : "facts:" + facts;
  }

  /**
   * Of a row that shares its key with others.
   *
   * @param digest SHA-256 of what it says, or of its body if that cannot be read; hex
   */
  static String variant(String key, String digest) {
    return key + VARIANT + digest.substring(0, VARIANT_CHARACTERS);
  }

  /** Whether a row of this key stands beside another. */
  static boolean isVariant(String key) {
    return key.indexOf(VARIANT) >= 0;
  }

  /** Fills the parameters of a statement about all rows of an arrival's key. */
  static Rows range(Rows rows, Arrival arrival) {
    var key = arrival.dedupeKey();
    return rows.set("account", arrival.account())
        .set("dedupe_key", key)
        .set("first_variant", key + VARIANT)
        .set("end", key + (char) (VARIANT + 1));
  }

  private static String plain(String key) {
    return key.length() <= MOST_CHARACTERS && PLAIN.matcher(key).matches()
        ? key
        : "key:" + Columns.digest(key);
  }
}
