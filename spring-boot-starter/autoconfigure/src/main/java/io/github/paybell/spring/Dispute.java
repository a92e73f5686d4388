package io.github.paybell.spring;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What was expected of a payment, and what came. */
public record Dispute(Expected expected, Came came) {
  /**
   * The order, as it was registered.
   *
   * @param total fen
   * @param currency ISO 4217
   * @param transactionId what has paid it already; null: nothing has
   * @param appid null: any of the account's
   * @param mchid the account's
   * @param subMchid null: any of the account's
   */
  public record Expected(
      long total,
      String currency,
      @Nullable String transactionId,
      @Nullable String appid,
      @Nullable String mchid,
      @Nullable String subMchid) {}

  /**
   * What WeChat Pay says.
   *
   * @param total fen; null: not told
   * @param currency ISO 4217; null: not told
   * @param payerTotal fen, what the payer paid after coupons; null: not told
   * @param successTime null: not told, or not to be read as a time
   * @param attach the message's; null: it has none
   */
  public record Came(
      @Nullable String transactionId,
      TradeState tradeState,
      @Nullable Long total,
      @Nullable String currency,
      @Nullable Long payerTotal,
      @Nullable OffsetDateTime successTime,
      @Nullable String attach,
      PaymentDetails details) {}
}
