package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The APIv3 key (APIv3密钥) of a merchant: 32 ASCII bytes that decrypt what WeChat Pay sends. Not the
 * v2 key. Immutable; its {@code toString} says nothing.
 */
public final class ApiV3Key {

  private static final int LENGTH = 32;

  private final SecretKeySpec key;

  private ApiV3Key(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * Takes a key as the merchant platform shows it.
   *
   * @param key exactly 32 ASCII characters
   * @throws IllegalArgumentException if it is longer, shorter, or not ASCII
   */
  public static ApiV3Key of(String key) {
    if (key.length() != LENGTH) {
      throw new IllegalArgumentException(
          "An APIv3 key has exactly 32 characters, this one has "
              + key.length()
              + ". Was the v2 key or a file name given instead?");
    }
    if (!key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("An APIv3 key has ASCII letters and digits only.");
    }
    return new ApiV3Key(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "AES"));
  }

  SecretKey secretKey() {
    return key;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiV3Key that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "ApiV3Key";
  }
}
