package io.github.paybell.engine.inbox;

/**
 * The largest body that a notify listener takes; a larger one is answered 413. WeChat Pay's are 1
 * to 4 KB, a combined payment of 50 sub-orders with coupons up to some 140 KB.
 *
 * @param bytes {@value #LEAST} to {@value #MOST}
 */
public record MaxBody(int bytes) {
  public static final int LEAST = 65_536;
  public static final int MOST = 1_048_576;

  public static final MaxBody DEFAULT = new MaxBody(MOST);

  public MaxBody {
    if (bytes < LEAST || bytes > MOST) {
      throw new IllegalArgumentException("max-body must be 64KB to 1MB, was " + bytes + " bytes");
    }
  }

  /**
   * Takes a configured size.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public static MaxBody of(long bytes) {
    return new MaxBody((int) Math.max(0, Math.min(bytes, Integer.MAX_VALUE)));
  }
}
