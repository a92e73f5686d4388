package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Evidence to and from its table. */
final class EvidenceRows {
  private EvidenceRows() {}

  static void write(
      Rows rows, Evidence evidence, @Nullable UUID notification, Judgement judgement, Instant now) {
    var refund = evidence.refund();
    rows.add()
        .set("account", evidence.account())
        .set("out_trade_no", evidence.outTradeNo())
        .set("id", evidence.id())
        .set("source", evidence.source().wireName())
        .set("notification_id", notification)
        .set("kind", evidence.kind())
        .set("mchid", evidence.mchid())
        .set("appid", evidence.appid())
        .set("sub_mchid", evidence.subMchid())
        .set("transaction_id", evidence.transactionId())
        .set("trade_state", evidence.tradeState().name())
        .set("amount_total", evidence.total())
        .set("currency", evidence.currency())
        .set("payer_total", evidence.payerTotal())
        .set("payer_currency", evidence.payerCurrency())
        .set("success_time", evidence.successTime())
        .set("attach", evidence.attach())
        .set("out_refund_no", refund == null ? null : refund.outRefundNo())
        .set("refund_id", refund == null ? null : refund.refundId())
        .set("refund_status", refund == null ? null : refund.status().name())
        .set("amount_refund", refund == null ? null : refund.amount())
        .set("payer_refund", refund == null ? null : refund.payerRefund())
        .set("settlement_refund", refund == null ? null : refund.settlementRefund())
        .set("confirmed", evidence.confirmed())
        .set("merchant_known", evidence.merchantKnown())
        .set("judgement", judgement.wireName())
        .set("reason", reason(judgement))
        .set("now", now);
  }

  static @Nullable String reason(Judgement judgement) {
    return judgement.match(
        applied -> null,
        already -> null,
        parked -> parked.reason().wireName(),
        disputed -> disputed.reason().wireName());
  }

  static Evidence read(Result row) throws SQLException {
    var outRefundNo = row.text("out_refund_no");
    return new Evidence(
        row.mustUuid("id"),
        row.mustText("account"),
        Source.valueOf(row.mustText("source").toUpperCase(Locale.ROOT)),
        row.text("mchid"),
        row.text("appid"),
        row.text("sub_mchid"),
        row.mustText("out_trade_no"),
        row.text("transaction_id"),
        TradeState.valueOf(row.mustText("trade_state")),
        row.numberOrNull("amount_total"),
        row.text("currency"),
        row.numberOrNull("payer_total"),
        row.text("payer_currency"),
        row.text("success_time"),
        row.text("attach"),
        outRefundNo == null
            ? null
            : new RefundFacts(
                outRefundNo,
                row.text("refund_id"),
                RefundStatus.valueOf(row.mustText("refund_status")),
                row.number("amount_refund"),
                row.numberOrNull("payer_refund"),
                row.numberOrNull("settlement_refund")),
        row.flag("confirmed"),
        row.flag("merchant_known"),
        PaymentDetails.NONE);
  }
}
