package io.github.paybell.protocol.v2;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** From proved fields to a payment, to something else, or to a reason why not. */
final class PaymentFacts {
  private static final String CNY = "CNY";

  private PaymentFacts() {}

  static V2Result read(SortedMap<String, String> fields, SignType signType, int keyIndex) {
    if (isAbsent(fields, "transaction_id") || isAbsent(fields, "out_trade_no")) {
      return new V2Result.Other(fields, signType, keyIndex);
    }
    Facts facts = new Facts(fields);
    // Known, but of no use once the signature is proved.
    facts.text("return_code");
    facts.text("return_msg");
    facts.text("nonce_str");
    facts.text("sign");
    facts.text("sign_type");

    String resultCode = facts.neededText("result_code");
    if (!resultCode.equals("SUCCESS") && !resultCode.equals("FAIL")) {
      facts.unreadable("result_code", "SUCCESS or FAIL");
    }
    String tradeState = facts.text("trade_state");
    boolean claimsPaid = claimsPaid(resultCode, tradeState);
    String appid = facts.neededText("appid");
    String mchId = facts.neededText("mch_id");
    String transactionId = facts.neededText("transaction_id");
    String outTradeNo = facts.neededText("out_trade_no");
    boolean hasPaymentFacts =
        !isAbsent(fields, "total_fee")
            && !isAbsent(fields, "cash_fee")
            && !isAbsent(fields, "time_end");
    if (!claimsPaid && facts.problem() == null && !hasPaymentFacts) {
      return new V2Result.Other(fields, signType, keyIndex);
    }
    long totalFee = facts.neededAmount("total_fee");
    long cashFee = facts.neededAmount("cash_fee");
    String timeEnd = facts.neededText("time_end");
    if (!timeEnd.isEmpty() && BeijingTime.compact(timeEnd) == null) {
      facts.unreadable("time_end", "a time of the form yyyyMMddHHmmss");
    }
    String problem = facts.problem();
    if (problem != null) {
      return new V2Result.NotUnderstood(problem, fields);
    }
    String feeType = facts.text("fee_type");
    return new V2Result.Payment(
        new V2Payment(
            appid,
            mchId,
            facts.text("sub_appid"),
            facts.text("sub_mch_id"),
            facts.text("device_info"),
            resultCode,
            facts.text("err_code"),
            facts.text("err_code_des"),
            facts.text("openid"),
            facts.text("is_subscribe"),
            facts.text("sub_openid"),
            facts.text("sub_is_subscribe"),
            facts.text("trade_type"),
            tradeState,
            facts.text("bank_type"),
            totalFee,
            facts.amount("settlement_total_fee"),
            feeType == null ? CNY : feeType,
            cashFee,
            facts.text("cash_fee_type"),
            facts.amount("coupon_fee"),
            facts.amount("coupon_count"),
            facts.coupons(),
            transactionId,
            outTradeNo,
            facts.text("attach"),
            timeEnd,
            facts.text("version"),
            facts.text("promotion_detail"),
            facts.text("rate_value"),
            facts.text("contract_id"),
            facts.rest()),
        signType,
        keyIndex);
  }

  static boolean claimsPaid(String resultCode, @Nullable String tradeState) {
    return resultCode.equals("SUCCESS") && (tradeState == null || tradeState.equals("SUCCESS"));
  }

  private static boolean isAbsent(SortedMap<String, String> fields, String name) {
    return fields.getOrDefault(name, "").isEmpty();
  }
}
