package io.github.paybell.simulator.wire;

import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformPayment;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.PlatformTime;
import io.github.paybell.simulator.platform.Terms;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A payment and a refund in the fields of v2. Amounts are whole fen, times are Beijing time without
 * a zone. Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011937248">payment notification</a>
 */
public final class V2Words {
  /** {@code refund_account}: refunds come out of what is not settled yet unless asked otherwise. */
  public static final String REFUND_ACCOUNT = "REFUND_SOURCE_UNSETTLED_FUNDS";

  private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private V2Words() {}

  /**
   * All fields of a payment notification from {@code appid} on but {@code return_code}, {@code
   * nonce_str}, {@code sign_type} and {@code sign}, in the order of the document's table.
   *
   * @param order one that is paid
   * @throws NullPointerException if it is not paid
   */
  public static Map<String, String> payment(PlatformOrder order) {
    Terms terms = order.terms();
    PlatformPayment payment = order.paid();
    Map<String, String> fields = identity(terms);
    putIfGiven(fields, "device_info", terms.deviceInfo());
    fields.put("result_code", "SUCCESS");
    fields.put("openid", payment.openid());
    fields.put("is_subscribe", "N");
    if (terms.subOpenid() != null) {
      fields.put("sub_openid", terms.subOpenid());
      fields.put("sub_is_subscribe", "N");
    }
    fields.put("trade_type", terms.tradeType().name());
    fields.put("bank_type", payment.bankType());
    fields.put("total_fee", Long.toString(terms.total()));
    // With version=1.0 the merchant has to compute it from promotion_detail.
    if (bearsCoupons(order) && !terms.itemised()) {
      fields.put("settlement_total_fee", Long.toString(order.settlementTotal()));
    }
    fields.put("fee_type", terms.currency());
    fields.put("cash_fee", Long.toString(order.payerTotal()));
    if (!payment.coupons().isEmpty()) {
      // Never in a captured message without coupons.
      fields.put("cash_fee_type", terms.currency());
      coupons(fields, order);
    }
    fields.put("transaction_id", payment.transactionId());
    fields.put("out_trade_no", terms.outTradeNo());
    putIfGiven(fields, "attach", terms.attach());
    fields.put("time_end", compact(payment.paidAt()));
    if (terms.itemised()) {
      fields.put("version", "1.0");
      if (!payment.coupons().isEmpty()) {
        fields.put("promotion_detail", promotionDetail(payment.coupons()));
      }
    }
    return fields;
  }

  /**
   * Who the message is about: {@code appid}, {@code mch_id}, and in partner mode {@code sub_appid}
   * and {@code sub_mch_id}. A new map that may be added to.
   */
  public static Map<String, String> identity(Terms terms) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("appid", terms.appid());
    fields.put("mch_id", terms.mchid());
    putIfGiven(fields, "sub_appid", terms.subAppid());
    putIfGiven(fields, "sub_mch_id", terms.subMchid());
    return fields;
  }

  /**
   * Whether the payer used a coupon that the merchant bears (免充值). Only then do messages name the
   * coupons' types and the settlement amounts.
   */
  public static boolean bearsCoupons(PlatformOrder order) {
    PlatformPayment payment = order.payment();
    return payment != null && payment.noCashFee() > 0;
  }

  /** All fields of the encrypted part of a refund result. */
  public static SortedMap<String, String> refundInfo(PlatformOrder order, PlatformRefund refund) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("transaction_id", order.paid().transactionId());
    fields.put("out_trade_no", order.terms().outTradeNo());
    fields.put("refund_id", refund.refundId());
    fields.put("out_refund_no", refund.terms().outRefundNo());
    fields.put("total_fee", Long.toString(order.terms().total()));
    fields.put("settlement_total_fee", Long.toString(order.settlementTotal()));
    fields.put("refund_fee", Long.toString(refund.terms().refund()));
    fields.put("settlement_refund_fee", Long.toString(refund.settlementRefund()));
    if (refund.couponRefund() > 0) {
      // On the newer pages only and in no capture: where it differs from refund_fee it is of use.
      fields.put("cash_refund_fee", Long.toString(refund.payerRefund()));
    }
    fields.put("refund_status", refund.status().v2());
    if (refund.successTime() != null) {
      fields.put("success_time", spaced(refund.successTime()));
    }
    // The misspelling is the field's real name.
    fields.put("refund_recv_accout", refund.receivedAccount());
    fields.put("refund_account", REFUND_ACCOUNT);
    fields.put("refund_request_source", "API");
    return fields;
  }

  /** {@code yyyyMMddHHmmss} in Beijing, as in {@code time_end}. */
  public static String compact(Instant time) {
    return COMPACT.format(time.atOffset(PlatformTime.OFFSET));
  }

  /** {@code yyyy-MM-dd HH:mm:ss} in Beijing, as in {@code success_time} and in bills. */
  public static String spaced(Instant time) {
    return SPACED.format(time.atOffset(PlatformTime.OFFSET));
  }

  private static void coupons(Map<String, String> fields, PlatformOrder order) {
    List<Coupon> coupons = order.paid().coupons();
    fields.put("coupon_fee", Long.toString(order.paid().couponFee()));
    fields.put("coupon_count", Integer.toString(coupons.size()));
    for (int n = 0; n < coupons.size(); n++) {
      Coupon coupon = coupons.get(n);
      if (bearsCoupons(order)) {
        fields.put("coupon_type_" + n, coupon.type().name());
      }
      fields.put("coupon_id_" + n, coupon.id());
      fields.put("coupon_fee_" + n, Long.toString(coupon.fee()));
    }
  }

  private static String promotionDetail(List<Coupon> coupons) {
    ArrayNode promotions = JsonMapper.shared().createArrayNode();
    for (Coupon coupon : coupons) {
      boolean merchants = coupon.type() == Coupon.Type.NO_CASH;
      ObjectNode promotion = promotions.addObject();
      promotion.put("promotion_id", coupon.id());
      promotion.put("name", coupon.name());
      promotion.put("scope", "GLOBAL");
      promotion.put("type", merchants ? "DISCOUNT" : "COUPON");
      promotion.put("amount", coupon.fee());
      promotion.put("activity_id", coupon.stockId());
      promotion.put("wxpay_contribute", merchants ? 0 : coupon.fee());
      promotion.put("merchant_contribute", merchants ? coupon.fee() : 0);
      promotion.put("other_contribute", 0);
    }
    return promotions.toString();
  }

  private static void putIfGiven(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      fields.put(name, value);
    }
  }
}
