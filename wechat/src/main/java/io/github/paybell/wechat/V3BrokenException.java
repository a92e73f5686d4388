package io.github.paybell.wechat;

import java.io.IOException;

/** A download that did not come to its end. */
final class V3BrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  V3BrokenException(IOException cause) {
    super(cause);
  }
}
