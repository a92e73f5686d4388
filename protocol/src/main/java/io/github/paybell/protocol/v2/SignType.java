package io.github.paybell.protocol.v2;

/**
 * The two signature algorithms of API v2.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011985891">signature algorithm</a>
 */
public enum SignType {
  /** Upper-case hex of MD5: 32 characters. The default of requests. */
  MD5("MD5", 32),
  /** Upper-case hex of HMAC-SHA256: 64 characters. */
  HMAC_SHA256("HMAC-SHA256", 64);

  private final String wireName;
  private final int signLength;

  SignType(String wireName, int signLength) {
    this.wireName = wireName;
    this.signLength = signLength;
  }

  /** The name as it stands in {@code sign_type} and {@code signType}. */
  public String wireName() {
    return wireName;
  }

  /** The number of hex characters in a {@code sign} of this algorithm. */
  public int signLength() {
    return signLength;
  }
}
