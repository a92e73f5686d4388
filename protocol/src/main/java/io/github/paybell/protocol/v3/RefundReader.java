package io.github.paybell.protocol.v3;

import io.github.paybell.protocol.Deciding;
import org.jspecify.annotations.Nullable;

/** Reads the plaintext of a refund notification. One instance reads one plaintext. */
final class RefundReader {

  private final Members members;
  private @Nullable String mchid;
  private @Nullable String spMchid;
  private @Nullable String subMchid;
  private @Nullable String outTradeNo;
  private @Nullable String transactionId;
  private @Nullable String outRefundNo;
  private @Nullable String refundId;
  private @Nullable String refundStatus;
  private @Nullable String status;
  private @Nullable String successTime;
  private @Nullable String userReceivedAccount;
  private @Nullable String refundAccount;
  private @Nullable Members amount;
  private @Nullable Long total;
  private @Nullable Long refund;
  private @Nullable Long payerTotal;
  private @Nullable Long payerRefund;
  private @Nullable String currency;

  private RefundReader(Members members) {
    this.members = members;
  }

  static V3RefundResult read(JsonReader json) throws NotUnderstoodException {
    RefundReader reader = new RefundReader(Members.of(json, Deciding.V3));
    for (String name; (name = reader.members.next()) != null; ) {
      reader.member(name);
    }
    json.finish();
    return reader.result();
  }

  private void member(String name) throws NotUnderstoodException {
    switch (name) {
      case "mchid" -> mchid = members.text(name);
      case "sp_mchid" -> spMchid = members.text(name);
      case "sub_mchid" -> subMchid = members.text(name);
      case "out_trade_no" -> outTradeNo = members.text(name);
      case "transaction_id" -> transactionId = members.text(name);
      case "out_refund_no" -> outRefundNo = members.text(name);
      case "refund_id" -> refundId = members.text(name);
      case "refund_status" -> refundStatus = members.text(name);
      case "status" -> status = members.text(name);
      case "success_time" -> successTime = members.text(name);
      case "user_received_account" -> userReceivedAccount = members.text(name);
      case "refund_account" -> refundAccount = members.text(name);
      case "amount" -> readAmount();
      default -> members.keep(name);
    }
  }

  private void readAmount() throws NotUnderstoodException {
    Members of = members.object("amount", Deciding.V3_AMOUNT);
    if (of == null) {
      return;
    }
    amount = of;
    for (String name; (name = of.next()) != null; ) {
      switch (name) {
        case "total" -> total = of.fen(name);
        case "refund" -> refund = of.fen(name);
        case "payer_total" -> payerTotal = of.fen(name);
        case "payer_refund" -> payerRefund = of.fen(name);
        case "currency" -> currency = of.text(name);
        default -> of.keep(name);
      }
    }
  }

  private V3RefundResult result() throws NotUnderstoodException {
    boolean partner = spMchid != null;
    if (partner) {
      members.required("sub_mchid", subMchid);
      members.keepStray("mchid", mchid);
    } else if (subMchid != null) {
      throw members.bad("sp_mchid", "is absent");
    }
    if (refundStatus != null) {
      members.keepStray("status", status);
    }
    return new V3RefundResult(
        members.required(partner ? "sp_mchid" : "mchid", partner ? spMchid : mchid),
        subMchid,
        members.required("out_trade_no", outTradeNo),
        members.required("transaction_id", transactionId),
        members.required("out_refund_no", outRefundNo),
        members.required("refund_id", refundId),
        members.required("refund_status", refundStatus == null ? status : refundStatus),
        successTime,
        userReceivedAccount,
        total,
        members.required("amount", amount).required("refund", refund),
        payerTotal,
        payerRefund,
        currency,
        refundAccount,
        members.unknown());
  }
}
