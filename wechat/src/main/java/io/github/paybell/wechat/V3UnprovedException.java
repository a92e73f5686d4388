package io.github.paybell.wechat;

import com.wechat.pay.java.core.exception.ValidationException;

/** An answer that does not prove that WeChat Pay gave it now. Its text is for people. */
final class V3UnprovedException extends ValidationException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why it is none, without the answer's own words
   */
  V3UnprovedException(String message) {
    super(message);
  }
}
