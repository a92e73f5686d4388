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
    String type = envelope.originalType();
    if (envelope.eventType().equals("TRANSACTION.SUCCESS")
        && (type.isEmpty() || type.equals("transaction"))) {
      return PAYMENT;
    }
    if (envelope.eventType().startsWith("REFUND.") && (type.isEmpty() || type.equals("refund"))) {
      return REFUND;
    }
    return OTHER;
  }
}
