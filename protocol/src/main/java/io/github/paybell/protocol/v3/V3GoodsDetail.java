package io.github.paybell.protocol.v3;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One article a coupon was used on.
 *
 * @param goodsId the merchant's number of the article
 * @param quantity pieces
 * @param unitPrice price of one piece, fen
 * @param discountAmount what the coupon took off, fen
 * @param goodsRemark the merchant's remark
 * @param unknownMembers members this version does not know, raw JSON by name
 */
public record V3GoodsDetail(
    @Nullable String goodsId,
    @Nullable Long quantity,
    @Nullable Long unitPrice,
    @Nullable Long discountAmount,
    @Nullable String goodsRemark,
    Map<String, String> unknownMembers) {

  public V3GoodsDetail {
    unknownMembers = Map.copyOf(unknownMembers);
  }
}
