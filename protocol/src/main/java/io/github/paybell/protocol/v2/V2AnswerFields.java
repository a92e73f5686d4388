package io.github.paybell.protocol.v2;

import io.github.paybell.protocol.Deciding;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an answer whose signature is proved, each taken with its documented type. An
 * element that is empty is as good as absent: it is not signed. Immutable and thread-safe; its text
 * says nothing of the values.
 */
public final class V2AnswerFields {
  /** 18 digits always fit a long; an amount of fen never needs as many. */
  private static final int MOST_DIGITS = 18;

  /** The end of a name of which there are several, as {@code refund_fee_0}. */
  private static final Pattern NUMBERED = Pattern.compile("_[0-9]+$");

  private static final Pattern COUPON =
      Pattern.compile("coupon_(?:type|id|fee)_(0|[1-9][0-9]{0,3})");

  private final SortedMap<String, String> fields;

  V2AnswerFields(SortedMap<String, String> fields) {
    this.fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** The value, or null if the field is absent or empty. */
  public @Nullable String text(String name) {
    String value = fields.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * The value, which must be there.
   *
   * @throws IllegalArgumentException naming the field if it is absent or empty
   */
  public String neededText(String name) {
    String value = text(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /**
   * An amount or a count, at least 0; null if the field is absent or empty, or if it is anything
   * but 1 to 18 digits and does not decide.
   *
   * @throws IllegalArgumentException naming the field if it decides and is anything but digits
   */
  public @Nullable Long amount(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    boolean digits = value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits && value.length() <= MOST_DIGITS) {
      return Long.valueOf(value);
    }
    if (Deciding.V2.has(NUMBERED.matcher(name).replaceFirst(""))) {
      throw new IllegalArgumentException(name + " is not a whole number");
    }
    return null;
  }

  /** The coupons of a payment, by number, as a notification lists them. */
  public List<V2Coupon> coupons() {
    SortedMap<Integer, V2Coupon> coupons = new TreeMap<>();
    for (String name : fields.keySet()) {
      Matcher matcher = COUPON.matcher(name);
      if (matcher.matches() && text(name) != null) {
        int n = Integer.parseInt(matcher.group(1));
        coupons.computeIfAbsent(
            n,
            index ->
                new V2Coupon(
                    index,
                    text("coupon_type_" + index),
                    text("coupon_id_" + index),
                    amount("coupon_fee_" + index)));
      }
    }
    return List.copyOf(coupons.values());
  }

  /**
   * An amount in fen, at least 0, which must be there.
   *
   * @throws IllegalArgumentException naming the field if it is absent or anything but digits
   */
  public long neededAmount(String name) {
    Long amount = amount(name);
    if (amount == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return amount;
  }

  /**
   * A time in either of v2's forms, {@code yyyyMMddHHmmss} as in {@code time_end} and {@code
   * yyyy-MM-dd HH:mm:ss} as in {@code refund_success_time_$n}, read as Beijing time; null if the
   * field is absent or has another form.
   */
  public @Nullable Instant time(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    Instant compact = BeijingTime.compact(value);
    return compact == null ? BeijingTime.spaced(value) : compact;
  }

  /** All fields as they came, {@code sign} included, empty ones too. */
  public SortedMap<String, String> all() {
    return fields;
  }

  @Override
  public String toString() {
    return "V2AnswerFields[" + fields.size() + " fields]";
  }
}
