package io.github.paybell.spring;

/** WeChat Pay gave no answer that can be believed: nobody knows; repeating is safe. */
public final class OutcomeUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutcomeUnknownException(String detail) {
    super(detail);
  }
}
