package io.github.paybell.simulator.fault;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The faults that stand, and the draw which of them strike. Thread-safe. */
public final class StandingFaults {
  private volatile List<StandingFault> standing = List.of();

  /** Those that stand. */
  public List<StandingFault> all() {
    return standing;
  }

  /** Takes these instead of those that stand. */
  public void set(List<StandingFault> faults) {
    standing = List.copyOf(faults);
  }

  /**
   * Which strike this time.
   *
   * @param among which kinds are in question
   * @param draw a number of at least 0 and less than 1 for each kind, the same at every run
   */
  public List<Fault> draw(Predicate<FaultKind> among, ToDoubleFunction<FaultKind> draw) {
    return standing.stream()
        .filter(it -> among.test(it.fault().kind()))
        .filter(it -> draw.applyAsDouble(it.fault().kind()) < it.ratio())
        .map(StandingFault::fault)
        .toList();
  }
}
