package io.github.paybell.engine.delivery.webhook;

import java.util.Base64;

/**
 * What webhooks to one subscriber are signed with. Immutable; its {@code toString} says nothing.
 */
public final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final byte[] key;

  private SigningSecret(byte[] key) {
    this.key = key;
  }

  /**
   * @param text {@code whsec_} and base64 of 24 to 64 bytes
   * @throws IllegalArgumentException if it is not that, without repeating it
   */
  public static SigningSecret of(String text) {
    try {
      if (text.startsWith(PREFIX)) {
        var key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        if (key.length >= LEAST_BYTES && key.length <= MOST_BYTES) {
          return new SigningSecret(key);
        }
      }
    } catch (IllegalArgumentException e) {
      // said below, without the text
    }
    throw new IllegalArgumentException(
        "the secret of a webhook is whsec_ and base64 of 24 to 64 random bytes; make one with:"
            + " echo whsec_$(head -c 32 /dev/urandom | base64)");
  }

  /** The bytes. Hand them to a MAC, to nothing else. */
  byte[] key() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "SigningSecret";
  }
}
