package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.RefundTerms;
import io.github.paybell.simulator.platform.Refused;
import io.github.paybell.simulator.platform.Refused.Reason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Takes refunds in and tells about them (退款). */
final class RefundEndpoints {
  private static final int REASON = 80;

  private final Platform platform;
  private final V3ResponseWriter answers;

  RefundEndpoints(Platform platform, V3ResponseWriter answers) {
    this.platform = platform;
    this.answers = answers;
  }

  Response ask(V3Call call) {
    V3RequestMembers body = call.body();
    String transactionId = body.textIf("transaction_id", Numbers.WECHAT);
    String outTradeNo = body.textIf("out_trade_no", Numbers.ORDER);
    String outRefundNo = body.text("out_refund_no", Numbers.REFUND);
    if (transactionId == null && outTradeNo == null) {
      throw body.missing("transaction_id");
    }
    String reason = body.textIf("reason", 1, REASON);
    String notifyUrl =
        OrderMembers.notifyUrlIf(body, OrderMembers.REFUND_NOTIFY_URL, platform.rules());
    body.oneOfIf("funds_account", "AVAILABLE", "UNSETTLED");
    goods(body);
    V3RequestMembers amount = body.object("amount");
    long refund = amount.number("refund", 1);
    long total = amount.number("total", 1);
    amount.oneOf("currency", "CNY");
    from(amount, refund);
    PlatformOrder order = order(call, transactionId, outTradeNo, call.subMchidIf(body));
    PlatformRefund taken =
        platform.refund(
            new RefundTerms(
                Api.V3,
                order.key(),
                outRefundNo,
                refund,
                total,
                reason,
                notifyUrl,
                fingerprint(body, order)));
    return answer(call, taken);
  }

  Response query(V3Call call) {
    String outRefundNo = call.path("out_refund_no", Numbers.REFUND);
    PlatformRefund refund = platform.refund(call.caller().mchid(), outRefundNo);
    requireSubMerchant(refund, call.subMchidIf(call.query()));
    return answer(call, refund);
  }

  /** An abnormal refund once more, to another account (异常退款). */
  Response retry(V3Call call) {
    V3RequestMembers body = call.body();
    String refundId = call.path("refund_id", Numbers.WECHAT);
    String outRefundNo = body.text("out_refund_no", Numbers.REFUND);
    boolean toUser = body.oneOf("type", "USER_BANK_CARD", "MERCHANT_BANK_CARD").startsWith("USER");
    if (toUser) {
      body.text("bank_type", 16);
      // Encrypted with the key that Wechatpay-Serial names; no money moves, so it is not decrypted.
      body.text("bank_account", 1024);
      body.text("real_name", 1024);
      requireEncryptionKey(call);
    } else {
      body.skip("bank_type", "bank_account", "real_name");
    }
    PlatformRefund refund = platform.refundById(call.caller().mchid(), refundId);
    requireSubMerchant(refund, call.subMchidIf(body));
    if (!refund.terms().outRefundNo().equals(outRefundNo)) {
      throw body.wrong(
          "out_refund_no", "is not the number of refund " + refundId, "商户退款单号与微信支付退款单号不一致");
    }
    return answer(
        call,
        platform.retry(
            refund.terms().order(),
            outRefundNo,
            toUser ? RefundAnswers.OTHER_CARD : RefundAnswers.MERCHANTS_CARD));
  }

  private Response answer(V3Call call, PlatformRefund refund) {
    return answers.ok(call, RefundAnswers.of(platform.order(refund.terms().order()), refund));
  }

  private PlatformOrder order(
      V3Call call,
      @Nullable String transactionId,
      @Nullable String outTradeNo,
      @Nullable String subMchid) {
    String mchid = call.caller().mchid();
    PlatformOrder order =
        transactionId == null
            ? platform.order(new PlatformOrderKey(mchid, Objects.requireNonNull(outTradeNo)))
            : platform.byTransaction(mchid, transactionId);
    if (outTradeNo != null && !order.key().outTradeNo().equals(outTradeNo)) {
      throw V3Failure.of(400, "INVALID_REQUEST", "微信支付订单号与商户订单号不一致")
          .internally(InternalCode.MERCHANT_AND_ORDER_DIFFER);
    }
    if (!Objects.equals(order.terms().subMchid(), subMchid)) {
      throw new Refused(Reason.ORDER_NOT_FOUND, "订单不存在：" + order.key().outTradeNo());
    }
    return order;
  }

  private void requireSubMerchant(PlatformRefund refund, @Nullable String subMchid) {
    PlatformOrder order = platform.order(refund.terms().order());
    if (!Objects.equals(order.terms().subMchid(), subMchid)) {
      throw new Refused(Reason.REFUND_NOT_FOUND, "退款单不存在：" + refund.terms().outRefundNo());
    }
  }

  private void requireEncryptionKey(V3Call call) {
    Merchants merchants = platform.merchants();
    List<String> known =
        List.of(
            merchants.certificate().serial(),
            merchants.nextCertificate().serial(),
            call.caller().publicKey().serial());
    String serial = call.request().header("Wechatpay-Serial");
    if (serial == null || !known.contains(serial)) {
      throw V3Failure.of(400, "PARAM_ERROR", "Http头Wechatpay-Serial错误")
          .noting(
              "Encrypted members need the header Wechatpay-Serial with the key's serial or id, one"
                  + " of "
                  + known
                  + ", but it is "
                  + serial
                  + ".");
    }
  }

  private static void from(V3RequestMembers amount, long refund) {
    List<V3RequestMembers> from = amount.objects("from");
    long sum = 0;
    for (V3RequestMembers one : from) {
      one.oneOf("account", "AVAILABLE", "UNAVAILABLE");
      sum += one.number("amount", 1);
    }
    if (!from.isEmpty() && sum != refund) {
      throw amount.wrong("from", "must add up to refund, " + refund, "退款出资金额之和与退款金额不一致");
    }
  }

  private static void goods(V3RequestMembers body) {
    for (V3RequestMembers goods : body.objects("goods_detail")) {
      goods.text("merchant_goods_id", 32);
      goods.textIf("wechatpay_goods_id", 1, 32);
      goods.textIf("goods_name", 1, 256);
      goods.number("unit_price", 0);
      goods.number("refund_amount", 0);
      goods.number("refund_quantity", 1);
    }
  }

  /** All that a repetition must repeat; by which number it names the order does not matter. */
  private static String fingerprint(V3RequestMembers body, PlatformOrder order) {
    ObjectNode same = body.object().deepCopy();
    same.remove("transaction_id");
    same.put("out_trade_no", order.key().outTradeNo());
    return "v3 refund " + Json.write(same);
  }
}
