package io.github.paybell.engine.bill;

import java.util.List;

/**
 * The columns of a trade bill that are read, by the names that headers give them: first today's,
 * then those of the 24 column layout, then English ones, which a merchant may switch on.
 *
 * <p>The English names are not documented; an unknown spelling of a needed column is refused with
 * the header's own words, so that it can be added here.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011985040">download the trade bill</a>
 */
enum BillColumn {
  TIME("交易时间", "Transaction time", "Trade time"),
  APPID("公众账号ID", "服务商的APPID", "Official account ID", "App ID"),
  MCHID("商户号", "Vendor ID", "Merchant ID", "MCH ID"),
  SUB_MCHID("特约商户号", "子商户号", "Sub vendor ID", "Sub merchant ID", "Special merchant ID"),
  TRANSACTION_ID(
      "微信订单号",
      "WeChat order number",
      "WeChat order ID",
      "WeChat Pay order number",
      "Transaction ID"),
  OUT_TRADE_NO(
      "商户订单号", "Vendor order number", "Merchant order number", "Merchant order ID", "Out trade no"),
  TRADE_STATE("交易状态", "Transaction status", "Trade status", "Trade state"),
  CURRENCY("货币种类", "Currency", "Currency type"),
  SETTLEMENT_TOTAL("应结订单金额", "Settlement amount", "Settlement order amount"),
  COUPON("代金券金额", "代金券或立减优惠金额", "Coupon amount", "Red packet amount"),
  REFUND_ID("微信退款单号", "WeChat refund number", "WeChat refund ID", "Refund ID"),
  OUT_REFUND_NO(
      "商户退款单号",
      "Vendor refund number",
      "Merchant refund number",
      "Merchant refund ID",
      "Out refund no"),
  SETTLEMENT_REFUND("退款金额", "Refund amount"),
  COUPON_REFUND("充值券退款金额", "代金券或立减优惠退款金额", "Coupon refund amount", "Red packet refund amount"),
  REFUND_STATUS("退款状态", "Refund status"),
  FEE("手续费", "Handling fee", "Service charge", "Fee"),
  TOTAL("订单金额", "总金额", "Order amount", "Total amount"),
  REFUND("申请退款金额", "Requested refund amount", "Applied refund amount");

  /** Without them nothing can be said of a payment. */
  static final List<BillColumn> NEEDED =
      List.of(TIME, MCHID, TRANSACTION_ID, OUT_TRADE_NO, TRADE_STATE, CURRENCY, TOTAL);

  /** A bill that names one of them names refunds, and then all are needed. */
  static final List<BillColumn> NEEDED_FOR_REFUNDS =
      List.of(REFUND_ID, OUT_REFUND_NO, SETTLEMENT_REFUND, REFUND_STATUS);

  private final String[] names;

  BillColumn(String... names) {
    this.names = names;
  }

  /** In WeChat Pay's own words of today. */
  String title() {
    return names[0];
  }

  List<String> names() {
    return List.of(names);
  }
}
