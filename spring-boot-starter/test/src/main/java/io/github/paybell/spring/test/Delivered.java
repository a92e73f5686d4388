package io.github.paybell.spring.test;

import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.trigger.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the shop answered to a notification.
 *
 * @param answers in the order of the requests, at least one
 * @param accepted whether WeChat Pay would not send it again
 */
public record Delivered(List<Answer> answers, boolean accepted) {
  /**
   * The answer to one request.
   *
   * @param status HTTP; null: there was none
   * @param body as text
   * @param takenAs how WeChat Pay takes it
   * @param why it takes it so, in a few words
   * @param fault what was wrong with the request on purpose; null: nothing
   * @param right whether a sound shop answers so
   */
  public record Answer(
      @Nullable Integer status,
      String body,
      TakenAs takenAs,
      String why,
      @Nullable FaultKind fault,
      boolean right) {

    private static Answer of(MessageAttempt attempt) {
      return new Answer(
          attempt.status(),
          new String(attempt.body(), StandardCharsets.UTF_8),
          attempt.takenAs(),
          attempt.why(),
          attempt.fault(),
          Trigger.isRight(attempt));
    }

    /** One line for people. */
    @Override
    public String toString() {
      return (fault == null ? "the message" : "the message with " + fault.wireName())
          + " was taken as "
          + takenAs
          + " ("
          + why
          + ")"
          + (right ? "" : ", which is wrong");
    }
  }

  public Delivered {
    answers = List.copyOf(answers);
  }

  static Delivered of(Message message) {
    return new Delivered(
        message.attempts().stream().map(Answer::of).toList(),
        message.state() == Message.State.DELIVERED);
  }

  /** The answer to the last request. */
  public Answer last() {
    return answers.get(answers.size() - 1);
  }

  /**
   * Insists that the shop did right throughout: what was forged was refused, and the genuine
   * message was accepted in the end.
   *
   * @throws AssertionError saying what became of each request
   */
  public Delivered assertRight() {
    if (!accepted || !answers.stream().allMatch(Answer::right)) {
      throw new AssertionError(this);
    }
    return this;
  }

  /** A line for each request. */
  @Override
  public String toString() {
    return answers.stream().map(Answer::toString).collect(Collectors.joining("\n"))
        + (accepted ? "" : "\nWeChat Pay would send it again");
  }
}
