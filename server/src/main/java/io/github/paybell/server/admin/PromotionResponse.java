package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.paybell.engine.ledger.PaymentDetails.Goods;
import io.github.paybell.engine.ledger.PaymentDetails.Promotion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One coupon of a payment; amounts in fen.
 *
 * @param type {@code CASH}: the merchant is settled in full; {@code NOCASH}: the merchant gets less
 */
record PromotionResponse(
    @JsonProperty("coupon_id") @Nullable String couponId,
    @JsonProperty("name") @Nullable String name,
    @JsonProperty("scope") @Nullable String scope,
    @JsonProperty("type") @Nullable String type,
    @JsonProperty("amount") @Nullable Long amount,
    @JsonProperty("stock_id") @Nullable String stockId,
    @JsonProperty("wechatpay_contribute") @Nullable Long wechatpayContribute,
    @JsonProperty("merchant_contribute") @Nullable Long merchantContribute,
    @JsonProperty("other_contribute") @Nullable Long otherContribute,
    @JsonProperty("currency") @Nullable String currency,
    @JsonProperty(value = "goods_detail", required = true) List<GoodsResponse> goodsDetail) {

  /** One kind of goods that the coupon was used for; amounts in fen. */
  record GoodsResponse(
      @JsonProperty("goods_id") @Nullable String goodsId,
      @JsonProperty("quantity") @Nullable Long quantity,
      @JsonProperty("unit_price") @Nullable Long unitPrice,
      @JsonProperty("discount_amount") @Nullable Long discountAmount,
      @JsonProperty("goods_remark") @Nullable String goodsRemark) {

    static GoodsResponse of(Goods goods) {
      return new GoodsResponse(
          goods.goodsId(),
          goods.quantity(),
          goods.unitPrice(),
          goods.discountAmount(),
          goods.goodsRemark());
    }
  }

  static PromotionResponse of(Promotion promotion) {
    return new PromotionResponse(
        promotion.couponId(),
        promotion.name(),
        promotion.scope(),
        promotion.type(),
        promotion.amount(),
        promotion.stockId(),
        promotion.wechatpayContribute(),
        promotion.merchantContribute(),
        promotion.otherContribute(),
        promotion.currency(),
        promotion.goodsDetail().stream().map(GoodsResponse::of).toList());
  }
}
