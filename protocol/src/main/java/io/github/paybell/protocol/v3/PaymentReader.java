package io.github.paybell.protocol.v3;

import io.github.paybell.protocol.Deciding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plaintext of a payment in its three shapes. Which one it is shows only in the members,
 * in any order: {@code combine_mchid} means combined, else {@code sp_mchid} partner, else {@code
 * mchid} direct. One instance reads one plaintext, or one sub-order.
 */
final class PaymentReader {

  private final JsonReader json;
  private final Members members;
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
  private PartsReader.@Nullable AmountReader amount;
  private V3Payer payer = V3Payer.UNKNOWN;
  private List<V3Promotion> promotionDetail = List.of();
  private @Nullable String combineAppid;
  private @Nullable String combineMchid;
  private @Nullable String combineOutTradeNo;
  private @Nullable String combineTransactionId;
  private V3Payer combinePayer = V3Payer.UNKNOWN;
  private boolean subOrdersListed;
  private final List<V3SubOrder> subOrders = new ArrayList<>(0);

  private PaymentReader(JsonReader json, Members members) {
    this.json = json;
    this.members = members;
  }

  /**
   * @return null if it claims no payment and names not all that one has: {@code ACCEPT}, {@code
   *     NOTPAY} and the like
   */
  static @Nullable V3Result read(V3Envelope envelope, JsonReader json)
      throws NotUnderstoodException {
    PaymentReader reader = new PaymentReader(json, Members.of(json, Deciding.V3));
    for (String name; (name = reader.members.next()) != null; ) {
      reader.member(name);
    }
    json.finish();
    return reader.combineMchid != null
        ? reader.combined(envelope, reader.combineMchid)
        : reader.single(envelope);
  }

  private void member(String name) throws NotUnderstoodException {
    switch (name) {
      case "appid" -> appid = members.text(name);
      case "mchid" -> mchid = members.text(name);
      case "sp_appid" -> spAppid = members.text(name);
      case "sp_mchid" -> spMchid = members.text(name);
      case "sub_appid" -> subAppid = members.text(name);
      case "sub_mchid" -> subMchid = members.text(name);
      case "out_trade_no" -> outTradeNo = members.text(name);
      case "transaction_id" -> transactionId = members.text(name);
      case "trade_type" -> tradeType = members.text(name);
      case "trade_state" -> tradeState = members.text(name);
      case "trade_state_desc" -> tradeStateDesc = members.text(name);
      case "bank_type" -> bankType = members.text(name);
      case "attach" -> attach = members.text(name);
      case "success_time" -> successTime = members.text(name);
      case "trade_scene" -> tradeScene = members.text(name);
      case "amount" -> amount = PartsReader.amount(members, "total", "payer_total");
      case "payer" -> payer = PartsReader.payer(members, name);
      case "scene_info" -> deviceId = PartsReader.deviceId(members);
      case "promotion_detail" -> promotionDetail = PartsReader.promotions(json, members);
      case "combine_appid" -> combineAppid = members.text(name);
      case "combine_mchid" -> combineMchid = members.text(name);
      case "combine_out_trade_no" -> combineOutTradeNo = members.text(name);
      case "combine_transaction_id" -> combineTransactionId = members.text(name);
      case "combine_payer_info" -> combinePayer = PartsReader.payer(members, name);
      case "sub_orders" -> readSubOrders();
      default -> members.keep(name);
    }
  }

