package io.github.paybell.protocol.v2;

import io.github.paybell.protocol.Deciding;

/** From proved fields to a payment, to something else, or to a reason why not. */
final class PaymentFacts {
  private static final String CNY = "CNY";

  private PaymentFacts() {}

  static V2Result read(
      Facts facts, CouponFields coupons, SignType signType, int keyIndex, boolean doubtful) {
    // Known, but of no use once the signature is proved.
    facts.drop(FieldName.RETURN_MSG);
    facts.drop(FieldName.NONCE_STR);
    facts.drop(FieldName.SIGN);
    facts.drop(FieldName.SIGN_TYPE);

    String returnCode = facts.code(FieldName.RETURN_CODE);
    String resultCode = facts.code(FieldName.RESULT_CODE);
    String tradeState = facts.text(FieldName.TRADE_STATE);
    if (namesNoPayment(facts) && facts.unreadable() == null) {
      return other(facts, signType, keyIndex, doubtful);
    }
    if (resultCode == null && tradeState == null) {
      facts.missing(FieldName.RESULT_CODE);
    }
    String mchId = facts.neededText(FieldName.MCH_ID);
    String transactionId = facts.neededText(FieldName.TRANSACTION_ID);
    String outTradeNo = facts.neededText(FieldName.OUT_TRADE_NO);
    long totalFee = facts.neededAmount(FieldName.TOTAL_FEE);
    boolean claimsPayment =
        Deciding.claimsPayment(V2Payment.state(returnCode, resultCode, tradeState));
    if (facts.unreadable() != null || (claimsPayment && facts.missing() != null)) {
      return facts.notUnderstood(facts.all(), keyIndex);
    }
    if (facts.missing() != null) {
      return new V2Result.Other(facts.all(), signType, keyIndex, doubtful);
    }
    String feeType = facts.text(FieldName.FEE_TYPE);
    return new V2Result.Payment(
        new V2Payment(
            facts.text(FieldName.APPID),
            mchId,
            facts.text(FieldName.SUB_APPID),
            facts.text(FieldName.SUB_MCH_ID),
            facts.text(FieldName.DEVICE_INFO),
            returnCode,
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
            facts.amount(FieldName.CASH_FEE),
            facts.text(FieldName.CASH_FEE_TYPE),
            facts.amount(FieldName.COUPON_FEE),
            facts.amount(FieldName.COUPON_COUNT),
            coupons.take(),
            transactionId,
            outTradeNo,
            facts.text(FieldName.ATTACH),
            facts.compactTime(FieldName.TIME_END),
            facts.text(FieldName.VERSION),
            facts.text(FieldName.PROMOTION_DETAIL),
            facts.text(FieldName.RATE_VALUE),
            facts.text(FieldName.CONTRACT_ID),
            facts.rest()),
        signType,
        keyIndex,
        doubtful);
  }

  private static boolean namesNoPayment(Facts facts) {
    return facts.isAbsent(FieldName.TRANSACTION_ID)
        && facts.isAbsent(FieldName.OUT_TRADE_NO)
        && facts.isAbsent(FieldName.TOTAL_FEE)
        && facts.isAbsent(FieldName.TRADE_STATE);
  }

  private static V2Result other(Facts facts, SignType signType, int keyIndex, boolean doubtful) {
    String combined = facts.combined();
    // No document says how v2 lists the orders of a combined payment, and it must not pass for
    // read.
    return combined == null
        ? new V2Result.Other(facts.all(), signType, keyIndex, doubtful)
        : new V2Result.NotUnderstood(
            combined,
            combined + " is of a combined payment, which API v2 does not document",
            facts.all(),
            keyIndex);
  }
}
