package io.github.paybell.protocol.v3;

/**
 * What a notification is about. {@code event_type} alone does not tell: profit sharing also comes
 * as {@code TRANSACTION.SUCCESS}, and failed deductions share {@code original_type} with payments.
 */
enum Subject {
  PAYMENT,
  REFUND,
  OTHER;

  static Subject of(V3Envelope envelope) {
    String event = envelope.eventType();
    String type = envelope.originalType();
    if (says(event.equals("TRANSACTION.SUCCESS"), event, type.equals("transaction"), type)) {
      return PAYMENT;
    }
    if (says(event.startsWith("REFUND."), event, type.equals("refund"), type)) {
      return REFUND;
    }
    return OTHER;
  }

  /** Both say it, or one does and the other says nothing. */
  private static boolean says(boolean eventSays, String event, boolean typeSays, String type) {
    return (eventSays && typeSays)
        || (eventSays && type.isEmpty())
        || (typeSays && event.isEmpty());
  }
}
