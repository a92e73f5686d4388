package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.OtherProduct;
import java.util.Optional;
import java.util.UUID;

/** Answers the questions of other products: a shop's own code. Thread-safe. */
public interface AnswerSource {
  /** Nothing is answered. */
  AnswerSource NONE = (account, notification, question) -> Optional.empty();

  /**
   * Called for each delivery of a question, also for copies, before it is answered.
   *
   * @return the body of the answer, byte for byte; empty: none
   */
  Optional<byte[]> answer(String account, UUID notification, OtherProduct question);
}
