package io.github.paybell.engine.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a payment says besides what decides: nothing here makes an order paid or not paid, and the
 * shop is told all of it (TOLD_WHOLE). Names and units are those of API v3, whichever version told
 * it.
 *
 * @param payer who paid; null: not told
 * @param tradeType JSAPI, NATIVE, APP, MWEB, MICROPAY, FACEPAY or what WeChat Pay adds to these
 * @param bankType the payer's bank, such as {@code CMB_DEBIT}
 * @param settlementTotal fen that are settled to the merchant; v2 only ({@code
 *     settlement_total_fee})
 * @param promotionDetail the coupons that were used, in the message's order
 */
public record PaymentDetails(
    @Nullable Payer payer,
    @Nullable String tradeType,
    @Nullable String bankType,
    @Nullable Long settlementTotal,
    List<Promotion> promotionDetail) {

  /** The messenger tells nothing besides. */
  public static final PaymentDetails NONE = new PaymentDetails(null, null, null, null, List.of());

  private static final int WORD = 64;

  /** What does not fit is left out, as in {@link Evidence}. */
  public PaymentDetails {
    tradeType = Fit.text(tradeType, WORD);
    bankType = Fit.text(bankType, WORD);
    settlementTotal = Fit.fen(settlementTotal);
    promotionDetail = List.copyOf(promotionDetail);
  }

  PaymentDetails withPayer(@Nullable Payer other) {
    return new PaymentDetails(other, tradeType, bankType, settlementTotal, promotionDetail);
  }

  /**
   * Who paid.
   *
   * @param openid of the appid
   * @param subOpenid of the sub_appid
   */
  public record Payer(@Nullable String openid, @Nullable String subOpenid) {
    /** As long as the documents allow. */
    private static final int LONGEST = 128;

    public Payer {
      openid = Fit.text(openid, LONGEST);
      subOpenid = Fit.text(subOpenid, LONGEST);
    }

    /** The payer of whom so much is told; null: nothing is. */
    public static @Nullable Payer of(@Nullable String openid, @Nullable String subOpenid) {
      var payer = new Payer(openid, subOpenid);
      return payer.openid == null && payer.subOpenid == null ? null : payer;
    }

    /** Personal data: says nothing (SILENT_SECRETS). */
    @Override
    public String toString() {
      return "Payer";
    }
  }

  /**
   * One coupon.
   *
   * @param couponId of this very coupon
   * @param name for people
   * @param scope GLOBAL or SINGLE
   * @param type CASH (the merchant is settled in full) or NOCASH (the merchant gets less)
   * @param amount fen
   * @param stockId the batch it belongs to
   * @param wechatpayContribute fen that WeChat Pay gives
   * @param merchantContribute fen that the merchant gives
   * @param otherContribute fen that others give
   * @param currency ISO 4217
   * @param goodsDetail the goods it was used for
   */
  public record Promotion(
      @Nullable String couponId,
      @Nullable String name,
      @Nullable String scope,
      @Nullable String type,
      @Nullable Long amount,
      @Nullable String stockId,
      @Nullable Long wechatpayContribute,
      @Nullable Long merchantContribute,
      @Nullable Long otherContribute,
      @Nullable String currency,
      List<Goods> goodsDetail) {
    public Promotion {
      goodsDetail = List.copyOf(goodsDetail);
    }

    /**
     * A coupon as v2 tells of it.
     *
     * @param couponId {@code coupon_id_$n}
     * @param v2Type {@code coupon_type_$n}: CASH, or NO_CASH, which v3 writes NOCASH
     * @param amount {@code coupon_fee_$n}, fen
     */
    public static Promotion ofV2(
        @Nullable String couponId, @Nullable String v2Type, @Nullable Long amount) {
      return new Promotion(
          couponId,
          null,
          null,
          "NO_CASH".equals(v2Type) ? "NOCASH" : v2Type,
          amount,
          null,
          null,
          null,
          null,
          null,
          List.of());
    }
  }

  /**
   * One kind of goods that a coupon was used for.
   *
   * @param unitPrice fen
   * @param discountAmount fen
   */
  public record Goods(
      @Nullable String goodsId,
      @Nullable Long quantity,
      @Nullable Long unitPrice,
      @Nullable Long discountAmount,
      @Nullable String goodsRemark) {}

  /** Personal data may be in it: says nothing (SILENT_SECRETS). */
  @Override
  public String toString() {
    return "PaymentDetails";
  }
}
