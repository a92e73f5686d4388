package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.Arrival.Unread;
import io.github.paybell.engine.inbox.Reading.Refusal;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.ledger.UnfitMemberException;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.protocol.v2.V2Notifications;
import io.github.paybell.protocol.v2.V2Payment;
import io.github.paybell.protocol.v2.V2RefundResult;
import io.github.paybell.protocol.v2.V2Result;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns v2 messages into arrivals: the v2 words become v3 words here and nowhere else in the
 * engine.
 */
final class V2Reading {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private final V2Notifications notifications = new V2Notifications();
  private final UnknownMembers unknown = new UnknownMembers();

  Reading read(Account account, byte[] body, Instant now) {
    var message = notifications.readWithFacts(body, account.v2Keys());
    // Null only where the message is refused.
    var facts = String.valueOf(message.facts());
    return message
        .result()
        .match(
            payment -> {
              unknown.of(account.name(), payment.payment());
              return genuine(payment(account, payment, facts, body, now), payment.keyIndex());
            },
            refund ->
                genuine(refund(account, refund.refund(), facts, body, now), refund.keyIndex()),
            other -> genuine(told(account, other, facts, body, now), other.keyIndex()),
            notUnderstood ->
                genuine(
                    other(
                        account,
                        notUnderstood.fields(),
                        facts,
                        new Unread(
                            Verdict.NOT_UNDERSTOOD, notUnderstood.member(), notUnderstood.reason()),
                        body,
                        now),
                    notUnderstood.keyIndex()),
            V2Reading::refused);
  }

  private static Reading genuine(Arrival arrival, int keyIndex) {
    return new Reading.Genuine(arrival, keyIndex == 0 ? "v2" : "v2-previous-" + keyIndex);
  }

  private static Reading refused(V2Result.Refused refused) {
    var refusal =
        switch (refused.refusal()) {
          case MALFORMED -> Refusal.MALFORMED;
          case SIGN_MISSING, UNSIGNED_FAILURE -> Refusal.SIGNATURE_MISSING;
          case SIGN_TYPE_UNKNOWN, SIGN_WRONG, UNDECRYPTABLE -> Refusal.SIGNATURE_WRONG;
          case NO_KEY -> Refusal.NO_KEY;
        };
    return new Reading.Refused(
        refusal,
        refused.position() < 0
            ? refused.reason()
            : refused.reason() + " (byte " + refused.position() + ")");
  }

  private static Arrival payment(
      Account account, V2Result.Payment said, String facts, byte[] body, Instant now) {
    var payment = said.payment();
    var key = DedupeKey.payment(payment.transactionId(), payment.state());
    List<Evidence> evidence;
    Unread unread = null;
    try {
      // One that is doubtful claims nothing, not even that there was no payment.
      evidence =
          payment.paid() || said.doubtful()
              ? List.of(evidence(account, payment, !said.doubtful(), now))
              : List.of();
    } catch (UnfitMemberException e) {
      evidence = List.of();
      unread = Unread.of(e);
    }
    return Arrival.fitting(
        now,
        account.name(),
        Api.V2,
        "payment",
        key,
        facts,
        payment.outTradeNo(),
        payment.totalFee(),
        payment.state(),
        unread,
        null,
        body,
        evidence);
  }

  private static Evidence evidence(
      Account account, V2Payment payment, boolean confirmed, Instant now) {
    return Evidence.about(
            new OrderKey(account.name(), payment.outTradeNo()),
            Ids.at(now.toEpochMilli()),
            Source.NOTIFICATION)
        .mchid(payment.mchId())
        .appid(payment.appid())
        .subMchid(payment.subMchId())
        .transactionId(payment.transactionId())
        .total(payment.totalFee())
        .currency(payment.feeType())
        .payerTotal(payment.cashFee())
        .payerCurrency(payment.cashFeeType() == null ? "CNY" : payment.cashFeeType())
        .successTime(payment.successTime() == null ? null : time(payment.successTime()))
        .attach(payment.attach())
        .confirmed(confirmed)
        .payment(
            payment.paid() ? TradeState.valueOf(payment.state()) : TradeState.NOTPAY,
            Details.of(payment));
  }

  private static Arrival refund(
      Account account, V2RefundResult refund, String facts, byte[] body, Instant now) {
    List<Evidence> evidence = List.of();
    Unread unread = null;
    try {
      evidence = List.of(evidence(account, refund, now));
    } catch (UnfitMemberException e) {
      unread = Unread.of(e);
    }
    return Arrival.fitting(
        now,
        account.name(),
        Api.V2,
        "refund",
        DedupeKey.refund(refund.refundId(), refund.refundStatus()),
        facts,
        refund.outTradeNo(),
        refund.refundFee(),
        refund.refundStatus(),
        unread,
        null,
        body,
        evidence);
  }

  private static Evidence evidence(Account account, V2RefundResult refund, Instant now) {
    return Evidence.about(
            new OrderKey(account.name(), refund.outTradeNo()),
            Ids.at(now.toEpochMilli()),
            Source.NOTIFICATION)
        .mchid(refund.mchId())
        .appid(refund.appid())
        .subMchid(refund.subMchId())
        .transactionId(refund.transactionId())
        .total(refund.totalFee())
        .successTime(refund.succeededAt().map(V2Reading::time).orElse(null))
        // No signature and no integrity: a refund query must confirm it before the step (v2.md
        // section 4).
        .confirmed(false)
        .refund(
            new RefundFacts(
                refund.outRefundNo(),
                refund.refundId(),
                status(refund.refundStatus()),
                refund.refundFee(),
                refund.cashRefundFee(),
                refund.settlementRefundFee()));
  }

  private static RefundStatus status(String v2) {
    return switch (v2) {
      case "SUCCESS" -> RefundStatus.SUCCESS;
      case "CHANGE" -> RefundStatus.ABNORMAL;
      case "REFUNDCLOSE" -> RefundStatus.CLOSED;
      default ->
          throw new UnfitMemberException(
              "refund_status", "is none of SUCCESS, CHANGE, REFUNDCLOSE");
    };
  }

  private static Arrival told(
      Account account, V2Result.Other said, String facts, byte[] body, Instant now) {
    var fields = said.fields();
    var arrival = other(account, fields, facts, null, body, now);
    // That a payment failed, or is on its way, is stored and moves nothing; it is no other
    // product's.
    boolean ofPayment =
        "FAIL".equals(fields.get("return_code"))
            || "FAIL".equals(fields.get("result_code"))
            || !fields.getOrDefault("trade_state", "").isEmpty();
    return ofPayment && !said.doubtful()
        ? arrival
        : arrival.of(OtherReading.v2(fields, said.doubtful()));
  }

  private static Arrival other(
      Account account,
      SortedMap<String, String> fields,
      String facts,
      @Nullable Unread unread,
      byte[] body,
      Instant now) {
    return Arrival.fitting(
        now,
        account.name(),
        Api.V2,
        "other",
        DedupeKey.fields(fields, facts),
        facts,
        fields.get("out_trade_no"),
        null,
        fields.get("result_code"),
        unread,
        null,
        body,
        List.of());
  }

  /** v2 times carry no zone; they are Beijing's. */
  private static String time(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(BEIJING));
  }
}
