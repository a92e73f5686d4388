package io.github.paybell.protocol.v3;

/**
 * A verified text is not what we expect. Ends as {@link V3Result.NotUnderstood}; never leaves the
 * package. Its message names members and places, never content.
 */
final class NotUnderstoodException extends Exception {

  private static final long serialVersionUID = 1L;

  NotUnderstoodException(String reason) {
    // No stack trace: it is a message on the way to a result, and would be most of its cost.
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
