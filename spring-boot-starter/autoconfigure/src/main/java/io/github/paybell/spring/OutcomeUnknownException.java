package io.github.paybell.spring;

/** WeChat Pay gave no answer that can be believed: the outcome is unknown; repeating is safe. */
public final class OutcomeUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String detail) {
    super(detail);
  }
}
