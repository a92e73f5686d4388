package io.github.paybell.engine.inbox;

import java.util.function.Consumer;

/** What a notify listener hands to the inbox. Thread-safe; no call blocks. */
public interface Receiver {
  /**
   * Whether an account has this token. Of others no body is read, so that a stranger cannot fill
   * the memory (BOUNDED).
   */
  boolean knows(String token);

  /**
   * The same once more, of a token that is not known, after a look at what other replicas stored a
   * moment ago.
   *
   * @param answer called once, within two seconds, on any thread; must not block
   */
  default void look(String token, Consumer<Boolean> answer) {
    answer.accept(knows(token));
  }

  /**
   * Answers a delivery exactly once, within the deadline, on any thread.
   *
   * @param answer must not block
   */
  void receive(NotifyRequest delivery, Consumer<Reply> answer);

  /** Notes a request that the listener refused. */
  void refused(RefusedRequest request);
}
