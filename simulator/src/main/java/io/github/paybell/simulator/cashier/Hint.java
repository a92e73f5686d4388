package io.github.paybell.simulator.cashier;

import java.util.Locale;

/** A usual mistake that explains a wrong {@code paySign}. */
enum Hint {
  /** The fourth line is the bare {@code prepay_id}, as apps sign it. */
  BARE_PREPAY_ID,
  /** The last line has no line feed. */
  NO_LAST_LINE_FEED,
  /** A digest where RSA is due. */
  DIGEST_FOR_RSA,
  /** RSA where a digest is due. */
  RSA_FOR_DIGEST,
  /** A plus became a space: URL encoding. */
  SPACE_FOR_PLUS,
  /** Signed with the appid's AppSecret. */
  APP_SECRET,
  /** Signed with the APIv3 key. */
  API_V3_KEY,
  /** The other of MD5 and HMAC-SHA256. */
  OTHER_DIGEST,
  /** {@code signType} was left out of what is signed. */
  SIGN_TYPE_LEFT_OUT,
  /** {@code appid} in lower case in what is signed. */
  APPID_LOWER_CASE,
  /** {@code timestamp} in lower case in what is signed. */
  TIMESTAMP_LOWER_CASE,
  /** Right, but in lower case. */
  LOWER_CASE_SIGN;

  /** The key of its text. */
  String key() {
    return "hint." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
