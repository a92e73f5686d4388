package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Result;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long the merchant has for a complaint: 24 hours to reply and 72 to complete it, after which
 * WeChat Pay may decide against the merchant. A function of the messages, in whatever order they
 * come.
 *
 * @param openedAt from when the time runs
 * @param answeredAt when the merchant acted last; null: not yet
 * @param completedAt when it was completed last; null: never
 * @param step the number of the last one that a person was told; 0: that there is a complaint
 * @see <a href="https://kf.qq.com/faq/230125a6NbmA230125vMNZnE.html">reply within 24 hours, done
 *     within 72</a>
 */
record ComplaintState(
    Instant openedAt, @Nullable Instant answeredAt, @Nullable Instant completedAt, int step) {

  /**
   * A time at which a person is told again.
   *
   * @param reply it is only about the reply
   */
  record Step(int number, Duration after, Severity severity, boolean reply) {}

  private static final List<Step> STEPS =
      List.of(
          new Step(1, Duration.ofHours(12), Severity.HIGH, true),
          new Step(2, Duration.ofHours(20), Severity.CRITICAL, true),
          new Step(3, Duration.ofHours(24), Severity.CRITICAL, true),
          new Step(4, Duration.ofHours(72), Severity.CRITICAL, false));

  static ComplaintState of(Result row) throws SQLException {
    return new ComplaintState(
        row.mustInstant("opened_at"),
        row.instant("answered_at"),
        row.instant("completed_at"),
        (int) row.number("step"));
  }

  /** After the first message about it. */
  static ComplaintState first(Complaint said, Instant at) {
    return new ComplaintState(at, null, null, 0).after(said, at);
  }

  /**
   * @param at when it happened
   */
  ComplaintState after(Complaint said, Instant at) {
    return switch (said.action()) {
      case CREATE ->
          new ComplaintState(at.isBefore(openedAt) ? at : openedAt, answeredAt, completedAt, step);
      case CONTINUE ->
          at.isAfter(openedAt) ? new ComplaintState(at, answeredAt, completedAt, 0) : this;
      case ANSWER -> new ComplaintState(openedAt, later(answeredAt, at), completedAt, step);
      case COMPLETE -> new ComplaintState(openedAt, answeredAt, later(completedAt, at), step);
      case REMARK -> this;
    };
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one == null || one.isBefore(other) ? other : one;
  }

  boolean answered() {
    return answeredAt != null && !answeredAt.isBefore(openedAt);
  }

  boolean completed() {
    return completedAt != null && !completedAt.isBefore(openedAt);
  }

  ComplaintState told(Step step) {
    return new ComplaintState(openedAt, answeredAt, completedAt, step.number());
  }

  /** The last step whose time has come; those before it are told with it. */
  Optional<Step> due(Instant now) {
    return ahead().stream()
        .filter(step -> !openedAt.plus(step.after()).isAfter(now))
        .reduce((earlier, later) -> later);
  }

  /** When a person is told again; null: never. */
  @Nullable Instant nextStepAt() {
    return ahead().stream().findFirst().map(step -> openedAt.plus(step.after())).orElse(null);
  }

  private List<Step> ahead() {
    return completed()
        ? List.of()
        : STEPS.stream()
            .filter(each -> each.number() > step && !(each.reply() && answered()))
            .toList();
  }
}
