package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;

/**
 * An API v2 key (APIv2密钥): the secret that signs v2 messages and, hashed, decrypts refund results.
 * It is neither the AppSecret nor the APIv3 key. Immutable and thread-safe; its text says nothing.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011985891">signature algorithm</a>
 */
public final class V2Key {
  /** The only length that the merchant platform accepts. */
  static final int LENGTH = 32;

  private final byte[] bytes;

  private V2Key(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The key with this text.
   *
   * @param apiKey exactly 32 ASCII characters as set in the merchant platform
   * @throws IllegalArgumentException if it is anything else; the message does not repeat it
   */
  public static V2Key of(String apiKey) {
    byte[] bytes = apiKey.getBytes(StandardCharsets.UTF_8);
    if (bytes.length != LENGTH || apiKey.length() != LENGTH) {
      throw new IllegalArgumentException(
          "An API v2 key has exactly 32 ASCII characters, this text has "
              + apiKey.length()
              + " characters in "
              + bytes.length
              + " bytes: copy the APIv2 key (APIv2密钥) of the merchant platform");
    }
    return new V2Key(bytes);
  }

  /** The key itself, not a copy: callers in this package only read it. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "V2Key[…]";
  }
}
