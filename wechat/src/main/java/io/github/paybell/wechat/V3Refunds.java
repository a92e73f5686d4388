package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.store.Ids;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refunds, ordered and asked about (退款). Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012556457">refund</a>
 */
final class V3Refunds {
  private static final String PATH = "/v3/refund/domestic/refunds";

  private final Clock clock;

  V3Refunds(Clock clock) {
    this.clock = clock;
  }

  Evidence refund(V3Client client, Account account, RefundOrder refund) {
    Map<String, Object> amount = new LinkedHashMap<>();
    amount.put("refund", refund.refund());
    amount.put("total", refund.total());
    amount.put("currency", refund.currency());
    Map<String, Object> body = new LinkedHashMap<>();
    String subMchid = refund.subMchid();
    String reason = refund.reason();
    if (subMchid != null) {
      body.put("sub_mchid", subMchid);
    }
    body.put("transaction_id", refund.transactionId());
    body.put("out_refund_no", refund.outRefundNo());
    if (reason != null && !reason.isEmpty()) {
      body.put("reason", reason);
    }
    body.put("amount", amount);
    V3Members answer = client.post(PATH, body);
    V3Orders.same(answer, "transaction_id", refund.transactionId());
    return evidence(answer, account, refund.outTradeNo(), refund.outRefundNo(), subMchid);
  }

  Evidence query(
      V3Client client,
      Account account,
      String outTradeNo,
      String outRefundNo,
      @Nullable String subMchid) {
    String path = PATH + "/" + V3Orders.encoded(outRefundNo);
    V3Members answer =
        client.get(subMchid == null ? path : path + "?sub_mchid=" + V3Orders.encoded(subMchid));
    return evidence(answer, account, outTradeNo, outRefundNo, subMchid);
  }

  /** What the answer says. */
  Evidence evidence(
      V3Members answer,
      Account account,
      String outTradeNo,
      String outRefundNo,
      @Nullable String subMchid) {
    V3Orders.same(answer, "out_trade_no", outTradeNo);
    V3Orders.same(answer, "out_refund_no", outRefundNo);
    V3Members amount = answer.object("amount");
    Long total = amount.numberIf("total");
    String status = answer.textIf("status");
    return Evidence.about(
            new OrderKey(account.name(), outTradeNo), Ids.at(clock.millis()), Source.QUERY)
        // These answers name no merchant; they are given to whom the refund is.
        .mchid(account.mchid())
        .subMchid(subMchid)
        .transactionId(answer.text("transaction_id"))
        .total(total)
        .currency(amount.textIf("currency"))
        .successTime(answer.textIf("success_time"))
        .refund(
            new RefundFacts(
                outRefundNo,
                answer.textIf("refund_id"),
                status(status == null ? answer.text("refund_status") : status),
                amount.number("refund"),
                amount.numberIf("payer_refund"),
                amount.numberIf("settlement_refund")));
  }

  private static RefundStatus status(String status) {
    for (RefundStatus known : RefundStatus.values()) {
      if (known.name().equals(status)) {
        return known;
      }
    }
    throw new V3UnreadableException("the refund has a status that is not known here");
  }
}
