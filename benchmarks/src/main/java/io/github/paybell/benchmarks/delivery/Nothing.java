package io.github.paybell.benchmarks.delivery;

import io.github.paybell.engine.delivery.Attempt;
import io.github.paybell.engine.delivery.Channel;
import io.github.paybell.engine.delivery.DeliveryResult;
import java.util.List;

/** Delivers nothing, at once: what remains is claiming and settling. */
final class Nothing implements Channel {
  @Override
  public String kind() {
    return "nothing";
  }

  @Override
  public String target() {
    return "nowhere";
  }

  @Override
  public void tell(List<Attempt> attempts) {
    attempts.forEach(attempt -> attempt.end(new DeliveryResult.Delivered(null)));
  }

  @Override
  public void close() {}
}
