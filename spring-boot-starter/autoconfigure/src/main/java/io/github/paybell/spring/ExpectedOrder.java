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
    @Nullable String subMchid) {
  /** An order in CNY of which nothing else is said. */
  public static ExpectedOrder of(String outTradeNo, long total) {
    return new ExpectedOrder(outTradeNo, total, "CNY", null, null, null, null, null, null);
  }

  public ExpectedOrder withCurrency(String value) {
    return new ExpectedOrder(
        outTradeNo, total, value, reference, expiresAt, description, attach, appid, subMchid);
  }

  public ExpectedOrder withReference(String value) {
    return new ExpectedOrder(
        outTradeNo, total, currency, value, expiresAt, description, attach, appid, subMchid);
  }

  public ExpectedOrder withExpiresAt(Instant value) {
    return new ExpectedOrder(
        outTradeNo, total, currency, reference, value, description, attach, appid, subMchid);
  }

  public ExpectedOrder withDescription(String value) {
    return new ExpectedOrder(
        outTradeNo, total, currency, reference, expiresAt, value, attach, appid, subMchid);
  }

  public ExpectedOrder withAttach(String value) {
    return new ExpectedOrder(
        outTradeNo, total, currency, reference, expiresAt, description, value, appid, subMchid);
  }

  public ExpectedOrder withAppid(String value) {
    return new ExpectedOrder(
        outTradeNo, total, currency, reference, expiresAt, description, attach, value, subMchid);
  }

  public ExpectedOrder withSubMchid(String value) {
    return new ExpectedOrder(
        outTradeNo, total, currency, reference, expiresAt, description, attach, appid, value);
  }
}