  private V3Result.@Nullable Payment single(V3Envelope envelope) throws NotUnderstoodException {
    if (subOrdersListed) {
      throw members.bad("combine_mchid", "is absent");
    }
    boolean partner = spMchid != null;
    if (!partner && subMchid != null) {
      throw members.bad("sp_mchid", "is absent");
    }
    members.keepStray("combine_appid", combineAppid);
    members.keepStray("combine_out_trade_no", combineOutTradeNo);
    members.keepStray("combine_transaction_id", combineTransactionId);
    if (partner) {
      members.keepStray("mchid", mchid);
    }
    if (spAppid != null) {
      members.keepStray("appid", appid);
    }
    String receiver = partner ? spMchid : mchid;
    if (claimsNothing(receiver)) {
      return null;
    }
    // Else it could not be told from a payment of the partner's own. Parking names its merchant
    // sp_mchid even where there is no partner.
    if (partner && tradeScene == null) {
      members.required("sub_mchid", subMchid);
    }
    return new V3Result.Payment(
        envelope,
        new V3Transaction(
            spAppid != null ? spAppid : appid,
            members.required(partner ? "sp_mchid" : "mchid", receiver),
            subAppid,
            subMchid,
            members.required("out_trade_no", outTradeNo),
            members.required("transaction_id", transactionId),
            tradeType,
            members.required("trade_state", tradeState),
            tradeStateDesc,
            bankType,
            attach,
            successTime,
            members.required("amount", amount).amount(),
            payer,
            deviceId,
            tradeScene,
            promotionDetail,
            members.unknown()));
  }

  /** Whether it says something else than that it was paid, without all that a payment has. */
  private boolean claimsNothing(@Nullable String receiver) {
    boolean whole =
        receiver != null
            && outTradeNo != null
            && transactionId != null
            && amount != null
            && amount.hasTotal();
    return tradeState != null && !Deciding.claimsPayment(tradeState) && !whole;
  }

  private V3Result.@Nullable CombinedPayment combined(V3Envelope envelope, String initiator)
      throws NotUnderstoodException {
    if (amount != null || outTradeNo != null || transactionId != null || tradeState != null) {
      throw members.bad("combine_mchid", "stands beside the members of a single payment");
    }
    if (subOrdersListed && subOrders.isEmpty()) {
      return null;
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
    return new V3Result.CombinedPayment(
        envelope,
        new V3CombinedTransaction(
            combineAppid,
            initiator,
            members.required("combine_out_trade_no", combineOutTradeNo),
            combineTransactionId,
            deviceId,
            combinePayer,
            members.required("sub_orders", subOrdersListed ? subOrders : null),
            members.unknown()));
  }

  private void readSubOrders() throws NotUnderstoodException {
    if (!members.list("sub_orders")) {
      return;
    }
    // An empty list is as good as absent.
    while (json.nextElement()) {
      subOrdersListed = true;
      Members ofOne = Members.element(json, Deciding.V3, "sub_orders");
      if (ofOne == null) {
        throw members.bad("sub_orders", "is not a list of objects");
      }
      V3SubOrder order = new PaymentReader(json, ofOne).subOrder();
      if (order != null) {
        subOrders.add(order);
      }
    }
  }

  private @Nullable V3SubOrder subOrder() throws NotUnderstoodException {
    String subOpenid = null;
    for (String name; (name = members.next()) != null; ) {
      switch (name) {
        case "mchid" -> mchid = members.text(name);
        case "sub_mchid" -> subMchid = members.text(name);
        case "sub_appid" -> subAppid = members.text(name);
        case "sub_openid" -> subOpenid = members.text(name);
        case "out_trade_no" -> outTradeNo = members.text(name);
        case "transaction_id" -> transactionId = members.text(name);
        case "trade_type" -> tradeType = members.text(name);
        case "trade_state" -> tradeState = members.text(name);
        case "bank_type" -> bankType = members.text(name);
        case "attach" -> attach = members.text(name);
        case "success_time" -> successTime = members.text(name);
        case "amount" -> amount = PartsReader.amount(members, "total_amount", "payer_amount");
        case "promotion_detail" -> promotionDetail = PartsReader.promotions(json, members);
        default -> members.keep(name);
      }
    }
    if (claimsNothing(mchid)) {
      return null;
    }
    return new V3SubOrder(
        members.required("mchid", mchid),
        subMchid,
        subAppid,
        subOpenid,
        members.required("out_trade_no", outTradeNo),
        members.required("transaction_id", transactionId),
        tradeType,
        members.required("trade_state", tradeState),
        bankType,
        attach,
        successTime,
        members.required("amount", amount).amount(),
        promotionDetail,
        members.unknown());
  }
}
