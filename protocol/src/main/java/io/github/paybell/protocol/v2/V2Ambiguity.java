package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the signature of a v2 notification may be another message's. The string to sign does not
 * escape values, so that one string can be cut into fields in several ways: a payer's {@code
 * attach} may become another order's payment, a {@code device_info} may swallow a currency. A
 * forger must hide in some value the fields that are there already, or add one behind a value of
 * his own; a message with neither is what was signed.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011985891">signature algorithm</a>
 */
public final class V2Ambiguity {
  private static final byte[] CNY = {'C', 'N', 'Y'};

  private static final Set<String> DOCUMENTED =
      Arrays.stream(FieldName.values())
          .map(name -> name.wireName)
          .collect(Collectors.toUnmodifiableSet());

  private V2Ambiguity() {}

  /**
   * Whether a notification with this value is doubtful: it contains {@code &name=} with the name of
   * a documented field of v2 notifications.
   *
   * @param value for example an order's {@code attach}, which comes back verbatim
   */
  public static boolean isIn(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return isIn(bytes, 0, bytes.length);
  }

  /**
   * Whether a proved message is doubtful.
   *
   * @param attach the number of that field, -1 if it is not there
   * @param deviceInfo likewise
   */
  static boolean isIn(FieldTable table, int attach, int deviceInfo) {
    return (table.mayHaveAmpersand() && isInValue(table))
        || isBehind(table, attach)
        || isBehind(table, deviceInfo);
  }

  private static boolean isInValue(FieldTable table) {
    for (int i = 0; i < table.size(); i++) {
      int start = table.valueStart(i);
      if (isIn(table.buffer(), start, start + table.valueLength(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text[at] == '&') {
        int name = at + 1;
        int end = name;
        while (end < to && text[end] != '=' && text[end] != '&') {
          end++;
        }
        if (end < to
            && text[end] == '='
            && isDocumented(new String(text, name, end - name, StandardCharsets.ISO_8859_1))) {
          return true;
        }
        at = end - 1;
      }
    }
    return false;
  }

  /** Whether the field that follows this one in the string to sign may have been cut out of it. */
  private static boolean isBehind(FieldTable table, int chosen) {
    if (chosen < 0 || table.valueLength(chosen) == 0) {
      return false;
    }
    int next = chosen + 1;
    while (next < table.size()
        && (table.valueLength(next) == 0 || table.known(next) == FieldName.SIGN)) {
      next++;
    }
    if (next == table.size()) {
      return false;
    }
    FieldName known = table.known(next);
    if (known == null) {
      return !isDocumented(table.name(next));
    }
    // A currency that the order has not would make its amount another one.
    return known == FieldName.FEE_TYPE
        && table.known(chosen) == FieldName.DEVICE_INFO
        && !table.valueEquals(next, CNY);
  }

  private static boolean isDocumented(String name) {
    return DOCUMENTED.contains(name)
        || CouponFields.STARTS.stream()
            .anyMatch(start -> name.startsWith(start) && isNumber(name.substring(start.length())));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
