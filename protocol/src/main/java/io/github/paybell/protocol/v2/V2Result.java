package io.github.paybell.protocol.v2;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What a body that claims to be a v2 notification turned out to be. */
public sealed interface V2Result {

  /**
   * The signature is proved and the message is about a payment, made or failed: ask {@link
   * V2Payment#paid()} before believing in money.
   *
   * @param keyIndex which of the handed-in keys signed it, from 0
   * @param doubtful the signature may be another message's, see {@link V2Ambiguity}: ask WeChat Pay
   *     before believing anything
   */
  record Payment(V2Payment payment, SignType signType, int keyIndex, boolean doubtful)
      implements V2Result {}

  /**
   * A refund result that one of the keys decrypts. The outer message is unsigned and ECB has no
   * integrity: this proves that the sender knows the key, no more. Confirm by a refund query.
   *
   * @param keyIndex which of the handed-in keys decrypts it, from 0
   */
  record Refund(V2RefundResult refund, int keyIndex) implements V2Result {}

  /**
   * The signature is proved, but the message names no payment, as one about a contract, or it
   * claims none and has not all that a payment has.
   *
   * @param fields all fields as they came, {@code sign} included
   * @param keyIndex which of the handed-in keys signed it, from 0
   * @param doubtful the signature may be another message's, see {@link V2Ambiguity}
   */
  record Other(SortedMap<String, String> fields, SignType signType, int keyIndex, boolean doubtful)
      implements V2Result {
    public Other {
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** Says nothing of the values. */
    @Override
    public String toString() {
      return "Other[" + fields.size() + " fields, " + signType + ", key " + keyIndex + "]";
    }
  }

  /**
   * Genuine (the signature is proved or the refund was decrypted), but a fact that everything
   * depends on cannot be read: our reading may be wrong, so keep it and tell a person.
   *
   * @param member the field that is to blame
   * @param reason names the field, never its value; the same for every message with this defect
   * @param fields all fields as they came; of a refund the inner ones and the outer identity
   * @param keyIndex which of the handed-in keys signed or decrypts it, from 0
   */
  record NotUnderstood(String member, String reason, SortedMap<String, String> fields, int keyIndex)
      implements V2Result {
    public NotUnderstood {
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** Says nothing of the values. */
    @Override
    public String toString() {
      return "NotUnderstood[" + reason + ", " + fields.size() + " fields]";
    }
  }

  /**
   * Nothing in the message may be believed.
   *
   * @param reason one sentence without any of the message's content
   * @param position the byte offset of the problem, -1 where that does not apply
   */
  record Refused(Refusal refusal, String reason, int position) implements V2Result {}

  /** Why a message is refused. */
  enum Refusal {
    /** Not the XML that a notification may be. */
    MALFORMED,
    /** No {@code sign}, or an empty one. */
    SIGN_MISSING,
    /** {@code sign_type} is neither MD5 nor HMAC-SHA256. */
    SIGN_TYPE_UNKNOWN,
    /** {@code sign} fits none of the keys. */
    SIGN_WRONG,
    /** {@code return_code=FAIL}: a message about the transport, in which nothing is signed. */
    UNSIGNED_FAILURE,
    /** {@code req_info} of a refund result fits none of the keys. */
    UNDECRYPTABLE,
    /** The account has no API v2 key. */
    NO_KEY
  }

  /** Calls the function that fits: one per case, so that a new case is seen by every caller. */
  default <R> R match(
      Function<Payment, R> payment,
      Function<Refund, R> refund,
      Function<Other, R> other,
      Function<NotUnderstood, R> notUnderstood,
      Function<Refused, R> refused) {
    if (this instanceof Payment p) {
      return payment.apply(p);
    }
    if (this instanceof Refund r) {
      return refund.apply(r);
    }
    if (this instanceof Other o) {
      return other.apply(o);
    }
    if (this instanceof NotUnderstood n) {
      return notUnderstood.apply(n);
    }
    return refused.apply((Refused) this);
  }
}
