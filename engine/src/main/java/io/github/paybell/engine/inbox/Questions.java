package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.OtherProduct;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the shop's code for the answers to questions of other products, on threads of its own, so
 * that one that hangs keeps no notification waiting (ONE_STOPS_NOBODY). Thread-safe.
 */
final class Questions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Questions.class);

  // WeChat Pay is answered within 2 s (IN_TIME); what is left is for noting that there is no
  // answer.
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private static final int THREADS = 4;
  private static final int MOST_WAITING = 64;

  private final AnswerSource source;
  private final ProcessingPool pool = new ProcessingPool("paybell-question", THREADS, MOST_WAITING);

  Questions(AnswerSource source) {
    this.source = source;
  }

  /**
   * @param waiter given the answer once, on any thread, in time; empty: there is none. Must not
   *     block
   */
  void ask(String account, UUID id, OtherProduct question, Consumer<Optional<byte[]>> waiter) {
    var answer = new CompletableFuture<Optional<byte[]>>();
    try {
      pool.execute(() -> answer.complete(answer(account, id, question)));
    } catch (RejectedExecutionException e) {
      answer.complete(Optional.empty());
    }
    var unused =
        answer
            .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(waiter);
  }

  private Optional<byte[]> answer(String account, UUID id, OtherProduct question) {
    try {
      return source.answer(account, id, question);
    } catch (RuntimeException e) {
      log.warn("question {} id={} account={} failed", question.type().name(), id, account, e);
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    pool.close(0);
  }
}
