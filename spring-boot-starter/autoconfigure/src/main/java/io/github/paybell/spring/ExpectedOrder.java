package io.github.paybell.spring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that the shop expects. Immutable; each {@code with…} gives a copy.
 *
 * @param outTradeNo 1–32 of {@code [0-9A-Za-z_\-|*@]}; one attempt to pay
 * @param total fen, at least 1
 * @param currency ISO 4217
 * @param reference the shop's own order, which several attempts may share; at most 128 characters
 * @param expiresAt when the shop stops waiting and the order is closed; null: it is asked about for
 *     7 days
 * @param description what the payer sees, 1–127 characters; placing needs it
 * @param attach comes back in events, at most 512 characters
 * @param appid when given, evidence must carry the same; placing takes the account's first without
 *     it
 * @param subMchid of a service provider's merchant
 * @param settled an {@link OrderBook} says so: other code of the shop has acted on the payment
 *     already, so it is recorded and not told
 * @param transactionId of a settled order, WeChat Pay's number of the payment that was acted on;
 *     null: the shop did not keep it
 */
public record ExpectedOrder(
    String outTradeNo,
    long total,
    String currency,
    @Nullable String reference,
    @Nullable Instant expiresAt,
    @Nullable String description,
    @Nullable String attach,
    @Nullable String appid,
    @Nullable String subMchid,
    boolean settled,
    @Nullable String transactionId) {
  /** An order in CNY of which nothing else is said. */
  public static ExpectedOrder of(String outTradeNo, long total) {
    return new ExpectedOrder(
        outTradeNo, total, "CNY", null, null, null, null, null, null, false, null);
  }

  public ExpectedOrder withCurrency(String value) {
    return new ExpectedOrder(
        outTradeNo,
        total,
        value,
        reference,
        expiresAt,
        description,
        attach,
        appid,
        subMchid,
        settled,
        transactionId);
  }

  public ExpectedOrder withReference(String value) {
    return new ExpectedOrder(
        outTradeNo,
        total,
        currency,
        value,
        expiresAt,
        description,
        attach,
        appid,
        subMchid,
        settled,
        transactionId);
  }

  public ExpectedOrder withExpiresAt(Instant value) {
    return new ExpectedOrder(
        outTradeNo,
        total,
        currency,
        reference,
        value,
        description,
        attach,
        appid,
        subMchid,
        settled,
        transactionId);
  }

  public ExpectedOrder withDescription(String value) {
    return new ExpectedOrder(
        outTradeNo,
        total,
        currency,
        reference,
        expiresAt,
        value,
        attach,
        appid,
        subMchid,
        settled,
        transactionId);
  }

  public ExpectedOrder withAttach(String value) {
    return new ExpectedOrder(
        outTradeNo,
        total,
        currency,
        reference,
        expiresAt,
        description,
        value,
        appid,
        subMchid,
        settled,
        transactionId);
  }

  public ExpectedOrder withAppid(String value) {
    return new ExpectedOrder(
        outTradeNo,
        total,
        currency,
        reference,
        expiresAt,
        description,
        attach,
        value,
        subMchid,
        settled,
        transactionId);
  }

  public ExpectedOrder withSubMchid(String value) {
    return new ExpectedOrder(
        outTradeNo,
        total,
        currency,
        reference,
        expiresAt,
        description,
        attach,
        appid,
        value,
        settled,
        transactionId);
  }

  /**
   * The shop has acted on the payment of this order, by other code than its {@link
   * PaymentListener}. Say it of an order only whose payment by WeChat Pay was acted on, not of one
   * that was paid another way.
   *
   * @param payment WeChat Pay's transaction_id: any other payment of this order is then told as
   *     disputed; null: the shop did not keep it, and whatever payment comes counts as that one
   */
  public ExpectedOrder settledBy(@Nullable String payment) {
    return new ExpectedOrder(
        outTradeNo,
        total,
        currency,
        reference,
        expiresAt,
        description,
        attach,
        appid,
        subMchid,
        true,
        payment);
  }
}
