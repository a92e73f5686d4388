package io.github.paybell.simulator.messenger;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another message with the same v2 signature. The string to sign does not escape values, so a payer
 * who chose an {@code attach} may have put fields into it, and a {@code device_info} may swallow
 * the currency that follows it.
 */
final class Recut {
  private static final Pattern FIELD = Pattern.compile("(?:^|&)([A-Za-z_][A-Za-z0-9_.-]*)=");

  private Recut() {}

  /** Whether another message can be cut out of these fields that says something else. */
  static boolean canCut(Map<String, String> fields) {
    Map<String, String> signed = new TreeMap<>(fields);
    signed.values().removeIf(String::isEmpty);
    return !of(signed).equals(signed);
  }

  /**
   * The other message: cut wherever a value contains fields whose names go on rising; if none does,
   * with the foreign currency in device_info.
   *
   * @param signed names and values; {@code sign} stays as it is
   */
  static Map<String, String> of(Map<String, String> signed) {
    Map<String, String> fields = new TreeMap<>(signed);
    String sign = fields.remove("sign");
    fields.values().removeIf(String::isEmpty);
    Map<String, String> cut = cut(fields);
    if (cut.equals(fields)) {
      swallowCurrency(cut);
    }
    if (sign != null) {
      cut.put("sign", sign);
    }
    return cut;
  }

  private static Map<String, String> cut(Map<String, String> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value));
    Map<String, String> cut = new TreeMap<>();
    String last = "";
    int from = 0;
    Matcher found = FIELD.matcher(text);
    while (found.find()) {
      String name = found.group(1);
      if (name.compareTo(last) > 0) {
        if (!last.isEmpty()) {
          cut.put(last, text.substring(from, found.start()));
        }
        last = name;
        from = found.end();
      }
    }
    if (!last.isEmpty()) {
      cut.put(last, text.substring(from));
    }
    return cut;
  }

  private static void swallowCurrency(Map<String, String> fields) {
    String device = fields.get("device_info");
    String currency = fields.get("fee_type");
    // err_code and err_code_des, which would stand between, come with failures only.
    if (device != null
        && currency != null
        && !currency.equals("CNY")
        && !fields.containsKey("err_code")
        && !fields.containsKey("err_code_des")) {
      fields.put("device_info", device + "&fee_type=" + currency);
      fields.remove("fee_type");
    }
  }
}
