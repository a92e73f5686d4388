package io.github.paybell.protocol.v3;

import static io.github.paybell.protocol.v3.V3Result.Refusal.HEADER_MISSING;
import static io.github.paybell.protocol.v3.V3Result.Refusal.MALFORMED;
import static io.github.paybell.protocol.v3.V3Result.Refusal.SIGNATURE_TYPE_UNKNOWN;

import org.jspecify.annotations.Nullable;

/** Judges the headers before any work is done for them: they are any sender's input. */
final class HeaderCheck {

  static final String SHA256_RSA2048 = "WECHATPAY2-SHA256-RSA2048";
  private static final String BRAND_SHA256_RSA2048 = "WECHATPAY-BRAND-SHA256-RSA2048";
  private static final String PROBE = "WECHATPAY/SIGNTEST/";

  // 10 digits today, 11 in the year 2286.
  private static final int MAX_TIMESTAMP = 11;
  // Documented as 32 characters; serials as 40 hex digits or PUB_KEY_ID_ and digits.
  private static final int MAX_TEXT = 128;

  private HeaderCheck() {}

  /** What is wrong with them, or null. After null the four needed headers are present and sane. */
  static V3Result.@Nullable Refused refusal(V3Headers headers) {
    V3Result.Refused refused = text(V3Headers.TIMESTAMP, headers.timestamp(), MAX_TIMESTAMP);
    if (refused == null) {
      refused = text(V3Headers.NONCE, headers.nonce(), MAX_TEXT);
    }
    if (refused == null) {
      refused = text(V3Headers.SERIAL, headers.serial(), MAX_TEXT);
    }
    if (refused == null) {
      // Its length and alphabet are judged against the key.
      refused = present(V3Headers.SIGNATURE, headers.signature());
    }
    if (refused == null) {
      refused = digits(headers.timestamp());
    }
    return refused == null ? type(headers.signatureType()) : refused;
  }

  static boolean isProbe(String signature) {
    return signature.startsWith(PROBE);
  }

  private static V3Result.@Nullable Refused present(String name, @Nullable String value) {
    return value == null || value.isEmpty()
        ? new V3Result.Refused(HEADER_MISSING, name + " is missing or empty")
        : null;
  }

  private static V3Result.@Nullable Refused text(String name, @Nullable String value, int max) {
    if (value == null || value.isEmpty()) {
      return present(name, value);
    }
    if (value.length() > max) {
      return new V3Result.Refused(MALFORMED, name + " is longer than " + max + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      // A line feed would move the borders between the three parts of the signed message.
      if (value.charAt(i) <= 0x20 || value.charAt(i) >= 0x7f) {
        return new V3Result.Refused(MALFORMED, name + " has a character that is not visible ASCII");
      }
    }
    return null;
  }

  private static V3Result.@Nullable Refused digits(@Nullable String timestamp) {
    for (int i = 0; timestamp != null && i < timestamp.length(); i++) {
      if (timestamp.charAt(i) < '0' || timestamp.charAt(i) > '9') {
        return new V3Result.Refused(MALFORMED, V3Headers.TIMESTAMP + " is not a number of seconds");
      }
    }
    return null;
  }

  private static V3Result.@Nullable Refused type(@Nullable String type) {
    // Absent means RSA, as in the platform's own library.
    return type == null
            || type.isEmpty()
            || type.equals(SHA256_RSA2048)
            || type.equals(BRAND_SHA256_RSA2048)
        ? null
        : new V3Result.Refused(
            SIGNATURE_TYPE_UNKNOWN, V3Headers.SIGNATURE_TYPE + " is none that is verified here");
  }
}
