package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Rows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Evidence to and from its table. */
final class EvidenceRows {
  private EvidenceRows() {}

  // A payer's two openids of at most 128 characters each, apart.
  private static final char BETWEEN = '\n';
  private static final int MOST_SEALED = 512;

  /**
   * @param untold no event tells of it yet, so its payer is kept for the one that will
   */
  static void write(
      Rows rows,
      Evidence evidence,
      @Nullable UUID notification,
      Judgement judgement,
      boolean untold,
      Payers payers,
      Instant now) {
    var refund = evidence.refund();
    var payer = evidence.details().payer();
    var openid = payer == null ? null : openid(payer);
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
        .set("details", PaymentJson.write(evidence.details()))
        .set("payer", openid == null ? null : payers.hash(openid))
        .set("payer_hint", openid == null ? null : PersonalData.hint(openid))
        .set(
            "payer_sealed",
            untold && payer != null ? seal(evidence.account(), payer, payers) : null)
        .set("judgement", judgement.wireName())
        .set("reason", reason(judgement))
        .set("now", now);
  }

  /** By which a payer is found and hinted at. */
  private static @Nullable String openid(Payer payer) {
    return payer.openid() != null ? payer.openid() : payer.subOpenid();
  }

  private static @Nullable String seal(String account, Payer payer, Payers payers) {
    var text =
        Objects.requireNonNullElse(payer.openid(), "")
            + BETWEEN
            + Objects.requireNonNullElse(payer.subOpenid(), "");
    var sealed = payers.seal(account, text);
    return sealed == null || sealed.length() > MOST_SEALED ? null : sealed;
  }

  static @Nullable Payer payer(Result row, String account, Payers payers) throws SQLException {
    var sealed = row.text("payer_sealed");
    var text = sealed == null ? null : payers.open(account, sealed);
    if (text == null) {
      return null;
    }
    int between = text.indexOf(BETWEEN);
    return new Payer(
        textOrNull(text.substring(0, between)), textOrNull(text.substring(between + 1)));
  }

  private static @Nullable String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  static @Nullable String reason(Judgement judgement) {
    return judgement.match(
        applied -> null,
        already -> null,
        Judgement.Parked::wireReason,
        disputed -> disputed.reason().wireName());
  }

  static Evidence read(Result row, Payers payers) throws SQLException {
    var account = row.mustText("account");
    var outRefundNo = row.text("out_refund_no");
    return new Evidence(
        row.mustUuid("id"),
        account,
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
        PaymentJson.read(row.text("details"), payer(row, account, payers)));
  }
}
