package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.FaultKind.On;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A letter on its way: what has been tried and what is next. Thread-safe. */
final class MessageDelivery {
  private final Letter letter;
  private final List<Fault> faults;
  private final List<String> notes;
  private final List<MessageAttempt> attempts = new ArrayList<>();
  private final CompletableFuture<Message> firstAnswer = new CompletableFuture<>();
  private Message.State state = Message.State.PENDING;
  private @Nullable Instant nextAt;
  private int numbers;
  private int retries;

  MessageDelivery(Letter letter, List<Fault> faults, List<String> notes) {
    this.letter = letter;
    this.faults = List.copyOf(faults);
    this.notes = List.copyOf(notes);
  }

  Letter letter() {
    return letter;
  }

  List<Fault> faults() {
    return faults;
  }

  /** The faults each of which makes a forged copy that goes out before the genuine letter. */
  List<Fault> forgeries() {
    return faults.stream().filter(fault -> fault.kind().on() == On.FORGERY).toList();
  }

  /** The faults of a genuine attempt. */
  List<Fault> inEffect(boolean first) {
    return faults.stream()
        .filter(
            fault ->
                fault.kind().on() == On.ATTEMPT || (first && fault.kind().on() == On.FIRST_ATTEMPT))
        .toList();
  }

  boolean has(FaultKind kind) {
    return Fault.has(faults, kind);
  }

  /** Ends with the first answer to a genuine attempt, or at once if none is made now. */
  CompletableFuture<Message> firstAnswer() {
    return firstAnswer;
  }

  synchronized int nextNumber() {
    return ++numbers;
  }

  synchronized boolean isPending() {
    return state == Message.State.PENDING;
  }

  /** Which retry would be next, from 0. */
  synchronized int takeRetry() {
    return retries++;
  }

  synchronized void planned(@Nullable Instant at) {
    nextAt = at;
  }

  synchronized void record(MessageAttempt attempt) {
    attempts.add(attempt);
  }

  void end(Message.State how) {
    synchronized (this) {
      state = how;
      nextAt = null;
    }
    firstAnswer.complete(message());
  }

  void answered() {
    firstAnswer.complete(message());
  }

  synchronized Message message() {
    return new Message(
        letter.id(),
        letter.api(),
        letter.eventType(),
        letter.mchid(),
        letter.outTradeNo(),
        letter.outRefundNo(),
        letter.notifyUrl(),
        letter.createdAt(),
        state,
        nextAt,
        faults,
        notes,
        attempts);
  }
}
