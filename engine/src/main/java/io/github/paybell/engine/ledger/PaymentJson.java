package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.PaymentDetails.Goods;
import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import io.github.paybell.engine.ledger.PaymentDetails.Promotion;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What a payment says besides, as JSON in the names of API v3 (TOLD_WHOLE). */
final class PaymentJson {
  private static final JsonFactory JSON = new JsonFactory();

  private PaymentJson() {}

  /** How much of the coupons is written where not all of it fits. */
  enum Extent {
    WHOLE,
    WITHOUT_GOODS,
    WITHOUT_PROMOTIONS
  }

  /**
   * The details by themselves, without the payer.
   *
   * @return null: there are none
   */
  static @Nullable String write(PaymentDetails details) {
    if (details.tradeType() == null
        && details.bankType() == null
        && details.settlementTotal() == null
        && details.promotionDetail().isEmpty()) {
      return null;
    }
    var text = new StringWriter(200);
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      members(json, details, Extent.WHOLE);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The payer's member, where there is one. */
  static void payer(JsonGenerator json, @Nullable Payer payer) {
    if (payer != null && (payer.openid() != null || payer.subOpenid() != null)) {
      json.writeObjectPropertyStart("payer");
      text(json, "openid", payer.openid());
      text(json, "sub_openid", payer.subOpenid());
      json.writeEndObject();
    }
  }

  /** The members of the details, without the payer. */
  static void members(JsonGenerator json, PaymentDetails details, Extent extent) {
    text(json, "trade_type", details.tradeType());
    text(json, "bank_type", details.bankType());
    number(json, "settlement_total", details.settlementTotal());
    if (extent != Extent.WITHOUT_PROMOTIONS && !details.promotionDetail().isEmpty()) {
      json.writeArrayPropertyStart("promotion_detail");
      details.promotionDetail().forEach(each -> promotion(json, each, extent));
      json.writeEndArray();
    }
  }

  private static void promotion(JsonGenerator json, Promotion promotion, Extent extent) {
    json.writeStartObject();
    text(json, "coupon_id", promotion.couponId());
    text(json, "name", promotion.name());
    text(json, "scope", promotion.scope());
    text(json, "type", promotion.type());
    number(json, "amount", promotion.amount());
    text(json, "stock_id", promotion.stockId());
    number(json, "wechatpay_contribute", promotion.wechatpayContribute());
    number(json, "merchant_contribute", promotion.merchantContribute());
    number(json, "other_contribute", promotion.otherContribute());
    text(json, "currency", promotion.currency());
    if (extent == Extent.WHOLE && !promotion.goodsDetail().isEmpty()) {
      json.writeArrayPropertyStart("goods_detail");
      promotion.goodsDetail().forEach(each -> goods(json, each));
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void goods(JsonGenerator json, Goods goods) {
    json.writeStartObject();
    text(json, "goods_id", goods.goodsId());
    number(json, "quantity", goods.quantity());
    number(json, "unit_price", goods.unitPrice());
    number(json, "discount_amount", goods.discountAmount());
    text(json, "goods_remark", goods.goodsRemark());
    json.writeEndObject();
  }

  static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  static void number(JsonGenerator json, String name, @Nullable Long value) {
    if (value != null) {
      json.writeNumberProperty(name, value);
    }
  }

  /**
   * What {@link #write} wrote.
   *
   * @param text null: {@link PaymentDetails#NONE}
   */
  static PaymentDetails read(@Nullable String text, @Nullable Payer payer) {
    if (text == null) {
      return payer == null
          ? PaymentDetails.NONE
          : new PaymentDetails(payer, null, null, null, List.of());
    }
    try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      String tradeType = null;
      String bankType = null;
      Long settlementTotal = null;
      var promotions = new ArrayList<Promotion>();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = json.currentName();
        json.nextToken();
        switch (name) {
          case "trade_type" -> tradeType = json.getString();
          case "bank_type" -> bankType = json.getString();
          case "settlement_total" -> settlementTotal = json.getLongValue();
          case "promotion_detail" -> {
            while (json.nextToken() != JsonToken.END_ARRAY) {
              promotions.add(promotion(json));
            }
          }
          default -> json.skipChildren();
        }
      }
      return new PaymentDetails(payer, tradeType, bankType, settlementTotal, promotions);
    }
  }

  private static Promotion promotion(JsonParser json) {
    var read = new Members();
    var goods = new ArrayList<Goods>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      json.nextToken();
      if (name.equals("goods_detail")) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          goods.add(goods(json));
        }
      } else {
        read.take(name, json);
      }
    }
    return new Promotion(
        read.text("coupon_id"),
        read.text("name"),
        read.text("scope"),
        read.text("type"),
        read.number("amount"),
        read.text("stock_id"),
        read.number("wechatpay_contribute"),
        read.number("merchant_contribute"),
        read.number("other_contribute"),
        read.text("currency"),
        goods);
  }

  private static Goods goods(JsonParser json) {
    var read = new Members();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      json.nextToken();
      read.take(name, json);
    }
    return new Goods(
        read.text("goods_id"),
        read.number("quantity"),
        read.number("unit_price"),
        read.number("discount_amount"),
        read.text("goods_remark"));
  }

  /** The texts and numbers of one object. */
  private static final class Members {
    private final Map<String, String> values = new HashMap<>();

    void take(String name, JsonParser json) {
      values.put(name, json.getString());
    }

    @Nullable String text(String name) {
      return values.get(name);
    }

    @Nullable Long number(String name) {
      var value = values.get(name);
      return value == null ? null : Long.valueOf(value);
    }
  }
}
