package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.Refused;
import java.util.regex.Pattern;

/** Finds the order that a request names. */
final class OrderLookup {
  private static final Pattern TRANSACTION_ID = Pattern.compile("[0-9]{28}");

  private OrderLookup() {}

  /**
   * By {@code transaction_id}, or else by {@code out_trade_no}; placed by v2 or by v3.
   *
   * @throws Refused ORDER_NOT_FOUND, also if it is another sub-merchant's
   * @throws BusinessFailure if neither is given or one is malformed
   */
  static PlatformOrder order(Platform platform, V2Call call, V2RequestFields fields) {
    String transactionId = fields.optional("transaction_id", 32);
    String outTradeNo = fields.outTradeNo();
    if (transactionId == null && outTradeNo == null) {
      throw fields.missing("transaction_id和out_trade_no不能同时为空");
    }
    PlatformOrder order =
        transactionId != null
            ? platform.byTransaction(call.mchid(), transactionId)
            : platform.order(new PlatformOrderKey(call.mchid(), String.valueOf(outTradeNo)));
    String subMchId = call.text("sub_mch_id");
    if (subMchId != null && !subMchId.equals(order.terms().subMchid())) {
      throw new Refused(Refused.Reason.ORDER_NOT_FOUND, "订单不存在：sub_mch_id不匹配");
    }
    return order;
  }

  /**
   * Requires the form of a number of WeChat Pay's, if one is given.
   *
   * @throws BusinessFailure INVALID_TRANSACTIONID
   */
  static void requireTransactionId(V2Call call) {
    String transactionId = call.text("transaction_id");
    if (transactionId != null && !TRANSACTION_ID.matcher(transactionId).matches()) {
      throw new BusinessFailure("INVALID_TRANSACTIONID", "无效transaction_id");
    }
  }
}
