package io.github.paybell.protocol.v2;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one v2 notification at a time: raw bytes to a proved field table, and from there to typed
 * facts. Reusable, and not thread-safe: one per thread. Most callers want {@link V2Notifications}.
 */
public final class V2Reader {
  private static final byte[] FAIL = {'F', 'A', 'I', 'L'};
  private static final byte[] MD5 = {'M', 'D', '5'};
  private static final byte[] HMAC_SHA256 = {'H', 'M', 'A', 'C', '-', 'S', 'H', 'A', '2', '5', '6'};

  /** What differs between copies of one message. */
  private static final Set<String> OF_ONE_COPY = Set.of("sign", "nonce_str");

  private final FieldTable table = new FieldTable();
  private final FieldTable refundInfo = new FieldTable();
  private final Facts facts = new Facts(table);
  private final CouponFields coupons = new CouponFields(table, facts);
  private final Facts refundFacts = new Facts(refundInfo);
  private final SignatureCheck signature;
  private final RefundCipher cipher = new RefundCipher();

  private SignType signType = SignType.MD5;
  private V2Result.@Nullable Refused refused;

  /** Where the last message says what it says; null if it was refused. */
  private @Nullable FieldTable said;

  /**
   * A reader.
   *
   * @param signCase which letters a {@code sign} may have; {@link SignCase#UPPER} unless you know
   *     better
   */
  public V2Reader(SignCase signCase) {
    this.signature = new SignatureCheck(signCase);
  }

  /**
   * Proves that a message was signed with one of the keys. This is the whole hot path: it makes no
   * objects for a message that is fine.
   *
   * @param body the bytes as received
   * @param keys the account's keys, newest first
   * @return the index of the key that signed it, or -1, and then {@link #refused()} says why
   */
  public int verify(byte[] body, List<V2Key> keys) {
    return parse(body, keys) ? prove(keys) : -1;
  }

  /** Why the last message was not proved. */
  public V2Result.Refused refused() {
    if (refused == null) {
      throw new IllegalStateException("The last message was not refused");
    }
    return refused;
  }

  /** The fields of the last message, until the next one; only after success are they proved. */
  public FieldTable fields() {
    return table;
  }

  /**
   * Reads a notification of any kind.
   *
   * @param body the bytes as received
   * @param keys the account's keys, newest first
   */
  public V2Result read(byte[] body, List<V2Key> keys) {
    said = null;
    if (!parse(body, keys)) {
      return refused();
    }
    int reqInfo = table.indexOf(FieldName.REQ_INFO);
    boolean refund = reqInfo >= 0 && table.valueLength(reqInfo) > 0;
    // A refund result carries no sign. One that does must still fit: nothing false is passed on.
    if (refund && !signed()) {
      return refund(table.value(reqInfo), keys);
    }
    int keyIndex = prove(keys);
    if (keyIndex < 0) {
      return refused();
    }
    if (refund) {
      return refund(table.value(reqInfo), keys);
    }
    said = table;
    facts.start();
    return PaymentFacts.read(
        facts,
        coupons,
        signType,
        keyIndex,
        V2Ambiguity.isIn(
            table, facts.number(FieldName.ATTACH), facts.number(FieldName.DEVICE_INFO)));
  }

  /**
   * What the last message that was {@link #read} says, as {@link V2Message#facts()}; null if it was
   * refused.
   */
  public @Nullable String contentDigest() {
    return said == null ? null : ContentDigest.of(said, said == table ? OF_ONE_COPY : Set.of());
  }

  private boolean parse(byte[] body, List<V2Key> keys) {
    refused = null;
    if (!table.read(body)) {
      refuse(V2Result.Refusal.MALFORMED, "not a v2 message: " + table.problem(), table.position());
      return false;
    }
    if (keys.isEmpty()) {
      refuse(V2Result.Refusal.NO_KEY, "this account has no API v2 key to check the message with");
      return false;
    }
    return true;
  }

  private boolean signed() {
    int sign = table.indexOf(FieldName.SIGN);
    return sign >= 0 && table.valueLength(sign) > 0;
  }

  /** The index of the key that signed the parsed message, or -1. */
  private int prove(List<V2Key> keys) {
    int sign = table.indexOf(FieldName.SIGN);
    if (sign < 0 || table.valueLength(sign) == 0) {
      return unsigned(sign < 0 ? -1 : table.elementStart(sign));
    }
    int length = table.valueLength(sign);
    SignType type =
        length == SignType.MD5.signLength()
            ? SignType.MD5
            : length == SignType.HMAC_SHA256.signLength() ? SignType.HMAC_SHA256 : null;
    int named = table.indexOf(FieldName.SIGN_TYPE);
    if (named >= 0 && table.valueLength(named) > 0) {
      SignType stated =
          table.valueEquals(named, MD5)
              ? SignType.MD5
              : table.valueEquals(named, HMAC_SHA256) ? SignType.HMAC_SHA256 : null;
      if (stated == null) {
        return refuse(
            V2Result.Refusal.SIGN_TYPE_UNKNOWN, "sign_type is neither MD5 nor HMAC-SHA256");
      }
      if (stated != type) {
        return refuse(
            V2Result.Refusal.SIGN_WRONG, "sign has not the length that sign_type asks for");
      }
    }
    if (type == null) {
      return refuse(V2Result.Refusal.SIGN_WRONG, "sign has neither 32 nor 64 characters");
    }
    signType = type;
    int keyIndex = signature.signer(table, sign, type, keys);
    if (keyIndex < 0) {
      return refuse(
          V2Result.Refusal.SIGN_WRONG,
          "sign does not fit: the message was changed, or signed with a key that is not among the "
              + keys.size()
              + " of this account");
    }
    return keyIndex;
  }

  private int unsigned(int position) {
    int returnCode = table.indexOf(FieldName.RETURN_CODE);
    if (returnCode >= 0 && table.valueEquals(returnCode, FAIL)) {
      return refuse(
          V2Result.Refusal.UNSIGNED_FAILURE,
          "return_code is FAIL: such a message is unsigned and proves nothing");
    }
    refused =
        new V2Result.Refused(V2Result.Refusal.SIGN_MISSING, "the message has no sign", position);
    return -1;
  }

  private V2Result refund(String reqInfo, List<V2Key> keys) {
    for (int i = 0; i < keys.size(); i++) {
      byte[] plaintext = cipher.decrypt(reqInfo, keys.get(i));
      // A wrong key passes the padding check once in 256 times, but then it yields no document.
      if (plaintext != null && refundInfo.readRefundInfo(plaintext)) {
        said = refundInfo;
        facts.start();
        refundFacts.start();
        return RefundFacts.read(facts, refundFacts, i);
      }
    }
    refuse(
        V2Result.Refusal.UNDECRYPTABLE,
        "req_info cannot be decrypted with any of the " + keys.size() + " keys of this account");
    return refused();
  }

  private int refuse(V2Result.Refusal refusal, String reason) {
    refuse(refusal, reason, -1);
    return -1;
  }

  private void refuse(V2Result.Refusal refusal, String reason, int position) {
    refused = new V2Result.Refused(refusal, reason, position);
  }
}
