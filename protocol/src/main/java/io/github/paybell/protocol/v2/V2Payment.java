package io.github.paybell.protocol.v2;

import io.github.paybell.protocol.Deciding;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A payment result (支付结果通知) whose signature is proved. All amounts are integers in the smallest
 * unit of their currency, fen for CNY.
 *
 * <p>Components are nullable where WeChat Pay may leave the field out, and also where the table
 * says "required" but nothing hangs on the field: a payment is not lost because {@code bank_type}
 * is missing. An amount that is no number stays, as text, in {@code unknownFields}, except {@code
 * total_fee}, without which there is no payment.
 *
 * @param appid the appid that ordered; the provider's in partner mode
 * @param mchId the merchant number; the provider's in partner mode
 * @param subAppid partner mode only
 * @param subMchId partner mode only
 * @param deviceInfo echo of the order
 * @param returnCode {@code SUCCESS} or {@code FAIL}; see {@link #state()}
 * @param resultCode {@code SUCCESS} or {@code FAIL}; see {@link #state()}
 * @param errCode only with {@code FAIL}
 * @param errCodeDes only with {@code FAIL}
 * @param openid the payer under {@code appid}; personal data
 * @param isSubscribe {@code Y} or {@code N}
 * @param subOpenid the payer under {@code sub_appid}; personal data
 * @param subIsSubscribe {@code Y} or {@code N}
 * @param tradeType {@code JSAPI} (also mini-programs), {@code NATIVE}, {@code APP}, {@code MWEB},
 *     {@code PAP}; an open list
 * @param tradeState only in messages of contract deductions, for example {@code PAY_FAIL}
 * @param bankType an open list; up to 17 characters seen
 * @param totalFee the amount ordered, discounts included: the one to compare with the order
 * @param settlementTotalFee what the merchant is paid; only with {@code NO_CASH} coupons
 * @param feeType ISO 4217; {@code CNY} if the field is absent
 * @param cashFee what the user paid after coupons; never the amount to compare with the order; null
 *     if it cannot be read
 * @param cashFeeType ISO 4217 of {@code cash_fee}; absent means CNY
 * @param couponFee all coupons together
 * @param couponCount number of coupons
 * @param coupons each coupon, by number
 * @param transactionId WeChat Pay's number of the payment
 * @param outTradeNo the merchant's number of the order
 * @param attach the order's {@code attach}, verbatim: signed, but still text that a user may have
 *     written
 * @param timeEnd {@code yyyyMMddHHmmss} in Beijing time, as given; null if it has another form; see
 *     {@link #successTime()}
 * @param version {@code 1.0} with single-item discounts
 * @param promotionDetail JSON text as it came; it was signed as text
 * @param rateValue cross-border exchange rate × 10^8
 * @param contractId contract deductions only
 * @param unknownFields every other field; the empty ones among them are not signed
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011937248">payment notification</a>
 */
public record V2Payment(
    @Nullable String appid,
    String mchId,
    @Nullable String subAppid,
    @Nullable String subMchId,
    @Nullable String deviceInfo,
    @Nullable String returnCode,
    @Nullable String resultCode,
    @Nullable String errCode,
    @Nullable String errCodeDes,
    @Nullable String openid,
    @Nullable String isSubscribe,
    @Nullable String subOpenid,
    @Nullable String subIsSubscribe,
    @Nullable String tradeType,
    @Nullable String tradeState,
    @Nullable String bankType,
    long totalFee,
    @Nullable Long settlementTotalFee,
    String feeType,
    @Nullable Long cashFee,
    @Nullable String cashFeeType,
    @Nullable Long couponFee,
    @Nullable Long couponCount,
    List<V2Coupon> coupons,
    String transactionId,
    String outTradeNo,
    @Nullable String attach,
    @Nullable String timeEnd,
    @Nullable String version,
    @Nullable String promotionDetail,
    @Nullable String rateValue,
    @Nullable String contractId,
    SortedMap<String, String> unknownFields) {
  private static final String SUCCESS = "SUCCESS";

  public V2Payment {
    if (totalFee < 0 || (cashFee != null && cashFee < 0)) {
      throw new IllegalArgumentException("total_fee and cash_fee must be >= 0 fen");
    }
    if (transactionId.isEmpty() || outTradeNo.isEmpty()) {
      throw new IllegalArgumentException("transaction_id and out_trade_no must not be empty");
    }
    if (timeEnd != null && !BeijingTime.isCompact(timeEnd)) {
      throw new IllegalArgumentException("time_end must be yyyyMMddHHmmss");
    }
    coupons = List.copyOf(coupons);
    unknownFields =
        unknownFields.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(unknownFields));
  }

  /**
   * What it says of the payment: the first of {@code return_code}, {@code result_code} and {@code
   * trade_state}, which contract deductions carry, that is there and not SUCCESS; else SUCCESS.
   */
  public String state() {
    return state(returnCode, resultCode, tradeState);
  }

  static String state(
      @Nullable String returnCode, @Nullable String resultCode, @Nullable String tradeState) {
    if (returnCode != null && !returnCode.equals(SUCCESS)) {
      return returnCode;
    }
    if (resultCode != null && !resultCode.equals(SUCCESS)) {
      return resultCode;
    }
    return tradeState == null ? SUCCESS : tradeState;
  }

  /** Whether this says that money was taken; REFUND says it too, and that some was given back. */
  public boolean paid() {
    return Deciding.claimsPayment(state());
  }

  /** When it was paid, by WeChat Pay's clock: {@code time_end} read as Beijing time. */
  public @Nullable Instant successTime() {
    return timeEnd == null ? null : BeijingTime.compact(timeEnd);
  }

  /** Numbers and amounts; no openid, attach, promotion or unknown field. */
  @Override
  public String toString() {
    return "V2Payment[mch_id="
        + mchId
        + ", out_trade_no="
        + outTradeNo
        + ", transaction_id="
        + transactionId
        + ", state="
        + state()
        + ", total_fee="
        + totalFee
        + " "
        + feeType
        + ", time_end="
        + timeEnd
        + "]";
  }
}
