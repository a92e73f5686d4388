package io.github.paybell.engine.bill;

import java.io.IOException;

/** Takes each difference that a comparison finds. */
public interface DifferenceConsumer {
  void found(Difference difference) throws IOException;
}
