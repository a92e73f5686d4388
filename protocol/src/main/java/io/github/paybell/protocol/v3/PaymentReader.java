package io.github.paybell.protocol.v3;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plaintext of a payment in its three shapes. Which one it is shows only in the members,
 * in any order: {@code combine_mchid} means combined, else {@code sp_mchid} partner, else {@code
 * mchid} direct. One instance reads one plaintext.
 */
final class PaymentReader {

  private final Members members = new Members();
  private @Nullable String appid;
  private @Nullable String mchid;
  private @Nullable String spAppid;
  private @Nullable String spMchid;
  private @Nullable String subAppid;
  private @Nullable String subMchid;
  private @Nullable String outTradeNo;
  private @Nullable String transactionId;
  private @Nullable String tradeType;
  private @Nullable String tradeState;
  private @Nullable String tradeStateDesc;
  private @Nullable String bankType;
  private @Nullable String attach;
  private @Nullable String successTime;
  private @Nullable String deviceId;
  private @Nullable String tradeScene;
  private @Nullable V3Amount amount;
  private V3Payer payer = V3Payer.UNKNOWN;
  private List<V3Promotion> promotionDetail = List.of();
  private @Nullable String combineAppid;
  private @Nullable String combineMchid;
  private @Nullable String combineOutTradeNo;
  private @Nullable String combineTransactionId;
  private V3Payer combinePayer = V3Payer.UNKNOWN;
  private @Nullable List<V3SubOrder> subOrders;

  private PaymentReader() {}

  static V3Result read(V3Envelope envelope, JsonReader json) throws NotUnderstoodException {
    PaymentReader reader = new PaymentReader();
    json.beginObject();
    for (String name; (name = json.nextMember()) != null; ) {
      reader.member(name, json);
    }
    json.finish();
    return reader.combineMchid != null
        ? new V3Result.CombinedPayment(envelope, reader.combined(reader.combineMchid))
        : new V3Result.Payment(envelope, reader.single());
  }

  private void member(String name, JsonReader json) throws NotUnderstoodException {
    switch (name) {
      case "appid" -> appid = json.optionalString();
      case "mchid" -> mchid = json.optionalString();
      case "sp_appid" -> spAppid = json.optionalString();
      case "sp_mchid" -> spMchid = json.optionalString();
      case "sub_appid" -> subAppid = json.optionalString();
      case "sub_mchid" -> subMchid = json.optionalString();
      case "out_trade_no" -> outTradeNo = json.optionalString();
      case "transaction_id" -> transactionId = json.optionalString();
      case "trade_type" -> tradeType = json.optionalString();
      case "trade_state" -> tradeState = json.optionalString();
      case "trade_state_desc" -> tradeStateDesc = json.optionalString();
      case "bank_type" -> bankType = json.optionalString();
      case "attach" -> attach = json.optionalString();
      case "success_time" -> successTime = json.optionalString();
      case "trade_scene" -> tradeScene = json.optionalString();
      case "amount" -> amount = PartsReader.amount(json, members, "total", "payer_total");
      case "payer" -> payer = PartsReader.payer(json, members, "payer");
      case "scene_info" -> deviceId = PartsReader.deviceId(json, members);
      case "promotion_detail" -> promotionDetail = PartsReader.promotions(json);
      case "combine_appid" -> combineAppid = json.optionalString();
      case "combine_mchid" -> combineMchid = json.optionalString();
      case "combine_out_trade_no" -> combineOutTradeNo = json.optionalString();
      case "combine_transaction_id" -> combineTransactionId = json.optionalString();
      case "combine_payer_info" ->
          combinePayer = PartsReader.payer(json, members, "combine_payer_info");
      case "sub_orders" -> subOrders = subOrders(json);
      default -> members.keep("", name, json);
    }
  }

