package io.github.paybell.protocol.v3;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a v3 notification turned out to be. Reasons are for people and tell no secret. */
public sealed interface V3Result {

  /** Verified: a payment of a direct merchant or a partner. */
  record Payment(V3Envelope envelope, V3Transaction transaction) implements V3Result {}

  /** Verified: a combined payment. */
  record CombinedPayment(V3Envelope envelope, V3CombinedTransaction transaction)
      implements V3Result {}

  /** Verified: the result of a refund. */
  record Refund(V3Envelope envelope, V3RefundResult refund) implements V3Result {}

  /** Verified and decrypted, but not about a payment or a refund. */
  record Other(V3Envelope envelope, String plaintext) implements V3Result {
    /** Whether it came as a payment's message, but says that there is none: ACCEPT, NOTPAY. */
    public boolean claimsNoPayment() {
      return Subject.of(envelope) == Subject.PAYMENT;
    }

    @Override
    public String toString() {
      return "Other[envelope=" + envelope + "]";
    }
  }

  /** Good signature, but none of the APIv3 keys fits: ours is probably wrong. */
  record Undecryptable(V3Envelope envelope, String reason) implements V3Result {}

  /**
   * Good signature, but not understood: our parser may be wrong.
   *
   * @param envelope null if that was it
   * @param member the member that is to blame, as {@code sub_orders.amount.total_amount}; null:
   *     none
   * @param reason the same for every message with this defect
   */
  record NotUnderstood(@Nullable V3Envelope envelope, @Nullable String member, String reason)
      implements V3Result {}

  /** WeChat's signature probe (签名探测): refuse it and do nothing; the genuine one follows. */
  record Probe(String serial) implements V3Result {}

  /** No platform key is held for this serial: nothing was verified. */
  record UnknownSerial(String serial) implements V3Result {}

  /** Not proven to be WeChat's. */
  record Refused(Refusal refusal, String reason) implements V3Result {}

  /** Why a notification was refused. */
  enum Refusal {
    /** One of the four headers is absent or empty. */
    HEADER_MISSING,
    /** The signature type is none we verify. */
    SIGNATURE_TYPE_UNKNOWN,
    /** The signature does not belong to these bytes and this key. */
    SIGNATURE_WRONG,
    /** Genuine, but more than five minutes from our clock: a replay, or a wrong clock. */
    STALE,
    /** A header or the body can not come from WeChat Pay: too long, or of other characters. */
    MALFORMED
  }

  /** One function per outcome, so that a caller must face each of them. */
  default <R> R match(
      Function<Payment, R> payment,
      Function<CombinedPayment, R> combinedPayment,
      Function<Refund, R> refund,
      Function<Other, R> other,
      Function<Undecryptable, R> undecryptable,
      Function<NotUnderstood, R> notUnderstood,
      Function<Probe, R> probe,
      Function<UnknownSerial, R> unknownSerial,
      Function<Refused, R> refused) {
    if (this instanceof Payment it) {
      return payment.apply(it);
    }
    if (this instanceof CombinedPayment it) {
      return combinedPayment.apply(it);
    }
    if (this instanceof Refund it) {
      return refund.apply(it);
    }
    if (this instanceof Other it) {
      return other.apply(it);
    }
    if (this instanceof Undecryptable it) {
      return undecryptable.apply(it);
    }
    if (this instanceof NotUnderstood it) {
      return notUnderstood.apply(it);
    }
    if (this instanceof Probe it) {
      return probe.apply(it);
    }
    return this instanceof UnknownSerial it
        ? unknownSerial.apply(it)
        : refused.apply((Refused) this);
  }
}
