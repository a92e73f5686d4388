package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.RefundTerms;
import io.github.paybell.simulator.platform.Refused;
import io.github.paybell.simulator.wire.V2Words;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 申请退款: takes a refund in; its end is told by a notification and by refundquery. */
final class RefundEndpoint implements V2Endpoint {
  private static final Set<String> ACCOUNTS =
      Set.of("REFUND_SOURCE_RECHARGE_FUNDS", V2Words.REFUND_ACCOUNT);

  private final Platform platform;
  private final Frequency frequency;

  RefundEndpoint(Platform platform, Frequency frequency) {
    this.platform = platform;
    this.frequency = frequency;
  }

  @Override
  public Map<String, String> answer(V2Call call) {
    requireCertificate(call);
    frequency.count(call.mchid(), Frequency.Kind.REFUND);
    try {
      return refunded(call);
    } catch (BusinessFailure | Refused e) {
      requireFewFaulty(call.mchid());
      throw e;
    }
  }

  /** Too many refused requests are answered differently from too many good ones. */
  private void requireFewFaulty(String mchid) {
    try {
      frequency.count(mchid, Frequency.Kind.FAULTY_REFUND);
    } catch (Refused tooFrequent) {
      throw new BusinessFailure("INVALID_REQ_TOO_MUCH", "无效请求过多，请在1分钟后重试");
    }
  }

  private void requireCertificate(V2Call call) {
    if (!platform.rules().clientCertificate()) {
      return;
    }
    X509Certificate certificate = call.request().clientCertificate();
    if (certificate == null
        || !certificate.getSubjectX500Principal().getName().contains(call.mchid())) {
      throw new ReturnFailure(
          "证书验证失败",
          null,
          certificate == null
              ? "The connection has no client certificate (apiclient_cert). / 请求没有携带商户证书。"
              : "The client certificate belongs to another merchant / 商户证书与 mch_id 不符: "
                  + certificate.getSubjectX500Principal());
    }
  }

  private Map<String, String> refunded(V2Call call) {
    V2RequestFields fields = new V2RequestFields(call, V2RequestFields.Codes.REFUND);
    OrderLookup.requireTransactionId(call);
    PlatformOrder order = OrderLookup.order(platform, call, fields);
    PlatformRefund refund = platform.refund(terms(fields, order));
    return words(platform.order(order.key()), refund);
  }

  private RefundTerms terms(V2RequestFields fields, PlatformOrder order) {
    String outRefundNo = fields.outRefundNo();
    if (outRefundNo == null) {
      throw fields.missing("缺少参数out_refund_no");
    }
    long total = fields.amount("total_fee");
    long refund = fields.amount("refund_fee");
    fields.oneOf("refund_fee_type", Set.of("CNY"));
    fields.oneOf("refund_account", ACCOUNTS);
    return new RefundTerms(
        Api.V2,
        order.key(),
        outRefundNo,
        refund,
        total,
        fields.optional("refund_desc", 80),
        fields.notifyUrl(platform.rules()),
        // Whether the order is named by one number or the other makes no difference.
        String.join(" ", "v2", order.key().toString(), outRefundNo, total + "/" + refund));
  }

  private static Map<String, String> words(PlatformOrder order, PlatformRefund refund) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("transaction_id", order.paid().transactionId());
    fields.put("out_trade_no", order.terms().outTradeNo());
    fields.put("out_refund_no", refund.terms().outRefundNo());
    fields.put("refund_id", refund.refundId());
    fields.put("refund_fee", Long.toString(refund.terms().refund()));
    fields.put("total_fee", Long.toString(order.terms().total()));
    if (V2Words.bearsCoupons(order)) {
      fields.put("settlement_refund_fee", Long.toString(refund.settlementRefund()));
      fields.put("settlement_total_fee", Long.toString(order.settlementTotal()));
    }
    fields.put("fee_type", order.terms().currency());
    fields.put("cash_fee", Long.toString(order.payerTotal()));
    fields.put("cash_fee_type", order.terms().currency());
    fields.put("cash_refund_fee", Long.toString(refund.payerRefund()));
    fields.put("coupon_refund_fee", Long.toString(refund.couponRefund()));
    List<CouponRefunds> coupons = CouponRefunds.of(order, refund);
    fields.put("coupon_refund_count", Integer.toString(coupons.size()));
    for (int n = 0; n < coupons.size(); n++) {
      CouponRefunds part = coupons.get(n);
      if (V2Words.bearsCoupons(order)) {
        fields.put("coupon_type_" + n, part.coupon().type().name());
      }
      fields.put("coupon_refund_id_" + n, part.coupon().id());
      fields.put("coupon_refund_fee_" + n, Long.toString(part.fee()));
    }
    return fields;
  }
}
