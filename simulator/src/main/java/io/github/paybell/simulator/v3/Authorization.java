package io.github.paybell.simulator.v3;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Authorization} header of a merchant's request.
 *
 * @param mchid the caller
 * @param nonce {@code nonce_str}
 * @param timestamp Unix seconds, digits
 * @param serial {@code serial_no} of the merchant's certificate
 * @param signature Base64
 */
record Authorization(
    String mchid, String nonce, String timestamp, String serial, String signature) {
  static final String SCHEME = "WECHATPAY2-SHA256-RSA2048";

  // One after the other: a single pattern for all of them recurses, and thousands of parameters
  // overflow its stack.
  private static final Pattern NEXT =
      Pattern.compile("\\G\\s*([a-z_]+)\\s*=\\s*\"([^\"]*)\"\\s*(,|$)");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

  /**
   * Reads the header.
   *
   * @throws V3Failure SIGN_ERROR
   */
  static Authorization parse(String header) {
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    if (!scheme.equals(SCHEME)) {
      throw SignFailure.of(
          "Http头Authorization认证类型不正确",
          "authorization",
          "scheme must be " + SCHEME,
          "The scheme is \"" + scheme + "\", but must be " + SCHEME + ".");
    }
    String parameters = space < 0 ? "" : header.substring(space + 1);
    Map<String, String> values = values(parameters);
    Authorization read =
        new Authorization(
            value(values, "mchid"),
            value(values, "nonce_str"),
            value(values, "timestamp"),
            value(values, "serial_no"),
            value(values, "signature"));
    if (!DIGITS.matcher(read.timestamp()).matches()) {
      throw malformed("timestamp must be seconds in digits");
    }
    return read;
  }

  private static Map<String, String> values(String parameters) {
    Map<String, String> values = new HashMap<>();
    Matcher next = NEXT.matcher(parameters);
    boolean last = false;
    int end = 0;
    while (!last && next.find()) {
      values.put(next.group(1), next.group(2));
      last = next.group(3).isEmpty();
      end = next.end();
    }
    if (!last || end != parameters.length()) {
      throw malformed("must be name=\"value\" pairs with a comma between them");
    }
    return values;
  }

  /**
   * The error for a header that is not there or cannot be read.
   *
   * @param issue what is wrong with it
   */
  static V3Failure malformed(String issue) {
    return SignFailure.of(
        "Http头Authorization值格式错误", "authorization", issue, "The Authorization header: " + issue);
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw malformed(name + " is missing");
    }
    return value;
  }
}
