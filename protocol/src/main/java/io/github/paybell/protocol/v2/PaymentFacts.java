package io.github.paybell.protocol.v2;

import org.jspecify.annotations.Nullable;

/** From proved fields to a payment, to something else, or to a reason why not. */
final class PaymentFacts {
  private static final String CNY = "CNY";

  private PaymentFacts() {}

  static V2Result read(Facts facts, SignType signType, int keyIndex) {
    if (facts.isAbsent(FieldName.TRANSACTION_ID) || facts.isAbsent(FieldName.OUT_TRADE_NO)) {
      return new V2Result.Other(facts.all(), signType, keyIndex);
    }
    // Known, but of no use once the signature is proved.
    facts.drop(FieldName.RETURN_CODE);
    facts.drop(FieldName.RETURN_MSG);
    facts.drop(FieldName.NONCE_STR);
    facts.drop(FieldName.SIGN);
    facts.drop(FieldName.SIGN_TYPE);

    String resultCode = facts.neededText(FieldName.RESULT_CODE);
    if (!resultCode.equals("SUCCESS") && !resultCode.equals("FAIL")) {
      facts.unreadable(FieldName.RESULT_CODE, "SUCCESS or FAIL");
    }
    String tradeState = facts.text(FieldName.TRADE_STATE);
    boolean claimsPaid = claimsPaid(resultCode, tradeState);
    String appid = facts.neededText(FieldName.APPID);
    String mchId = facts.neededText(FieldName.MCH_ID);
    String transactionId = facts.neededText(FieldName.TRANSACTION_ID);
    String outTradeNo = facts.neededText(FieldName.OUT_TRADE_NO);
    boolean hasPaymentFacts =
        !facts.isAbsent(FieldName.TOTAL_FEE)
            && !facts.isAbsent(FieldName.CASH_FEE)
            && !facts.isAbsent(FieldName.TIME_END);
    if (!claimsPaid && facts.problem() == null && !hasPaymentFacts) {
      return new V2Result.Other(facts.all(), signType, keyIndex);
    }
    long totalFee = facts.neededAmount(FieldName.TOTAL_FEE);
    long cashFee = facts.neededAmount(FieldName.CASH_FEE);
    String timeEnd = facts.neededText(FieldName.TIME_END);
    if (!timeEnd.isEmpty() && !BeijingTime.isCompact(timeEnd)) {
      facts.unreadable(FieldName.TIME_END, "a time of the form yyyyMMddHHmmss");
    }
    String problem = facts.problem();
    if (problem != null) {
      return new V2Result.NotUnderstood(problem, facts.all());
    }
    String feeType = facts.text(FieldName.FEE_TYPE);
    return new V2Result.Payment(
        new V2Payment(
            appid,
            mchId,
            facts.text(FieldName.SUB_APPID),
            facts.text(FieldName.SUB_MCH_ID),
            facts.text(FieldName.DEVICE_INFO),
            resultCode,
            facts.text(FieldName.ERR_CODE),
            facts.text(FieldName.ERR_CODE_DES),
            facts.text(FieldName.OPENID),
            facts.text(FieldName.IS_SUBSCRIBE),
            facts.text(FieldName.SUB_OPENID),
            facts.text(FieldName.SUB_IS_SUBSCRIBE),
            facts.text(FieldName.TRADE_TYPE),
            tradeState,
            facts.text(FieldName.BANK_TYPE),
            totalFee,
            facts.amount(FieldName.SETTLEMENT_TOTAL_FEE),
            feeType == null ? CNY : feeType,
            cashFee,
            facts.text(FieldName.CASH_FEE_TYPE),
            facts.amount(FieldName.COUPON_FEE),
            facts.amount(FieldName.COUPON_COUNT),
            facts.coupons(),
            transactionId,
            outTradeNo,
            facts.text(FieldName.ATTACH),
            timeEnd,
            facts.text(FieldName.VERSION),
            facts.text(FieldName.PROMOTION_DETAIL),
            facts.text(FieldName.RATE_VALUE),
            facts.text(FieldName.CONTRACT_ID),
            facts.rest()),
        signType,
        keyIndex);
  }

  static boolean claimsPaid(String resultCode, @Nullable String tradeState) {
    return resultCode.equals("SUCCESS") && (tradeState == null || tradeState.equals("SUCCESS"));
  }
}
