package io.github.paybell.engine.delivery.webhook;

import java.net.UnknownHostException;

/** A connection that is not begun because of where it would lead; the message says why. */
final class AddressRefusedException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  AddressRefusedException(String message) {
    super(message);
  }
}
