package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.Refused;
import io.github.paybell.simulator.wire.V2Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 查询退款: one refund, or those of an order by tens, the oldest first. */
final class RefundQueryEndpoint implements V2Endpoint {
  private static final int PAGE = 10;

  /** What was found: an order and those of its refunds that were asked for. */
  private record Found(PlatformOrder order, List<PlatformRefund> refunds) {}

  private final Platform platform;
  private final Frequency frequency;

  RefundQueryEndpoint(Platform platform, Frequency frequency) {
    this.platform = platform;
    this.frequency = frequency;
  }

  @Override
  public Map<String, String> answer(V2Call call) {
    frequency.count(call.mchid(), Frequency.Kind.REFUND_QUERY);
    V2RequestFields fields = new V2RequestFields(call, V2RequestFields.Codes.REFUND);
    Found found = find(call, fields);
    if (found.refunds().isEmpty()) {
      throw new BusinessFailure("REFUNDNOTEXIST", "not exist：该订单没有退款");
    }
    int offset = offset(fields);
    if (offset >= found.refunds().size()) {
      throw fields.malformed("offset参数超出退款总笔数");
    }
    int end = Math.min(offset + PAGE, found.refunds().size());
    return words(found, found.refunds().subList(offset, end));
  }

  private Found find(V2Call call, V2RequestFields fields) {
    String refundId = fields.optional("refund_id", 32);
    String outRefundNo = fields.outRefundNo();
    if (refundId != null) {
      return found(platform.refundById(call.mchid(), refundId));
    }
    if (outRefundNo != null) {
      return found(platform.refund(call.mchid(), outRefundNo));
    }
    OrderLookup.requireTransactionId(call);
    try {
      PlatformOrder order = OrderLookup.order(platform, call, fields);
      return new Found(order, order.refunds());
    } catch (Refused e) {
      // The only code for what is not there that this endpoint documents.
      throw new BusinessFailure("REFUNDNOTEXIST", "not exist：" + e.getMessage());
    }
  }

  private Found found(PlatformRefund refund) {
    return new Found(platform.order(refund.terms().order()), List.of(refund));
  }

  private static int offset(V2RequestFields fields) {
    String offset = fields.optional("offset", 9);
    if (offset == null) {
      return 0;
    }
    if (!offset.matches("[0-9]+")) {
      throw fields.malformed("offset参数格式有误");
    }
    return Integer.parseInt(offset);
  }

  private static Map<String, String> words(Found found, List<PlatformRefund> page) {
    PlatformOrder order = found.order();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("transaction_id", order.paid().transactionId());
    fields.put("out_trade_no", order.terms().outTradeNo());
    fields.put("total_fee", Long.toString(order.terms().total()));
    if (V2Words.bearsCoupons(order)) {
      fields.put("settlement_total_fee", Long.toString(order.settlementTotal()));
    }
    fields.put("fee_type", order.terms().currency());
    fields.put("cash_fee", Long.toString(order.payerTotal()));
    fields.put("total_refund_count", Integer.toString(found.refunds().size()));
    fields.put("refund_count", Integer.toString(page.size()));
    for (int n = 0; n < page.size(); n++) {
      add(fields, order, page.get(n), "_" + n);
    }
    return fields;
  }

  private static void add(
      Map<String, String> fields, PlatformOrder order, PlatformRefund refund, String n) {
    fields.put("out_refund_no" + n, refund.terms().outRefundNo());
    fields.put("refund_id" + n, refund.refundId());
    fields.put("refund_channel" + n, "ORIGINAL");
    fields.put("refund_fee" + n, Long.toString(refund.terms().refund()));
    if (V2Words.bearsCoupons(order)) {
      fields.put("settlement_refund_fee" + n, Long.toString(refund.settlementRefund()));
    }
    if (refund.couponRefund() > 0) {
      addCoupons(fields, order, refund, n);
    }
    fields.put("refund_status" + n, refund.status().v2());
    fields.put("refund_account" + n, V2Words.REFUND_ACCOUNT);
    fields.put("refund_recv_accout" + n, refund.receivedAccount());
    if (refund.successTime() != null) {
      fields.put("refund_success_time" + n, V2Words.spaced(refund.successTime()));
    }
  }

  private static void addCoupons(
      Map<String, String> fields, PlatformOrder order, PlatformRefund refund, String n) {
    List<CouponRefunds> coupons = CouponRefunds.of(order, refund);
    fields.put("coupon_refund_fee" + n, Long.toString(refund.couponRefund()));
    fields.put("coupon_refund_count" + n, Integer.toString(coupons.size()));
    for (int m = 0; m < coupons.size(); m++) {
      CouponRefunds part = coupons.get(m);
      if (V2Words.bearsCoupons(order)) {
        fields.put("coupon_type" + n + "_" + m, part.coupon().type().name());
      }
      fields.put("coupon_refund_id" + n + "_" + m, part.coupon().id());
      fields.put("coupon_refund_fee" + n + "_" + m, Long.toString(part.fee()));
    }
  }
}
