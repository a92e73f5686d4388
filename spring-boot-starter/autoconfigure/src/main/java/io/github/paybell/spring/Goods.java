package io.github.paybell.spring;

import org.jspecify.annotations.Nullable;

/**
 * One kind of goods that a coupon was used for; each member is null where WeChat Pay does not tell
 * it.
 *
 * @param goodsId the shop's own number
 * @param unitPrice fen
 * @param discountAmount fen, of one
 */
public record Goods(
    @Nullable String goodsId,
    @Nullable Long quantity,
    @Nullable Long unitPrice,
    @Nullable Long discountAmount,
    @Nullable String goodsRemark) {}
