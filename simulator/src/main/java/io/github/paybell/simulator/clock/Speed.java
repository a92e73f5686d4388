package io.github.paybell.simulator.clock;

/**
 * How fast simulated time runs beside real time.
 *
 * @param factor simulated seconds per real second, 1 to 100 000; 0 stands still and is moved by
 *     hand
 */
public record Speed(int factor) {
  /** As real time. */
  public static final Speed REAL = new Speed(1);

  /** Stands still; see {@link SimClock#advance}. */
  public static final Speed MANUAL = new Speed(0);

  private static final int FASTEST = 100_000;

  public Speed {
    if (factor < 0 || factor > FASTEST) {
      throw new IllegalArgumentException("speed must be 0 (manual) to 100000, was " + factor);
    }
  }

  /**
   * Reads {@code manual} or a whole number.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Speed parse(String text) {
    if (text.equalsIgnoreCase("manual")) {
      return MANUAL;
    }
    try {
      return new Speed(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "speed must be a whole number or \"manual\", was \"" + text + "\"", e);
    }
  }

  /** Whether time only moves by hand. */
  public boolean isManual() {
    return factor == 0;
  }

  @Override
  public String toString() {
    return isManual() ? "manual" : Integer.toString(factor);
  }
}
