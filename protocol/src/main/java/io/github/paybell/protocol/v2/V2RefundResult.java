package io.github.paybell.protocol.v2;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A refund result (退款结果通知), decrypted. The first four components stand outside the encrypted part
 * and are protected by nothing; the rest was written by a holder of the key. Amounts are in fen.
 *
 * @param appid unprotected
 * @param mchId unprotected
 * @param subAppid unprotected; partner mode only
 * @param subMchId unprotected; partner mode only
 * @param transactionId WeChat Pay's number of the payment
 * @param outTradeNo the merchant's number of the order
 * @param refundId WeChat Pay's number of the refund; 29 digits in real messages
 * @param outRefundNo the merchant's number of the refund, S64
 * @param totalFee the order's amount; null: not told
 * @param settlementTotalFee the order's settlement amount
 * @param refundFee what was asked to be refunded
 * @param settlementRefundFee what is refunded: asked less the {@code NO_CASH} part; null: not told
 * @param cashRefundFee the cash part; newer pages only
 * @param refundStatus {@code SUCCESS}, {@code CHANGE} (money could not be returned, by hand now) or
 *     {@code REFUNDCLOSE}
 * @param successTime {@code yyyy-MM-dd HH:mm:ss} in Beijing time as given; see {@link
 *     #succeededAt()}
 * @param refundRecvAccout where the money goes; the misspelling is the field's real name; personal
 *     data
 * @param refundAccount {@code REFUND_SOURCE_RECHARGE_FUNDS} or {@code
 *     REFUND_SOURCE_UNSETTLED_FUNDS}
 * @param refundRequestSource {@code API} or {@code VENDOR_PLATFORM}
 * @param unknownFields every other field of the encrypted part
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011935223">refund result notice</a>
 */
public record V2RefundResult(
    @Nullable String appid,
    String mchId,
    @Nullable String subAppid,
    @Nullable String subMchId,
    String transactionId,
    String outTradeNo,
    String refundId,
    String outRefundNo,
    @Nullable Long totalFee,
    @Nullable Long settlementTotalFee,
    long refundFee,
    @Nullable Long settlementRefundFee,
    @Nullable Long cashRefundFee,
    String refundStatus,
    @Nullable String successTime,
    @Nullable String refundRecvAccout,
    @Nullable String refundAccount,
    @Nullable String refundRequestSource,
    SortedMap<String, String> unknownFields) {
  public V2RefundResult {
    if (refundFee < 0
        || (totalFee != null && totalFee < 0)
        || (settlementRefundFee != null && settlementRefundFee < 0)) {
      throw new IllegalArgumentException("amounts must be >= 0 fen");
    }
    unknownFields = Collections.unmodifiableSortedMap(new TreeMap<>(unknownFields));
  }

  /** {@code success_time} read as Beijing time; empty if it is absent or has another form. */
  public Optional<Instant> succeededAt() {
    return successTime == null
        ? Optional.empty()
        : Optional.ofNullable(BeijingTime.spaced(successTime));
  }

  /**
   * Numbers, amounts and status; no receiving account, no unknown field, and nothing from outside
   * the encrypted part, where any sender could have written anything.
   */
  @Override
  public String toString() {
    return "V2RefundResult[out_trade_no="
        + outTradeNo
        + ", out_refund_no="
        + outRefundNo
        + ", refund_id="
        + refundId
        + ", refund_fee="
        + refundFee
        + ", refund_status="
        + refundStatus
        + "]";
  }
}
