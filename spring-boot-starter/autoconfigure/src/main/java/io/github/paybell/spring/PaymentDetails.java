package io.github.paybell.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a payment says besides: in the names of API v3, whichever version told it. Each member is
 * null where WeChat Pay does not tell it.
 *
 * @param payer who paid: personal data
 * @param subMchid the sub-merchant of a partner
 * @param tradeType {@code JSAPI}, {@code NATIVE}, {@code APP}, {@code MWEB} …
 * @param bankType the payer's bank, such as {@code CMB_DEBIT}
 * @param payerCurrency ISO 4217, of what the payer paid
 * @param settlementTotal fen that are settled to the merchant: API v2 tells it where a NOCASH
 *     coupon was used
 * @param promotionDetail the coupons that were used
 * @param truncated not all of the coupons or their goods are here: there are too many
 */
public record PaymentDetails(
    @Nullable Payer payer,
    @Nullable String appid,
    @Nullable String mchid,
    @Nullable String subMchid,
    @Nullable String tradeType,
    @Nullable String bankType,
    @Nullable String payerCurrency,
    @Nullable Long settlementTotal,
    List<Promotion> promotionDetail,
    boolean truncated) {
  public PaymentDetails {
    promotionDetail = List.copyOf(promotionDetail);
  }

  /**
   * Who paid.
   *
   * @param openid under the appid
   * @param subOpenid under the sub-merchant's appid
   */
  public record Payer(@Nullable String openid, @Nullable String subOpenid) {
    /** Personal data: says nothing. */
    @Override
    public String toString() {
      return "Payer";
    }
  }
}
