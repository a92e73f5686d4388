package io.github.paybell.engine.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered order as the admin API shows it.
 *
 * @param total fen
 * @param payerTotal fen, what the user paid after coupons; null until paid
 * @param successTime as WeChat Pay gave it, with its zone; null until paid
 * @param placedAs null: the shop places it at WeChat Pay by itself
 * @param late the money came after the order was closed
 * @param duplicate another attempt had already paid the same reference
 * @param payment what the payment says besides; null until paid
 * @param lastQuery null: WeChat Pay was never asked about it
 * @param timeline what was learnt and what it did, oldest first
 */
public record OrderView(
    String account,
    String outTradeNo,
    String tradeState,
    long total,
    String currency,
    @Nullable String reference,
    @Nullable Instant expiresAt,
    @Nullable String description,
    @Nullable String attach,
    @Nullable String appid,
    @Nullable String subMchid,
    Policies policies,
    @Nullable PlacedAs placedAs,
    @Nullable String transactionId,
    @Nullable Long payerTotal,
    @Nullable String successTime,
    boolean late,
    boolean duplicate,
    long version,
    @Nullable Payment payment,
    @Nullable LastQuery lastQuery,
    List<ProblemView> problems,
    List<Entry> timeline,
    List<RefundView> refunds) {

  public OrderView {
    problems = List.copyOf(problems);
    timeline = List.copyOf(timeline);
    refunds = List.copyOf(refunds);
  }

  /**
   * What the payment says besides, without who paid.
   *
   * @param attach the message's own; null: it says none
   * @param payerHint the last characters of the payer's openid; null: not told
   * @param details without the payer
   */
  public record Payment(
      @Nullable String mchid,
      @Nullable String appid,
      @Nullable String subMchid,
      @Nullable String attach,
      @Nullable String payerCurrency,
      @Nullable String payerHint,
      PaymentDetails details) {}

  /**
   * What WeChat Pay said when it was asked last.
   *
   * @param said a {@code trade_state}, WeChat Pay's error code, or {@code TIMEOUT}, {@code
   *     UNREACHABLE}, {@code PLATFORM}, {@code UNPROVED}, {@code UNREADABLE} when no answer could
   *     be believed
   * @param queries how often it was asked
   */
  public record LastQuery(Instant at, String said, long queries) {}

  /**
   * One line of an order's history.
   *
   * @param what {@code registered}, an event type ({@code payment.succeeded} …), or evidence that
   *     changed nothing ({@code evidence.already_applied}, {@code evidence.parked}, {@code
   *     evidence.disputed})
   * @param detail for people: source, transaction, reason; null when there is nothing to add
   */
  public record Entry(Instant at, String what, @Nullable Long version, @Nullable String detail) {}
}