  private V3Transaction single() throws NotUnderstoodException {
    boolean partner = spMchid != null;
    if (subOrders != null || !combinePayer.equals(V3Payer.UNKNOWN)) {
      throw new NotUnderstoodException("members of a combined payment without combine_mchid");
    }
    members.keepStray("combine_appid", combineAppid);
    members.keepStray("combine_out_trade_no", combineOutTradeNo);
    members.keepStray("combine_transaction_id", combineTransactionId);
    if (partner && subMchid == null && tradeScene == null) {
      // Else it could not be told from a payment of the partner's own. Parking names its merchant
      // sp_mchid even where there is no partner.
      throw new NotUnderstoodException("sub_mchid is absent");
    }
    if (!partner && subMchid != null) {
      throw new NotUnderstoodException("sub_mchid without sp_mchid");
    }
    if (partner) {
      members.keepStray("mchid", mchid);
    }
    if (spAppid != null) {
      members.keepStray("appid", appid);
    }
    if (amount == null) {
      throw new NotUnderstoodException("amount is absent");
    }
    return new V3Transaction(
        spAppid != null ? spAppid : appid,
        Members.required(partner ? "sp_mchid" : "mchid", partner ? spMchid : mchid),
        subAppid,
        subMchid,
        Members.required("out_trade_no", outTradeNo),
        Members.required("transaction_id", transactionId),
        tradeType,
        Members.required("trade_state", tradeState),
        tradeStateDesc,
        bankType,
        attach,
        successTime,
        amount,
        payer,
        deviceId,
        tradeScene,
        promotionDetail,
        members.unknown());
  }

  private V3CombinedTransaction combined(String initiator) throws NotUnderstoodException {
    if (subOrders == null) {
      throw new NotUnderstoodException("sub_orders is absent");
    }
    if (amount != null
        || outTradeNo != null
        || transactionId != null
        || tradeState != null
        || !promotionDetail.isEmpty()
        || !payer.equals(V3Payer.UNKNOWN)) {
      throw new NotUnderstoodException("a combined payment with the members of a single one");
    }
    members.keepStray("appid", appid);
    members.keepStray("mchid", mchid);
    members.keepStray("sp_appid", spAppid);
    members.keepStray("sp_mchid", spMchid);
    members.keepStray("sub_appid", subAppid);
    members.keepStray("sub_mchid", subMchid);
    members.keepStray("trade_type", tradeType);
    members.keepStray("trade_state_desc", tradeStateDesc);
    members.keepStray("bank_type", bankType);
    members.keepStray("attach", attach);
    members.keepStray("success_time", successTime);
    members.keepStray("trade_scene", tradeScene);
    return new V3CombinedTransaction(
        Members.required("combine_appid", combineAppid),
        initiator,
        Members.required("combine_out_trade_no", combineOutTradeNo),
        combineTransactionId,
        deviceId,
        combinePayer,
        subOrders,
        members.unknown());
  }

  private static List<V3SubOrder> subOrders(JsonReader json) throws NotUnderstoodException {
    List<V3SubOrder> orders = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      orders.add(subOrder(json));
    }
    return orders;
  }

  private static V3SubOrder subOrder(JsonReader json) throws NotUnderstoodException {
    PaymentReader order = new PaymentReader();
    String subOpenid = null;
    json.beginObject();
    for (String name; (name = json.nextMember()) != null; ) {
      switch (name) {
        case "mchid" -> order.mchid = json.optionalString();
        case "sub_mchid" -> order.subMchid = json.optionalString();
        case "sub_appid" -> order.subAppid = json.optionalString();
        case "sub_openid" -> subOpenid = json.optionalString();
        case "out_trade_no" -> order.outTradeNo = json.optionalString();
        case "transaction_id" -> order.transactionId = json.optionalString();
        case "trade_type" -> order.tradeType = json.optionalString();
        case "trade_state" -> order.tradeState = json.optionalString();
        case "bank_type" -> order.bankType = json.optionalString();
        case "attach" -> order.attach = json.optionalString();
        case "success_time" -> order.successTime = json.optionalString();
        case "amount" ->
            order.amount = PartsReader.amount(json, order.members, "total_amount", "payer_amount");
        case "promotion_detail" -> order.promotionDetail = PartsReader.promotions(json);
        default -> order.members.keep("", name, json);
      }
    }
    if (order.amount == null) {
      throw new NotUnderstoodException("sub_orders.amount is absent");
    }
    return new V3SubOrder(
        Members.required("sub_orders.mchid", order.mchid),
        order.subMchid,
        order.subAppid,
        subOpenid,
        Members.required("sub_orders.out_trade_no", order.outTradeNo),
        Members.required("sub_orders.transaction_id", order.transactionId),
        order.tradeType,
        Members.required("sub_orders.trade_state", order.tradeState),
        order.bankType,
        order.attach,
        order.successTime,
        order.amount,
        order.promotionDetail,
        order.members.unknown());
  }
}
