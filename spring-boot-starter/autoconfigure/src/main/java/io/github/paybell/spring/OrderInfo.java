package io.github.paybell.spring;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands in Paybell's ledger. Immutable.
 *
 * @param account name of the merchant account
 * @param total fen
 * @param currency ISO 4217
 * @param reference the shop's own order, as registered
 * @param transactionId WeChat Pay's number; null until paid
 * @param payerTotal fen, what the payer paid after coupons; null until paid
 * @param successTime as WeChat Pay gave it, with its zone; null until paid
 * @param late the money came after the order was closed
 * @param duplicate another attempt had already paid the same reference
 * @param version rises by one with each event of the order
 * @param problems what needs a person, open and closed
 * @param timeline what was learnt and what it did, oldest first
 * @param refunds in the order in which they became known
 */
public record OrderInfo(
    String account,
    String outTradeNo,
    TradeState tradeState,
    long total,
    String currency,
    @Nullable String reference,
    @Nullable Instant expiresAt,
    @Nullable String description,
    @Nullable String attach,
    @Nullable String appid,
    @Nullable String subMchid,
    @Nullable String transactionId,
    @Nullable Long payerTotal,
    @Nullable String successTime,
    boolean late,
    boolean duplicate,
    long version,
    List<Problem> problems,
    List<Entry> timeline,
    List<RefundInfo> refunds) {
  public OrderInfo {
    problems = List.copyOf(problems);
    timeline = List.copyOf(timeline);
    refunds = List.copyOf(refunds);
  }

  /**
   * Something about the order that needs a person, or needed one.
   *
   * @param kind {@code amount_differs}, {@code late_payment} … (docs/ARCHITECTURE.md, "Problems")
   * @param cause for people; null where the kind says it all
   * @param resolution how it ended; null: it is open
   */
  public record Problem(
      String kind,
      Severity severity,
      @Nullable String cause,
      Instant openedAt,
      @Nullable String resolution) {}

  /**
   * One line of the order's history.
   *
   * @param what {@code registered}, an event type ({@code payment.succeeded} …), or evidence that
   *     changed nothing ({@code evidence.already_applied} …)
   * @param version of the event; null: it is none
   * @param detail for people: source, transaction, reason; null when there is nothing to add
   */
  public record Entry(Instant at, String what, @Nullable Long version, @Nullable String detail) {}
}
