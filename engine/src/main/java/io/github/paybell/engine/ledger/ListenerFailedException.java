package io.github.paybell.engine.ledger;

/**
 * What belongs to the transaction of a step failed, so nothing of the step was written (TOGETHER):
 * a listener of the shop, or its order table. The cause is what it threw.
 */
public final class ListenerFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** As much of a reason as is kept. */
  private static final int REASON_CHARACTERS = 200;

  /**
   * @param listener which one, for people
   * @param cause what it threw
   */
  public ListenerFailedException(String listener, Throwable cause) {
    super(listener + " failed, so nothing was changed: " + said(cause), cause);
  }

  /**
   * What was thrown, as this; one that names its listener already stays as it is.
   *
   * @throws VirtualMachineError as it was thrown: no listener can answer for a lack of memory
   */
  static ListenerFailedException of(String listener, Throwable thrown) {
    if (thrown instanceof ListenerFailedException failed) {
      return failed;
    }
    // A listener without an end to its recursion is a broken listener like any other.
    if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
      throw error;
    }
    return new ListenerFailedException(listener, thrown);
  }

  private static String said(Throwable cause) {
    var message = cause.getMessage();
    // PostgreSQL stores no NUL, and a failure that cannot be noted would come back for ever.
    var text =
        cause.getClass().getName() + (message == null ? "" : ": " + message.replace('\0', ' '));
    return text.length() <= REASON_CHARACTERS ? text : text.substring(0, REASON_CHARACTERS);
  }
}
