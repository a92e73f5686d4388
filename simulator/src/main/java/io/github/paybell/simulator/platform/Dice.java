package io.github.paybell.simulator.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Chance that can be repeated: every draw depends on the seed and on the names of what it is drawn
 * for, and on nothing else, so that the same seed gives the same numbers whatever threads and the
 * network do in between. Immutable and thread-safe.
 */
public final class Dice {
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String HEX = "0123456789abcdef";

  private final long seed;

  /** Dice of this seed. */
  public Dice(long seed) {
    this.seed = seed;
  }

  /** The seed, to be shown so that a run can be repeated. */
  public long seed() {
    return seed;
  }

  /** Decimal digits. */
  public String digits(int length, Object... names) {
    return text("0123456789", length, names);
  }

  /** Lower-case hex digits. */
  public String hex(int length, Object... names) {
    return text(HEX, length, names);
  }

  /** Letters and digits. */
  public String alphanumeric(int length, Object... names) {
    return text(ALPHANUMERIC, length, names);
  }

  /** A fraction of at least 0 and less than 1. */
  public double fraction(Object... names) {
    return random(names).nextDouble();
  }

  /** An id in the shape of UUID version 5: made from names, as WeChat Pay's own are. */
  public UUID uuid(Object... names) {
    ByteBuffer digest = ByteBuffer.wrap(digest(names));
    long high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
    long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** A generator that starts anew at the same point for the same names. */
  public SplittableRandom random(Object... names) {
    return new SplittableRandom(ByteBuffer.wrap(digest(names)).getLong());
  }

  private String text(String alphabet, int length, Object... names) {
    SplittableRandom random = random(names);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private byte[] digest(Object... names) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
      for (Object name : names) {
        sha.update(String.valueOf(name).getBytes(StandardCharsets.UTF_8));
        // So that ("ab", "c") and ("a", "bc") are different things.
        sha.update((byte) 0);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-256", e);
    }
  }
}
