package io.github.paybell.engine.ledger;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may need a person. */
public enum ProblemKind {
  /**
   * Verified evidence about an order that is not registered. Ends by itself when the order is
   * registered.
   */
  ORDER_UNKNOWN(Severity.NORMAL),
  /** A sub-order of a combined payment names a merchant that is not configured. */
  MCHID_UNKNOWN(Severity.HIGH),
  AMOUNT_DIFFERS(Severity.HIGH),
  CURRENCY_DIFFERS(Severity.HIGH),
  MCHID_DIFFERS(Severity.HIGH),
  APPID_DIFFERS(Severity.HIGH),
  SUB_MCHID_DIFFERS(Severity.HIGH),
  /** The transaction_id has already paid another order. */
  TRANSACTION_OF_ANOTHER_ORDER(Severity.HIGH),
  /** The order has already been paid by another transaction. */
  PAID_BY_ANOTHER_TRANSACTION(Severity.HIGH),
  /** The money came after the order was closed. */
  LATE_PAYMENT(Severity.HIGH),
  /** Another attempt had already paid the same reference. */
  DUPLICATE_PAYMENT(Severity.HIGH),
  /**
   * A refund of an order that is not known to be paid. Ends by itself when the payment is learnt.
   */
  REFUND_BEFORE_PAYMENT(Severity.NORMAL),
  /**
   * A v2 refund notification carries no signature: it waits for a refund query. Ends by itself when
   * the refund is learnt.
   */
  REFUND_UNCONFIRMED(Severity.NORMAL),
  /**
   * The signature of a v2 notification may be another message's: it waits for WeChat Pay's own
   * word. Ends by itself with that; matters more after five minutes, and once it is refuted.
   */
  PAYMENT_UNCONFIRMED(Severity.NORMAL),
  /** The refund's amount, order or refund_id is not what was known of this out_refund_no. */
  REFUND_DIFFERS(Severity.HIGH),
  /**
   * The money could not reach the user's account. Ends by itself when no refund of the order is
   * abnormal any more.
   */
  REFUND_ABNORMAL(Severity.HIGH),
  /** The refunds of an order that reached the user are more than what was paid. */
  REFUNDS_EXCEED_PAYMENT(Severity.HIGH),
  /** One notification id came with two contents. */
  NOTIFICATION_CONFLICT(Severity.HIGH),
  /** A good signature, but no APIv3 key of ours opens the content. Ends by itself when one does. */
  UNDECRYPTABLE(Severity.CRITICAL),
  /** A good signature, but the content could not be read. Ends by itself when it can. */
  NOT_UNDERSTOOD(Severity.CRITICAL),
  /** WeChat Pay does not give the money back. Ends by itself when it does. */
  REFUND_REFUSED(Severity.HIGH),
  /** WeChat Pay refuses a call of ours, for a reason that asking again does not mend. */
  CALL_REFUSED(Severity.CRITICAL),
  /** The bill and the ledger say different things about a day. */
  RECONCILIATION_DIFFERENCE(Severity.LOW),
  /** A day's bill could not be had for a day. */
  BILL_UNAVAILABLE(Severity.LOW),
  /** A key ends soon and nothing newer is there. Ends by itself when something is. */
  KEY_EXPIRING(Severity.LOW),
  /** Platform certificates could not be had. Ends by itself when they can. */
  KEY_REFRESH_FAILED(Severity.CRITICAL),
  /** Orders are paid, and no notification comes. Ends by itself when one does. */
  NOTIFICATIONS_SILENT(Severity.CRITICAL),
  /**
   * A subscriber could not be told of events for as long as they are tried; they can be sent again.
   */
  DELIVERY_DEAD(Severity.HIGH),
  /**
   * The shop's listener failed three times for a notification; it is tried on. Ends by itself when
   * it is handled after all.
   */
  LISTENER_FAILED(Severity.HIGH),
  /**
   * A replica's master key is not the one that sealed the store's key: payers cannot be found by
   * their openid there. Ends by itself when a replica opens it.
   */
  MASTER_KEY_DIFFERS(Severity.HIGH),
  /** A server's clock is not the database's. Ends by itself when they agree again. */
  CLOCK_DIFFERS(Severity.HIGH),
  /** The database went to a higher timeline: a failover, or a restored backup. */
  STORE_CHANGED(Severity.HIGH),
  /**
   * Messages of another product came, and neither a subscriber nor a listener wants them. Ends by
   * itself at the next one that a subscriber takes.
   */
  EVENT_UNCLAIMED(Severity.HIGH),
  /** WeChat Pay asked for an answer with a body, and the shop gave none. */
  QUESTION_UNANSWERED(Severity.HIGH),
  /** Queries to WeChat Pay get no answer. Ends by itself when one does. */
  WECHAT_UNREACHABLE(Severity.CRITICAL),
  /** Events wait for a subscriber. Ends by itself when none waits for long any more. */
  DELIVERY_BEHIND(Severity.HIGH),
  /**
   * Stored notifications wait for the shop's listener. Ends by itself when none waits for long any
   * more.
   */
  HANDLING_BEHIND(Severity.HIGH),
  /** Orders are due and not asked about. Ends by itself when they are. */
  QUERIES_BEHIND(Severity.HIGH),
  /**
   * The shop's own table says something else of a payment than the ledger: WeChat Pay took the
   * money and the shop does not mark the order paid, or the other way round. Ends by itself when
   * they agree; matters more after five minutes.
   */
  SHOP_DIFFERS(Severity.NORMAL),
  /**
   * A payer complained at WeChat Pay. Told again at 12, 20, 24 and 72 hours; ends by itself when
   * the merchant completes it.
   */
  COMPLAINT_OPEN(Severity.NORMAL);

  /** Those that end by themselves once no evidence waits for that reason any more. */
  static final Set<ProblemKind> OF_WAITING =
      Collections.unmodifiableSet(
          EnumSet.of(
              ORDER_UNKNOWN,
              MCHID_UNKNOWN,
              REFUND_BEFORE_PAYMENT,
              REFUND_UNCONFIRMED,
              PAYMENT_UNCONFIRMED));

  /** Why a notification could not be read: they end with the last one that is read after all. */
  static final Set<ProblemKind> OF_READING =
      Collections.unmodifiableSet(EnumSet.of(UNDECRYPTABLE, NOT_UNDERSTOOD));

  /** What many notifications may share, and so one problem about all of them. */
  static final Set<ProblemKind> SHARED =
      Collections.unmodifiableSet(EnumSet.of(UNDECRYPTABLE, NOT_UNDERSTOOD, NOTIFICATION_CONFLICT));

  private final Severity severity;

  ProblemKind(Severity severity) {
    this.severity = severity;
  }

  /** How much it matters, where a problem does not say otherwise. */
  public Severity severity() {
    return severity;
  }

  /**
   * @param stored of one problem; null: that of the kind
   */
  Severity severity(@Nullable String stored) {
    return stored == null ? severity : Severity.valueOf(stored.toUpperCase(Locale.ROOT));
  }

  /** In the database, the API and logs. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ProblemKind ofWire(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
