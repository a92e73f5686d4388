package io.github.paybell.protocol.v3;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parts that payments of every shape are made of. */
final class PartsReader {

  private PartsReader() {}

  /**
   * @param totalName {@code total}, in a sub-order {@code total_amount}
   * @param payerTotalName {@code payer_total}, in a sub-order {@code payer_amount}
   */
  static V3Amount amount(JsonReader json, Members members, String totalName, String payerTotalName)
      throws NotUnderstoodException {
    Long total = null;
    Long payerTotal = null;
    String currency = null;
    String payerCurrency = null;
    json.beginObject();
    for (String name; (name = json.nextMember()) != null; ) {
      if (name.equals(totalName)) {
        total = json.integer();
      } else if (name.equals(payerTotalName)) {
        payerTotal = json.optionalInteger();
      } else if (name.equals("currency")) {
        currency = json.optionalString();
      } else if (name.equals("payer_currency")) {
        payerCurrency = json.optionalString();
      } else {
        members.keep("amount.", name, json);
      }
    }
    return new V3Amount(
        Members.required("amount." + totalName, total),
        currency == null ? "CNY" : currency,
        payerTotal,
        payerCurrency);
  }

  /**
   * @param part {@code payer} or {@code combine_payer_info}
   */
  static V3Payer payer(JsonReader json, Members members, String part)
      throws NotUnderstoodException {
    if (json.isNull()) {
      return V3Payer.UNKNOWN;
    }
    String openid = null;
    String spOpenid = null;
    String subOpenid = null;
    json.beginObject();
    for (String name; (name = json.nextMember()) != null; ) {
      switch (name) {
        case "openid" -> openid = json.optionalString();
        case "sp_openid" -> spOpenid = json.optionalString();
        case "sub_openid" -> subOpenid = json.optionalString();
        default -> members.keep(part + ".", name, json);
      }
    }
    return new V3Payer(openid, spOpenid, subOpenid);
  }

  static @Nullable String deviceId(JsonReader json, Members members) throws NotUnderstoodException {
    if (json.isNull()) {
      return null;
    }
    String deviceId = null;
    json.beginObject();
    for (String name; (name = json.nextMember()) != null; ) {
      if (name.equals("device_id")) {
        deviceId = json.optionalString();
      } else {
        members.keep("scene_info.", name, json);
      }
    }
    return deviceId;
  }

  static List<V3Promotion> promotions(JsonReader json) throws NotUnderstoodException {
    if (json.isNull()) {
      return List.of();
    }
    List<V3Promotion> promotions = new ArrayList<>(2);
    json.beginArray();
    while (json.nextElement()) {
      promotions.add(promotion(json));
    }
    return promotions;
  }

  private static V3Promotion promotion(JsonReader json) throws NotUnderstoodException {
    Members members = new Members();
    String couponId = null;
    String name = null;
    String scope = null;
    String type = null;
    Long amount = null;
    String stockId = null;
    Long wechatpayContribute = null;
    Long merchantContribute = null;
    Long otherContribute = null;
    String currency = null;
    List<V3GoodsDetail> goodsDetail = List.of();
    json.beginObject();
    for (String member; (member = json.nextMember()) != null; ) {
      switch (member) {
        case "coupon_id" -> couponId = json.optionalString();
        case "name" -> name = json.optionalString();
        case "scope" -> scope = json.optionalString();
        case "type" -> type = json.optionalString();
        case "amount" -> amount = json.optionalInteger();
        case "stock_id" -> stockId = json.optionalString();
        case "wechatpay_contribute" -> wechatpayContribute = json.optionalInteger();
        case "merchant_contribute" -> merchantContribute = json.optionalInteger();
        case "other_contribute" -> otherContribute = json.optionalInteger();
        case "currency" -> currency = json.optionalString();
        case "goods_detail" -> goodsDetail = goods(json);
        default -> members.keep("", member, json);
      }
    }
    return new V3Promotion(
        couponId,
        name,
        scope,
        type,
        amount,
        stockId,
        wechatpayContribute,
        merchantContribute,
        otherContribute,
        currency,
        goodsDetail,
        members.unknown());
  }

  private static List<V3GoodsDetail> goods(JsonReader json) throws NotUnderstoodException {
    if (json.isNull()) {
      return List.of();
    }
    List<V3GoodsDetail> goods = new ArrayList<>(2);
    json.beginArray();
    while (json.nextElement()) {
      Members members = new Members();
      String goodsId = null;
      Long quantity = null;
      Long unitPrice = null;
      Long discountAmount = null;
      String goodsRemark = null;
      json.beginObject();
      for (String name; (name = json.nextMember()) != null; ) {
        switch (name) {
          case "goods_id" -> goodsId = json.optionalString();
          case "quantity" -> quantity = json.optionalInteger();
          case "unit_price" -> unitPrice = json.optionalInteger();
          case "discount_amount" -> discountAmount = json.optionalInteger();
          case "goods_remark" -> goodsRemark = json.optionalString();
          default -> members.keep("", name, json);
        }
      }
      goods.add(
          new V3GoodsDetail(
              goodsId, quantity, unitPrice, discountAmount, goodsRemark, members.unknown()));
    }
    return goods;
  }
}
