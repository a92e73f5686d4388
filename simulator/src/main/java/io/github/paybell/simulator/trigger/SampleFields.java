package io.github.paybell.simulator.trigger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a notification that a caller may choose, by their names in v3; in v2 the same
 * values go out under v2's names. Immutable.
 */
public final class SampleFields {
  /** Which can be set. */
  public static final List<String> NAMES =
      List.of(
          "out_trade_no",
          "transaction_id",
          "mchid",
          "appid",
          "sub_mchid",
          "sub_appid",
          "trade_type",
          "bank_type",
          "attach",
          "success_time",
          "payer.openid",
          "amount.total",
          "amount.payer_total",
          "amount.currency",
          "out_refund_no",
          "refund_id",
          "amount.refund",
          "user_received_account",
          "sign_type");

  /** None chosen. */
  public static final SampleFields NONE = new SampleFields(Map.of());

  private final Map<String, String> values;

  private SampleFields(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Chooses fields.
   *
   * @param values texts by name; amounts are fen
   * @throws IllegalArgumentException naming the fields there are, if one is not among them, or the
   *     one whose value cannot be
   */
  public static SampleFields of(Map<String, String> values) {
    for (String name : values.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "no field \"" + name + "\"; there are " + String.join(", ", NAMES));
      }
    }
    SampleFields fields = new SampleFields(new LinkedHashMap<>(values));
    // What cannot be is said now, not at the first letter.
    for (String amount : List.of("amount.total", "amount.payer_total", "amount.refund")) {
      fields.fen(amount, 1);
    }
    fields.time("success_time", Instant.EPOCH);
    return fields;
  }

  /** Whether it was chosen. */
  public boolean chooses(String name) {
    return values.containsKey(name);
  }

  @Nullable String text(String name) {
    return values.get(name);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  long fen(String name, long otherwise) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long fen = Long.parseLong(text);
      if (fen >= 1) {
        return fen;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same sentence.
    }
    throw new IllegalArgumentException(
        name + " is a whole number of fen, at least 1, was \"" + text + "\"");
  }

  Instant time(String name, Instant otherwise) {
    String text = values.get(name);
    try {
      return text == null ? otherwise : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + " is a time such as 2026-01-01T08:00:00+08:00, was \"" + text + "\"", e);
    }
  }
}
