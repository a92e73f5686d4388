package io.github.paybell.engine.ledger;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What may need a person. */
public enum ProblemKind {
  /**
   * Verified evidence about an order that nobody registered. Ends by itself when the order is
   * registered.
   */
  ORDER_UNKNOWN,
  /** A sub-order of a combined payment names a merchant that is not configured. */
  MCHID_UNKNOWN,
  AMOUNT_DIFFERS,
  CURRENCY_DIFFERS,
  MCHID_DIFFERS,
  APPID_DIFFERS,
  SUB_MCHID_DIFFERS,
  /** The transaction_id has already paid another order. */
  TRANSACTION_OF_ANOTHER_ORDER,
  /** The order has already been paid by another transaction. */
  PAID_BY_ANOTHER_TRANSACTION,
  /** The money came after the order was closed. */
  LATE_PAYMENT,
  /** Another attempt had already paid the same reference. */
  DUPLICATE_PAYMENT,
  /**
   * A refund of an order that is not known to be paid. Ends by itself when the payment is learnt.
   */
  REFUND_BEFORE_PAYMENT,
  /**
   * A v2 refund notification carries no signature: it waits for a refund query. Ends by itself when
   * the refund is learnt.
   */
  REFUND_UNCONFIRMED,
  /** The refund's amount, order or refund_id is not what was known of this out_refund_no. */
  REFUND_DIFFERS,
  /**
   * The money could not reach the user's account. Ends by itself when no refund of the order is
   * abnormal any more.
   */
  REFUND_ABNORMAL,
  /** One notification id came with two contents. */
  NOTIFICATION_CONFLICT,
  /** A good signature, but no APIv3 key of ours opens the content. */
  UNDECRYPTABLE,
  /** A good signature, but the content could not be read. */
  NOT_UNDERSTOOD,
  /** WeChat Pay does not give the money back. Ends by itself when it does. */
  REFUND_REFUSED,
  /** WeChat Pay refuses a call of ours, for a reason that asking again does not mend. */
  CALL_REFUSED,
  /** The bill and the ledger say different things about a day. */
  RECONCILIATION_DIFFERENCE,
  /** A day's bill could not be had for a day. */
  BILL_UNAVAILABLE,
  /** A key ends soon and nothing newer is there. Ends by itself when something is. */
  KEY_EXPIRING,
  /** Platform certificates could not be had. Ends by itself when they can. */
  KEY_REFRESH_FAILED,
  /** Orders are paid, and no notification comes. Ends by itself when one does. */
  NOTIFICATIONS_SILENT,
  /**
   * A subscriber could not be told of events for as long as they are tried; they can be sent again.
   */
  DELIVERY_DEAD,
  /**
   * The shop's listener failed for a notification as often as it is tried. Ends by itself when it
   * is handled after all.
   */
  LISTENER_FAILED,
  /**
   * A replica's master key is not the one that sealed the store's key: payers cannot be found by
   * their openid there. Ends by itself when a replica opens it.
   */
  MASTER_KEY_DIFFERS;

  /** Those that end by themselves once no evidence waits for that reason any more. */
  static final Set<ProblemKind> OF_WAITING =
      Collections.unmodifiableSet(
          EnumSet.of(ORDER_UNKNOWN, MCHID_UNKNOWN, REFUND_BEFORE_PAYMENT, REFUND_UNCONFIRMED));

  /** In the database, the API and logs. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
