package io.github.paybell.protocol.v2;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** From the outer and the decrypted inner fields to a refund result, or to a reason why not. */
final class RefundFacts {
  private RefundFacts() {}

  static V2Result read(Facts outside, Facts inside, int keyIndex) {
    String mchId = outside.neededText(FieldName.MCH_ID);
    String transactionId = inside.neededText(FieldName.TRANSACTION_ID);
    String outTradeNo = inside.neededText(FieldName.OUT_TRADE_NO);
    String refundId = inside.neededText(FieldName.REFUND_ID);
    String outRefundNo = inside.neededText(FieldName.OUT_REFUND_NO);
    Long totalFee = inside.decidingAmount(FieldName.TOTAL_FEE);
    long refundFee = inside.neededAmount(FieldName.REFUND_FEE);
    String refundStatus = inside.neededText(FieldName.REFUND_STATUS);
    for (Facts facts : List.of(inside, outside)) {
      if (facts.unreadable() != null || facts.missing() != null) {
        return facts.notUnderstood(together(outside.all(), inside.all()), keyIndex);
      }
    }
    return new V2Result.Refund(
        new V2RefundResult(
            outside.text(FieldName.APPID),
            mchId,
            outside.text(FieldName.SUB_APPID),
            outside.text(FieldName.SUB_MCH_ID),
            transactionId,
            outTradeNo,
            refundId,
            outRefundNo,
            totalFee,
            inside.amount(FieldName.SETTLEMENT_TOTAL_FEE),
            refundFee,
            inside.amount(FieldName.SETTLEMENT_REFUND_FEE),
            inside.amount(FieldName.CASH_REFUND_FEE),
            refundStatus,
            inside.text(FieldName.SUCCESS_TIME),
            inside.text(FieldName.REFUND_RECV_ACCOUT),
            inside.text(FieldName.REFUND_ACCOUNT),
            inside.text(FieldName.REFUND_REQUEST_SOURCE),
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
