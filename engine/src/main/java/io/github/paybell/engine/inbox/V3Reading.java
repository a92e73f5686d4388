package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.Arrival.Unread;
import io.github.paybell.engine.inbox.Reading.Refusal;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Evidence.Source;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.PaymentDetails;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.ledger.UnfitMemberException;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.protocol.Deciding;
import io.github.paybell.protocol.v3.V3Amount;
import io.github.paybell.protocol.v3.V3CombinedTransaction;
import io.github.paybell.protocol.v3.V3Envelope;
import io.github.paybell.protocol.v3.V3Headers;
import io.github.paybell.protocol.v3.V3Notifications;
import io.github.paybell.protocol.v3.V3RefundResult;
import io.github.paybell.protocol.v3.V3Result;
import io.github.paybell.protocol.v3.V3SubOrder;
import io.github.paybell.protocol.v3.V3Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns v3 messages into arrivals. */
final class V3Reading {
  private final V3Notifications notifications = new V3Notifications();
  private final UnknownMembers unknown = new UnknownMembers();
  private final Merchants merchants;

  V3Reading(Merchants merchants) {
    this.merchants = merchants;
  }

  /** Finds the account that owns a merchant number, for the sub-orders of combined payments. */
  interface Merchants {
    @Nullable String accountOf(String mchid);
  }

  /**
   * @param freshAt the clock for Wechatpay-Timestamp
   * @param now when it is recorded
   */
  Reading read(Account account, V3Headers headers, byte[] body, Instant freshAt, Instant now) {
    var keys = account.v3Keys();
    if (keys == null) {
      return new Reading.Refused(Refusal.NO_KEY, "the account has no API v3 keys");
    }
    var message = notifications.readWithFacts(headers, body, keys, freshAt);
    var facts = message.facts();
    unknown.of(account.name(), message.result());
    return message
        .result()
        .match(
            it ->
                genuine(
                    payment(account, it.envelope(), it.transaction(), facts, headers, body, now),
                    headers),
            it ->
                genuine(
                    combined(account, it.envelope(), it.transaction(), facts, headers, body, now),
                    headers),
            it ->
                genuine(
                    refund(account, it.envelope(), it.refund(), facts, headers, body, now),
                    headers),
            it -> {
              var arrival = noEvidence(account, it.envelope(), facts, null, headers, body, now);
              return genuine(
                  it.claimsNoPayment()
                      ? arrival
                      : arrival.of(OtherReading.v3(it.envelope(), it.plaintext())),
                  headers);
            },
            it ->
                genuine(
                    noEvidence(
                        account,
                        it.envelope(),
                        facts,
                        new Unread(Verdict.UNDECRYPTABLE, null, it.reason()),
                        headers,
                        body,
                        now),
                    headers),
            it ->
                genuine(
                    noEvidence(
                        account,
                        it.envelope(),
                        facts,
                        new Unread(Verdict.NOT_UNDERSTOOD, it.member(), it.reason()),
                        headers,
                        body,
                        now),
                    headers),
            it -> new Reading.Refused(Refusal.PROBE, "signature probe, serial " + it.serial()),
            it ->
                new Reading.Refused(
                    Refusal.SERIAL_UNKNOWN, "no platform key for Wechatpay-Serial " + it.serial()),
            V3Reading::refused);
  }

  /** Reads a stored one; its freshness was judged when it came. */
  Reading again(Account account, String signedHeaders, byte[] raw, Instant now) {
    var headers = SignedHeaders.read(signedHeaders);
    var cameAt =
        Optional.ofNullable(headers.timestamp())
            .map(Long::parseLong)
            .map(Instant::ofEpochSecond)
            .orElse(now);
    return read(account, headers, raw, cameAt, now);
  }

  private static Reading genuine(Arrival arrival, V3Headers headers) {
    return new Reading.Genuine(arrival, String.valueOf(headers.serial()));
  }

  private static Reading refused(V3Result.Refused refused) {
    var refusal =
        switch (refused.refusal()) {
          case HEADER_MISSING -> Refusal.SIGNATURE_MISSING;
          case SIGNATURE_TYPE_UNKNOWN, SIGNATURE_WRONG -> Refusal.SIGNATURE_WRONG;
          case STALE -> Refusal.STALE;
          case MALFORMED -> Refusal.MALFORMED;
        };
    return new Reading.Refused(refusal, refused.reason());
  }

  private static Arrival payment(
      Account account,
      V3Envelope envelope,
      V3Transaction transaction,
      @Nullable String facts,
      V3Headers headers,
      byte[] body,
      Instant now) {
    return arrival(
        account,
        envelope,
        facts,
        transaction.outTradeNo(),
        transaction.amount().total(),
        transaction.tradeState(),
        headers,
        body,
        now,
        () ->
            // Only payment is learnt from a notification; that there was none is for a query to
            // say (v2.md section 2.4).
            Deciding.claimsPayment(transaction.tradeState())
                ? List.of(evidence(account.name(), transaction, now))
                : List.of());
  }

  private static Evidence evidence(String account, V3Transaction transaction, Instant now) {
    return payment(
        account,
        transaction.mchid(),
        transaction.appid(),
        transaction.subMchid(),
        transaction.outTradeNo(),
        transaction.transactionId(),
        transaction.tradeState(),
        transaction.amount(),
        transaction.successTime(),
        transaction.attach(),
        true,
        Details.of(transaction),
        now);
  }

