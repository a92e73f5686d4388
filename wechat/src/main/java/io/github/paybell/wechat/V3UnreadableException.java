package io.github.paybell.wechat;

/** An answer that is proved, or need not be, and yet cannot be read. Its text quotes nothing. */
final class V3UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, without the answer's own words
   */
  V3UnreadableException(String message) {
    super(message);
  }
}
