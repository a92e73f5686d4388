package io.github.paybell.protocol.v3;

import java.util.List;
import java.util.Map;

/**
 * Writes the plaintexts that notifications carry, in the shape the platform gives them. Reading one
 * back gives an equal record.
 */
public final class V3Plaintext {

  private static final String AMOUNT = "amount.";
  private static final String PAYER = "payer.";
  private static final String SCENE = "scene_info.";
  private static final String COMBINE_PAYER = "combine_payer_info.";

  private V3Plaintext() {}

  /** A payment of a direct merchant or, if {@code isPartner}, of a partner. */
  public static String of(V3Transaction it) {
    Map<String, String> unknown = it.unknownMembers();
    boolean partner = it.isPartner();
    return JsonText.object(
        json ->
            json.text(partner ? "sp_mchid" : "mchid", it.mchid())
                .text(partner ? "sp_appid" : "appid", it.appid())
                .text("sub_appid", it.subAppid())
                .text("sub_mchid", it.subMchid())
                .text("out_trade_no", it.outTradeNo())
                .text("transaction_id", it.transactionId())
                .text("trade_type", it.tradeType())
                .text("trade_state", it.tradeState())
                .text("trade_state_desc", it.tradeStateDesc())
                .text("bank_type", it.bankType())
                .text("attach", it.attach())
                .text("success_time", it.successTime())
                .text("trade_scene", it.tradeScene())
                .objectIf(
                    !it.payer().equals(V3Payer.UNKNOWN) || has(PAYER, unknown),
                    "payer",
                    payer -> payer(payer, it.payer()).raw(PAYER, unknown))
                .object(
                    "amount",
                    amount ->
                        amount
                            .number("total", it.amount().total())
                            .number("payer_total", it.amount().payerTotal())
                            .text("currency", it.amount().currency())
                            .text("payer_currency", it.amount().payerCurrency())
                            .raw(AMOUNT, unknown))
                .objectIf(
                    it.deviceId() != null || has(SCENE, unknown),
                    "scene_info",
                    scene -> scene.text("device_id", it.deviceId()).raw(SCENE, unknown))
                .array("promotion_detail", it.promotionDetail(), V3Plaintext::promotion)
                .rawBut(List.of(AMOUNT, PAYER, SCENE), unknown));
  }

  /** A combined payment. */
  public static String of(V3CombinedTransaction it) {
    Map<String, String> unknown = it.unknownMembers();
    return JsonText.object(
        json ->
            json.text("combine_appid", it.combineAppid())
                .text("combine_mchid", it.combineMchid())
                .text("combine_out_trade_no", it.combineOutTradeNo())
                .text("combine_transaction_id", it.combineTransactionId())
                .objectIf(
                    it.deviceId() != null || has(SCENE, unknown),
                    "scene_info",
                    scene -> scene.text("device_id", it.deviceId()).raw(SCENE, unknown))
                .array("sub_orders", it.subOrders(), V3Plaintext::subOrder)
                .objectIf(
                    !it.payer().equals(V3Payer.UNKNOWN) || has(COMBINE_PAYER, unknown),
                    "combine_payer_info",
                    payer -> payer(payer, it.payer()).raw(COMBINE_PAYER, unknown))
                .rawBut(List.of(SCENE, COMBINE_PAYER), unknown));
  }

  /**
   * A refund.
   *
   * @param it of a partner if it has a {@code sub_mchid}
   */
  public static String of(V3RefundResult it) {
    return JsonText.object(
        json ->
            json.text(it.isPartner() ? "sp_mchid" : "mchid", it.mchid())
                .text("sub_mchid", it.subMchid())
                .text("out_trade_no", it.outTradeNo())
                .text("transaction_id", it.transactionId())
                .text("out_refund_no", it.outRefundNo())
                .text("refund_id", it.refundId())
                .text("refund_status", it.refundStatus())
                .text("success_time", it.successTime())
                .object(
                    "amount",
                    amount ->
                        amount
                            .number("total", it.total())
                            .number("refund", it.refund())
                            .number("payer_total", it.payerTotal())
                            .number("payer_refund", it.payerRefund())
                            .text("currency", it.currency())
                            .raw(AMOUNT, it.unknownMembers()))
                .text("user_received_account", it.userReceivedAccount())
                .text("refund_account", it.refundAccount())
                .rawBut(List.of(AMOUNT), it.unknownMembers()));
  }

  private static JsonText.Content subOrder(V3SubOrder it) {
    return json ->
        json.text("mchid", it.mchid())
            .text("sub_mchid", it.subMchid())
            .text("sub_appid", it.subAppid())
            .text("sub_openid", it.subOpenid())
            .text("trade_type", it.tradeType())
            .text("trade_state", it.tradeState())
            .text("bank_type", it.bankType())
            .text("attach", it.attach())
            .object(
                "amount",
                amount ->
                    amount
                        .number("total_amount", it.amount().total())
                        .text("currency", it.amount().currency())
                        .number("payer_amount", it.amount().payerTotal())
                        .text("payer_currency", it.amount().payerCurrency())
                        .raw(AMOUNT, it.unknownMembers()))
            .text("success_time", it.successTime())
            .text("transaction_id", it.transactionId())
            .text("out_trade_no", it.outTradeNo())
            .array("promotion_detail", it.promotionDetail(), V3Plaintext::promotion)
            .rawBut(List.of(AMOUNT), it.unknownMembers());
  }

  private static JsonText.Content promotion(V3Promotion it) {
    return json ->
        json.text("coupon_id", it.couponId())
            .text("name", it.name())
            .text("scope", it.scope())
            .text("type", it.type())
            .number("amount", it.amount())
            .text("stock_id", it.stockId())
            .number("wechatpay_contribute", it.wechatpayContribute())
            .number("merchant_contribute", it.merchantContribute())
            .number("other_contribute", it.otherContribute())
            .text("currency", it.currency())
            .array("goods_detail", it.goodsDetail(), V3Plaintext::goods)
            .rawBut(List.of(), it.unknownMembers());
  }

  private static JsonText.Content goods(V3GoodsDetail it) {
    return json ->
        json.text("goods_id", it.goodsId())
            .number("quantity", it.quantity())
            .number("unit_price", it.unitPrice())
            .number("discount_amount", it.discountAmount())
            .text("goods_remark", it.goodsRemark())
            .rawBut(List.of(), it.unknownMembers());
  }

  private static JsonText.Writer payer(JsonText.Writer json, V3Payer payer) {
    return json.text("openid", payer.openid())
        .text("sp_openid", payer.spOpenid())
        .text("sub_openid", payer.subOpenid());
  }

  private static boolean has(String prefix, Map<String, String> unknown) {
    return unknown.keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }
}
