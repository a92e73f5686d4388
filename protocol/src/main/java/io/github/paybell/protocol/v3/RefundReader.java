package io.github.paybell.protocol.v3;

/** Reads the plaintext of a refund notification. */
final class RefundReader {

  private RefundReader() {}

  static V3RefundResult read(JsonReader json) throws NotUnderstoodException {
    Members members = new Members();
    String mchid = null;
    String spMchid = null;
    String subMchid = null;
    String outTradeNo = null;
    String transactionId = null;
    String outRefundNo = null;
    String refundId = null;
    String refundStatus = null;
    String successTime = null;
    String userReceivedAccount = null;
    String refundAccount = null;
    Long total = null;
    Long refund = null;
    Long payerTotal = null;
    Long payerRefund = null;
    json.beginObject();
    for (String name; (name = json.nextMember()) != null; ) {
      switch (name) {
        case "mchid" -> mchid = json.optionalString();
        case "sp_mchid" -> spMchid = json.optionalString();
        case "sub_mchid" -> subMchid = json.optionalString();
        case "out_trade_no" -> outTradeNo = json.optionalString();
        case "transaction_id" -> transactionId = json.optionalString();
        case "out_refund_no" -> outRefundNo = json.optionalString();
        case "refund_id" -> refundId = json.optionalString();
        case "refund_status" -> refundStatus = json.optionalString();
        case "success_time" -> successTime = json.optionalString();
        case "user_received_account" -> userReceivedAccount = json.optionalString();
        case "refund_account" -> refundAccount = json.optionalString();
        case "amount" -> {
          json.beginObject();
          for (String inner; (inner = json.nextMember()) != null; ) {
            switch (inner) {
              case "total" -> total = json.integer();
              case "refund" -> refund = json.integer();
              case "payer_total" -> payerTotal = json.integer();
              case "payer_refund" -> payerRefund = json.integer();
              default -> members.keep("amount.", inner, json);
            }
          }
        }
        default -> members.keep("", name, json);
      }
    }
    json.finish();
    boolean partner = spMchid != null;
    if (partner) {
      Members.required("sub_mchid", subMchid);
      members.keepStray("mchid", mchid);
    } else if (subMchid != null) {
      throw new NotUnderstoodException("sub_mchid without sp_mchid");
    }
    return new V3RefundResult(
        Members.required(partner ? "sp_mchid" : "mchid", partner ? spMchid : mchid),
        subMchid,
        Members.required("out_trade_no", outTradeNo),
        Members.required("transaction_id", transactionId),
        Members.required("out_refund_no", outRefundNo),
        Members.required("refund_id", refundId),
        Members.required("refund_status", refundStatus),
        successTime,
        userReceivedAccount,
        Members.required("amount.total", total),
        Members.required("amount.refund", refund),
        Members.required("amount.payer_total", payerTotal),
        Members.required("amount.payer_refund", payerRefund),
        refundAccount,
        members.unknown());
  }
}
