package io.github.paybell.server.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The token that opens the admin API. Immutable; its {@code toString} says nothing. */
public final class BearerToken {
  private static final int MIN_LENGTH = 16;

  private final byte[] digest;

  private BearerToken(byte[] digest) {
    this.digest = digest;
  }

  /**
   * Takes a token.
   *
   * @param text 16 to 256 visible ASCII characters
   * @throws IllegalArgumentException if it is too short to be unguessable, or cannot stand in a
   *     header
   */
  public static BearerToken of(String text) {
    if (!text.matches("[!-~]{" + MIN_LENGTH + ",256}")) {
      throw new IllegalArgumentException(
          "the admin API's token must be " + MIN_LENGTH + " to 256 visible ASCII characters");
    }
    return new BearerToken(sha256(text));
  }

  /** Compares in a time that tells nothing; of the digests, so that not even the length does. */
  boolean matches(String candidate) {
    return MessageDigest.isEqual(digest, sha256(candidate));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "BearerToken";
  }
}
