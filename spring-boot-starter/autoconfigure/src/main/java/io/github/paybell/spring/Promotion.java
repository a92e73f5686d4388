package io.github.paybell.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One coupon of a payment; each member is null where WeChat Pay does not tell it. What a shop must
 * do with it: docs/coupons.md.
 *
 * @param couponId of this very coupon
 * @param scope {@code GLOBAL}, the whole order, or {@code SINGLE}, single items
 * @param type {@code CASH}: the sponsor has paid, the merchant is settled in full; {@code NOCASH}:
 *     the merchant receives less
 * @param amount fen
 * @param stockId the batch it belongs to
 * @param wechatpayContribute fen that WeChat Pay bears
 * @param merchantContribute fen that the merchant bears
 * @param otherContribute fen that others bear
 * @param currency ISO 4217
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
}