  private static Evidence payment(
      String account,
      String mchid,
      @Nullable String appid,
      @Nullable String subMchid,
      String outTradeNo,
      String transactionId,
      String tradeState,
      V3Amount amount,
      @Nullable String successTime,
      @Nullable String attach,
      boolean merchantKnown,
      PaymentDetails details,
      Instant now) {
    return Evidence.about(
            new OrderKey(account, outTradeNo), Ids.at(now.toEpochMilli()), Source.NOTIFICATION)
        .mchid(mchid)
        .appid(appid)
        .subMchid(subMchid)
        .transactionId(transactionId)
        .total(amount.total())
        .currency(amount.currency())
        .payerTotal(amount.payerTotal())
        .payerCurrency(amount.payerCurrency())
        .successTime(successTime)
        .attach(attach)
        .merchantKnown(merchantKnown)
        .payment(TradeState.valueOf(tradeState), details);
  }

  private Arrival combined(
      Account account,
      V3Envelope envelope,
      V3CombinedTransaction transaction,
      @Nullable String facts,
      V3Headers headers,
      byte[] body,
      Instant now) {
    long total = 0;
    for (var sub : transaction.subOrders()) {
      total += sub.amount().total();
    }
    return arrival(
        account,
        envelope,
        facts,
        transaction.combineOutTradeNo(),
        total,
        transaction.subOrders().get(0).tradeState(),
        headers,
        body,
        now,
        () ->
            transaction.subOrders().stream()
                .filter(sub -> Deciding.claimsPayment(sub.tradeState()))
                .map(sub -> evidence(account, transaction, sub, now))
                .toList());
  }

  private Evidence evidence(
      Account account, V3CombinedTransaction whole, V3SubOrder sub, Instant now) {
    var owner =
        account.mchid().equals(sub.mchid()) ? account.name() : merchants.accountOf(sub.mchid());
    return payment(
        owner == null ? account.name() : owner,
        sub.mchid(),
        // The combined appid is the initiator's and may not be the sub-order's merchant's.
        null,
        sub.subMchid(),
        sub.outTradeNo(),
        sub.transactionId(),
        sub.tradeState(),
        sub.amount(),
        sub.successTime(),
        sub.attach(),
        owner != null,
        Details.of(whole, sub),
        now);
  }

  private static Arrival refund(
      Account account,
      V3Envelope envelope,
      V3RefundResult refund,
      @Nullable String facts,
      V3Headers headers,
      byte[] body,
      Instant now) {
    return arrival(
        account,
        envelope,
        facts,
        refund.outTradeNo(),
        refund.refund(),
        refund.refundStatus(),
        headers,
        body,
        now,
        () ->
            List.of(
                Evidence.about(
                        new OrderKey(account.name(), refund.outTradeNo()),
                        Ids.at(now.toEpochMilli()),
                        Source.NOTIFICATION)
                    .mchid(refund.mchid())
                    .subMchid(refund.subMchid())
                    .transactionId(refund.transactionId())
                    .total(refund.total())
                    .currency(refund.currency())
                    .successTime(refund.successTime())
                    .refund(
                        new RefundFacts(
                            refund.outRefundNo(),
                            refund.refundId(),
                            status(refund.refundStatus()),
                            refund.refund(),
                            refund.payerRefund(),
                            null))));
  }

  private static RefundStatus status(String v3) {
    return switch (v3) {
      case "SUCCESS" -> RefundStatus.SUCCESS;
      case "CLOSED" -> RefundStatus.CLOSED;
      case "ABNORMAL" -> RefundStatus.ABNORMAL;
      case "PROCESSING" -> RefundStatus.PROCESSING;
      default ->
          throw new UnfitMemberException(
              "refund_status", "is none of SUCCESS, CLOSED, ABNORMAL, PROCESSING");
    };
  }

  private static Arrival noEvidence(
      Account account,
      @Nullable V3Envelope envelope,
      @Nullable String facts,
      @Nullable Unread unread,
      V3Headers headers,
      byte[] body,
      Instant now) {
    return Arrival.fitting(
        now,
        account.name(),
        Api.V3,
        envelope == null ? "unknown" : envelope.eventType(),
        DedupeKey.v3(envelope == null ? null : envelope.id(), facts, body),
        facts,
        // By which it is found, whatever it is (SEEN); nothing follows from it.
        HintReader.outTradeNos(account, Api.V3, body).stream().findFirst().orElse(null),
        null,
        null,
        unread,
        SignedHeaders.write(headers),
        body,
        List.of());
  }

  private static Arrival arrival(
      Account account,
      V3Envelope envelope,
      @Nullable String facts,
      String outTradeNo,
      long total,
      String status,
      V3Headers headers,
      byte[] body,
      Instant now,
      Supplier<List<Evidence>> evidence) {
    List<Evidence> learnt = List.of();
    Unread unread = null;
    try {
      learnt = evidence.get();
    } catch (UnfitMemberException e) {
      unread = Unread.of(e);
    }
    return Arrival.fitting(
        now,
        account.name(),
        Api.V3,
        envelope.eventType(),
        DedupeKey.v3(envelope.id(), facts, body),
        facts,
        outTradeNo,
        total,
        status,
        unread,
        SignedHeaders.write(headers),
        body,
        learnt);
  }
}
