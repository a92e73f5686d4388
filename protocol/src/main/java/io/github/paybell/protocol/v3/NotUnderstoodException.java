package io.github.paybell.protocol.v3;

import org.jspecify.annotations.Nullable;

/**
 * A verified text is not what we expect. Ends as {@link V3Result.NotUnderstood}; never leaves the
 * package. Its message names members, never content or places: two messages with one defect say the
 * same.
 */
final class NotUnderstoodException extends Exception {

  private static final long serialVersionUID = 1L;

  private final @Nullable String member;

  /** Not for the sake of one member: the text itself is broken. */
  NotUnderstoodException(String reason) {
    this(null, reason);
  }

  private NotUnderstoodException(@Nullable String member, String reason) {
    // No stack trace: it is a message on the way to a result, and would be most of its cost.
    super(reason, null, false, false);
    this.member = member;
  }

  /**
   * @param what such as "is absent"
   */
  static NotUnderstoodException of(String member, String what) {
    return new NotUnderstoodException(member, member + " " + what);
  }

  /** The member that is to blame; null: none. */
  @Nullable String member() {
    return member;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
