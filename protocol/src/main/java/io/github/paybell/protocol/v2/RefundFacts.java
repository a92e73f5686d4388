package io.github.paybell.protocol.v2;

import java.util.SortedMap;
import java.util.TreeMap;

/** From the outer and the decrypted inner fields to a refund result, or to a reason why not. */
final class RefundFacts {
  private RefundFacts() {}

  static V2Result read(
      SortedMap<String, String> outer, SortedMap<String, String> inner, int keyIndex) {
    Facts outside = new Facts(outer);
    Facts inside = new Facts(inner);
    String appid = outside.neededText("appid");
    String mchId = outside.neededText("mch_id");
    String transactionId = inside.neededText("transaction_id");
    String outTradeNo = inside.neededText("out_trade_no");
    String refundId = inside.neededText("refund_id");
    String outRefundNo = inside.neededText("out_refund_no");
    long totalFee = inside.neededAmount("total_fee");
    long refundFee = inside.neededAmount("refund_fee");
    long settlementRefundFee = inside.neededAmount("settlement_refund_fee");
    String refundStatus = inside.neededText("refund_status");
    String problem = inside.problem() != null ? inside.problem() : outside.problem();
    if (problem != null) {
      return new V2Result.NotUnderstood(problem, together(outer, inner));
    }
    return new V2Result.Refund(
        new V2RefundResult(
            appid,
            mchId,
            outside.text("sub_appid"),
            outside.text("sub_mch_id"),
            transactionId,
            outTradeNo,
            refundId,
            outRefundNo,
            totalFee,
            inside.amount("settlement_total_fee"),
            refundFee,
            settlementRefundFee,
            inside.amount("cash_refund_fee"),
            refundStatus,
            inside.text("success_time"),
            inside.text("refund_recv_accout"),
            inside.text("refund_account"),
            inside.text("refund_request_source"),
            inside.rest()),
        keyIndex);
  }

  /** The inner fields and, where they say nothing else, the outer ones without the ciphertext. */
  private static SortedMap<String, String> together(
      SortedMap<String, String> outer, SortedMap<String, String> inner) {
    SortedMap<String, String> all = new TreeMap<>(outer);
    all.remove("req_info");
    all.putAll(inner);
    return all;
  }
}
