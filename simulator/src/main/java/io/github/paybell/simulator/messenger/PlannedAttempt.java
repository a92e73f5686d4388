package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to be written.
 *
 * @param number of the attempt, from 1; another number, other nonces
 * @param realTime goes into {@code Wechatpay-Timestamp}
 * @param faults in effect
 */
record PlannedAttempt(int number, Instant realTime, List<Fault> faults) {
  PlannedAttempt {
    faults = List.copyOf(faults);
  }

  boolean has(FaultKind kind) {
    return Fault.has(faults, kind);
  }

  <F extends Fault> Optional<F> find(Class<F> type) {
    return Fault.find(faults, type);
  }

  /** The fault that is named beside the attempt, or null. */
  @Nullable FaultKind named() {
    return faults.isEmpty() ? null : faults.get(0).kind();
  }

  /** What a sound receiver answers: to refuse one thing is to refuse all of it. */
  FaultKind.Right right() {
    FaultKind.Right right = FaultKind.Right.ACCEPT;
    for (Fault fault : faults) {
      FaultKind.Right one = fault.kind().right();
      if (one == FaultKind.Right.REFUSE) {
        return one;
      }
      if (one == FaultKind.Right.EITHER) {
        right = one;
      }
    }
    return right;
  }
}
