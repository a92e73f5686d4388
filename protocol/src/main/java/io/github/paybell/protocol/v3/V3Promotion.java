package io.github.paybell.protocol.v3;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One coupon used in a payment. Bank reductions need not be listed, so the sum of these does not
 * explain {@code total - payer_total}.
 *
 * @param couponId the coupon
 * @param name its name
 * @param scope {@code GLOBAL} whole order, {@code SINGLE} single items
 * @param type {@code CASH}: the merchant is settled in full; {@code NOCASH}: receives less
 * @param amount face value used, fen
 * @param stockId its batch
 * @param wechatpayContribute borne by WeChat Pay, fen
 * @param merchantContribute borne by the merchant, fen
 * @param otherContribute borne by others, fen
 * @param currency ISO code
 * @param goodsDetail the articles, for single items
 * @param unknownMembers members this version does not know, raw JSON by name
 */
public record V3Promotion(
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
    List<V3GoodsDetail> goodsDetail,
    Map<String, String> unknownMembers) {

  public V3Promotion {
    goodsDetail = List.copyOf(goodsDetail);
    unknownMembers = Map.copyOf(unknownMembers);
  }
}
