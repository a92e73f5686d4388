package io.github.paybell.engine.bill;

import java.io.IOException;

/** What came is no whole trade bill; the message says what is wrong with it. */
public final class BillFormatException extends IOException {
  private static final long serialVersionUID = 1;

  BillFormatException(String message) {
    super(message);
  }

  BillFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
