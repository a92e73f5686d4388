package io.github.paybell.protocol.v3;

import io.github.paybell.protocol.Deciding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parts that payments of every shape are made of. */
final class PartsReader {

  private PartsReader() {}

  /** The amount being read, whatever is missing in it. */
  static final class AmountReader {
    private final Members members;
    private final String totalName;
    private @Nullable Long total;
    private @Nullable Long payerTotal;
    private @Nullable String currency;
    private @Nullable String payerCurrency;

    private AmountReader(Members members, String totalName) {
      this.members = members;
      this.totalName = totalName;
    }

    boolean hasTotal() {
      return total != null;
    }

    V3Amount amount() throws NotUnderstoodException {
      return new V3Amount(
          members.required(totalName, total),
          currency == null ? "CNY" : currency,
          payerTotal,
          payerCurrency);
    }
  }

  /**
   * @param totalName {@code total}, in a sub-order {@code total_amount}
   * @param payerTotalName {@code payer_total}, in a sub-order {@code payer_amount}
   */
  static @Nullable AmountReader amount(Members whole, String totalName, String payerTotalName)
      throws NotUnderstoodException {
    Members members = whole.object("amount", Deciding.V3_AMOUNT);
    if (members == null) {
      return null;
    }
    AmountReader it = new AmountReader(members, totalName);
    for (String name; (name = members.next()) != null; ) {
      if (name.equals(totalName)) {
        it.total = members.fen(name);
      } else if (name.equals(payerTotalName)) {
        it.payerTotal = members.fen(name);
      } else if (name.equals("currency")) {
        it.currency = members.text(name);
      } else if (name.equals("payer_currency")) {
        it.payerCurrency = members.text(name);
      } else {
        members.keep(name);
      }
    }
    return it;
  }

  /**
   * @param part {@code payer} or {@code combine_payer_info}
   */
  static V3Payer payer(Members whole, String part) throws NotUnderstoodException {
    Members members = whole.object(part, Deciding.V3_NOTHING);
    if (members == null) {
      return V3Payer.UNKNOWN;
    }
    String openid = null;
    String spOpenid = null;
    String subOpenid = null;
    for (String name; (name = members.next()) != null; ) {
      switch (name) {
        case "openid" -> openid = members.text(name);
        case "sp_openid" -> spOpenid = members.text(name);
        case "sub_openid" -> subOpenid = members.text(name);
        default -> members.keep(name);
      }
    }
    return new V3Payer(openid, spOpenid, subOpenid);
  }

  static @Nullable String deviceId(Members whole) throws NotUnderstoodException {
    Members members = whole.object("scene_info", Deciding.V3_NOTHING);
    if (members == null) {
      return null;
    }
    String deviceId = null;
    for (String name; (name = members.next()) != null; ) {
      if (name.equals("device_id")) {
        deviceId = members.text(name);
      } else {
        members.keep(name);
      }
    }
    return deviceId;
  }

  static List<V3Promotion> promotions(JsonReader json, Members whole)
      throws NotUnderstoodException {
    return list(json, whole, "promotion_detail", PartsReader::promotion);
  }

  private static V3Promotion promotion(JsonReader json, Members members)
      throws NotUnderstoodException {
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
    for (String member; (member = members.next()) != null; ) {
      switch (member) {
        case "coupon_id" -> couponId = members.text(member);
        case "name" -> name = members.text(member);
        case "scope" -> scope = members.text(member);
        case "type" -> type = members.text(member);
        case "amount" -> amount = members.number(member);
        case "stock_id" -> stockId = members.text(member);
        case "wechatpay_contribute" -> wechatpayContribute = members.number(member);
        case "merchant_contribute" -> merchantContribute = members.number(member);
        case "other_contribute" -> otherContribute = members.number(member);
        case "currency" -> currency = members.text(member);
        case "goods_detail" -> goodsDetail = list(json, members, member, PartsReader::goods);
        default -> members.keep(member);
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

  private static V3GoodsDetail goods(JsonReader json, Members members)
      throws NotUnderstoodException {
    String goodsId = null;
    Long quantity = null;
    Long unitPrice = null;
    Long discountAmount = null;
    String goodsRemark = null;
    for (String name; (name = members.next()) != null; ) {
      switch (name) {
        case "goods_id" -> goodsId = members.text(name);
        case "quantity" -> quantity = members.number(name);
        case "unit_price" -> unitPrice = members.number(name);
        case "discount_amount" -> discountAmount = members.number(name);
        case "goods_remark" -> goodsRemark = members.text(name);
        default -> members.keep(name);
      }
    }
    return new V3GoodsDetail(
        goodsId, quantity, unitPrice, discountAmount, goodsRemark, members.unknown());
  }

  /** Reads one element of a list, whose members come next. */
  private interface Element<T> {
    T read(JsonReader json, Members members) throws NotUnderstoodException;
  }

  /** The objects of a list on which nothing hangs; what else is in it is kept apart. */
  private static <T> List<T> list(JsonReader json, Members whole, String name, Element<T> element)
      throws NotUnderstoodException {
    if (!whole.list(name)) {
      return List.of();
    }
    List<T> read = new ArrayList<>(2);
    while (json.nextElement()) {
      Members members = Members.element(json, Deciding.V3_NOTHING, name);
      if (members == null) {
        whole.keep(name);
      } else {
        read.add(element.read(json, members));
      }
    }
    return read;
  }
}
