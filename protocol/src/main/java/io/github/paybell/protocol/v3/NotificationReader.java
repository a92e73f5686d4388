package io.github.paybell.protocol.v3;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one notification after the other, with everything that can be reused reused. One thread at
 * a time; {@link V3Notifications} keeps some of these.
 */
final class NotificationReader {

  /** The sender's times of attempt and ours may differ by this much, either way. */
  static final long MAX_SKEW_SECONDS = 300;

  // A payment of 50 sub-orders with coupons stays far below; what is larger is not WeChat's.
  static final int MAX_BODY = 1 << 20;

  private static final int KEPT_BUFFER = 1 << 16;

  private final RsaVerifier verifier;
  private final ResourceCipher cipher = new ResourceCipher();
  private final JsonReader json = new JsonReader();
  private byte[] message = new byte[4096];
  private @Nullable String facts;

  NotificationReader(@Nullable Provider rsa) {
    verifier = new RsaVerifier(rsa);
  }

  V3Message read(V3Headers headers, byte[] body, V3Keys keys, Instant now) {
    facts = null;
    V3Result result = prove(headers, body, keys, now);
    return new V3Message(result, facts);
  }

  private V3Result prove(V3Headers headers, byte[] body, V3Keys keys, Instant now) {
    if (body.length > MAX_BODY) {
      return new V3Result.Refused(
          V3Result.Refusal.MALFORMED, "the body is larger than " + MAX_BODY + " bytes");
    }
    V3Result.Refused refused = HeaderCheck.refusal(headers);
    if (refused != null) {
      return refused;
    }
    String serial = requireNonNull(headers.serial());
    String signature = requireNonNull(headers.signature());
    PublicKey key = keys.platformKey(serial);
    if (key == null) {
      return new V3Result.UnknownSerial(serial);
    }
    if (HeaderCheck.isProbe(signature)) {
      return new V3Result.Probe(serial);
    }
    String timestamp = requireNonNull(headers.timestamp());
    int length = compose(timestamp, requireNonNull(headers.nonce()), body);
    if (!verifier.verify(key, message, length, signature)) {
      return new V3Result.Refused(
          V3Result.Refusal.SIGNATURE_WRONG,
          "the signature does not fit these bytes and the key " + serial);
    }
    // Only now: so that a genuine but late message is told apart from a forged one.
    long behind = now.getEpochSecond() - Long.parseLong(timestamp);
    if (behind > MAX_SKEW_SECONDS
        || (behind == MAX_SKEW_SECONDS && now.getNano() > 0)
        || behind < -MAX_SKEW_SECONDS) {
      return new V3Result.Refused(
          V3Result.Refusal.STALE,
          "genuine, but signed " + behind + " s before our clock; more than " + MAX_SKEW_SECONDS);
    }
    try {
      return open(body, keys.apiV3Keys());
    } finally {
      json.close();
      if (message.length > KEPT_BUFFER) {
        message = new byte[4096];
      }
    }
  }

  /** Puts the signed message together: one update of a native provider is cheaper than three. */
  @SuppressWarnings("deprecation") // the low byte of each character is wanted: they are ASCII
  private int compose(String timestamp, String nonce, byte[] body) {
    int length = timestamp.length() + nonce.length() + body.length + 3;
    if (message.length < length) {
      message = new byte[length];
    }
    int at = timestamp.length();
    timestamp.getBytes(0, at, message, 0);
    message[at++] = '\n';
    nonce.getBytes(0, nonce.length(), message, at);
    at += nonce.length();
    message[at++] = '\n';
    System.arraycopy(body, 0, message, at, body.length);
    message[length - 1] = '\n';
    return length;
  }

  private V3Result open(byte[] body, List<ApiV3Key> apiV3Keys) {
    EnvelopeReader.Opened opened;
    try {
      json.open(body, body.length);
      opened = EnvelopeReader.read(json);
    } catch (NotUnderstoodException e) {
      return new V3Result.NotUnderstood(null, e.member(), "envelope: " + e.reason());
    }
    V3Envelope envelope = opened.envelope();
    try {
      byte[] plaintext = decrypt(opened.resource(), apiV3Keys);
      if (plaintext == null) {
        return new V3Result.Undecryptable(
            envelope, "none of " + apiV3Keys.size() + " APIv3 keys fits this resource");
      }
      facts = ContentDigest.of(envelope.eventType(), plaintext);
      return typed(envelope, plaintext);
    } catch (NotUnderstoodException e) {
      return new V3Result.NotUnderstood(envelope, e.member(), e.reason());
    }
  }

  private byte @Nullable [] decrypt(EnvelopeReader.Resource resource, List<ApiV3Key> apiV3Keys)
      throws NotUnderstoodException {
    if (!resource.algorithm.equals(ResourceCipher.ALGORITHM)) {
      throw NotUnderstoodException.of("resource.algorithm", "is none that is decrypted here");
    }
    for (ApiV3Key key : apiV3Keys) {
      byte[] plaintext =
          cipher.decrypt(key, resource.nonce, resource.associatedData, resource.ciphertext);
      if (plaintext != null) {
        return plaintext;
      }
    }
    return null;
  }

  private V3Result typed(V3Envelope envelope, byte[] plaintext) throws NotUnderstoodException {
    json.open(plaintext, plaintext.length);
    return switch (Subject.of(envelope)) {
      case PAYMENT -> {
        V3Result payment = PaymentReader.read(envelope, json);
        yield payment == null ? other(envelope, plaintext) : payment;
      }
      case REFUND -> new V3Result.Refund(envelope, RefundReader.read(json));
      case OTHER -> other(envelope, plaintext);
    };
  }

  private static V3Result other(V3Envelope envelope, byte[] plaintext) {
    return new V3Result.Other(envelope, new String(plaintext, StandardCharsets.UTF_8));
  }
}
