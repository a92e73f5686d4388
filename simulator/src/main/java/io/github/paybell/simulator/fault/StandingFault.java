package io.github.paybell.simulator.fault;

/**
 * A fault that stands until further notice.
 *
 * @param fault what goes wrong
 * @param ratio how often, 0 to 1
 */
public record StandingFault(Fault fault, double ratio) {
  public StandingFault {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("ratio must be 0 to 1, was " + ratio);
    }
  }
}
