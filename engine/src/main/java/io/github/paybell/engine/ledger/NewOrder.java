package io.github.paybell.engine.ledger;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A payment that a shop expects.
 *
 * @param outTradeNo 1–32 of {@code [0-9A-Za-z_\-|*@]}, case-sensitive; v3 takes 6–32 without
 *     {@code @}
 * @param total fen, at least 1
 * @param currency ISO 4217
 * @param reference the shop's own order; several attempts may share it; at most 128 characters, no
 *     white space at either end
 * @param expiresAt when the shop stops waiting, in the years 1970 to 9999; null: 7 days
 * @param appid when given, evidence must carry the same
 * @param subMchid when given, evidence must carry the same
 * @param policies for money that comes too late or twice; where unset the account's hold
 * @param placedAs null: the shop places it at WeChat Pay by itself
 */
public record NewOrder(
    String outTradeNo,
    long total,
    String currency,
    @Nullable String reference,
    @Nullable Instant expiresAt,
    @Nullable String description,
    @Nullable String attach,
    @Nullable String appid,
    @Nullable String subMchid,
    Policies policies,
    @Nullable PlacedAs placedAs) {
  private static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_\\-|*@]{1,32}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  // MariaDB and MySQL hold no later time.
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  public NewOrder {
    if (!OUT_TRADE_NO.matcher(outTradeNo).matches()) {
      throw new IllegalArgumentException(
          "out_trade_no must be 1 to 32 of 0-9 A-Z a-z _ - | * @, was "
              + outTradeNo.length()
              + " characters");
    }
    if (total < 1) {
      throw new IllegalArgumentException("amount.total must be at least 1 fen, was " + total);
    }
    if (!CURRENCY.matcher(currency).matches()) {
      throw new IllegalArgumentException(
          "amount.currency must be three capital letters (ISO 4217)");
    }
    atMost("reference", reference, 128);
    if (reference != null && !reference.equals(reference.strip())) {
      // MariaDB and MySQL compare text as if padded with spaces: two references would be one row.
      throw new IllegalArgumentException("reference must not begin or end with white space");
    }
    if (expiresAt != null && (expiresAt.isBefore(Instant.EPOCH) || expiresAt.isAfter(LATEST))) {
      throw new IllegalArgumentException("expires_at must be in the years 1970 to 9999");
    }
    atMost("description", description, 512);
    atMost("attach", attach, 512);
    atMost("appid", appid, 32);
    atMost("sub_mchid", subMchid, 32);
  }

  private static void atMost(String name, @Nullable String value, int characters) {
    if (value != null
        && (value.isEmpty() || value.length() > characters || value.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException(
          name + " must have 1 to " + characters + " characters, none of them NUL");
    }
  }
}
