package io.github.paybell.wechat;

import io.github.paybell.protocol.v3.V3Headers;
import io.github.paybell.protocol.v3.V3Signer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer was signed by WeChat Pay, and just now. A notification must pass the same
 * checks; an answer may come over a connection that a proxy ends.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4013053249">verifying answers</a>
 */
final class V3Proof {
  private static final String SHA256_RSA2048 = "WECHATPAY2-SHA256-RSA2048";
  private static final String PROBE = "WECHATPAY/SIGNTEST/";
  // WeChat Pay's own figure, for both directions.
  private static final long FRESH_SECONDS = 300;
  private static final int MAX_SHOWN = 64;

  private V3Proof() {}

  /**
   * Returns if the answer is proved.
   *
   * @param headers of the answer, names in any case
   * @param body of the answer; null or empty: none
   * @param keys finds the key of a serial
   * @param held the serials there are, for people
   * @throws V3UnprovedException if not, with the reason
   */
  static void require(
      Map<String, String> headers,
      @Nullable String body,
      Function<String, @Nullable PublicKey> keys,
      Collection<String> held,
      Clock clock) {
    V3Headers signed = V3Headers.of(headers);
    String timestamp = signed.timestamp();
    String nonce = signed.nonce();
    String signature = signed.signature();
    String serial = signed.serial();
    if (timestamp == null || nonce == null || signature == null || serial == null) {
      throw new V3UnprovedException("the answer is not signed");
    }
    String type = signed.signatureType();
    if (type != null && !type.isEmpty() && !type.equals(SHA256_RSA2048)) {
      throw new V3UnprovedException("the answer has a kind of signature that is not verified here");
    }
    if (signature.startsWith(PROBE)) {
      throw new V3UnprovedException(
          "the answer is a signature probe: WeChat Pay looks whether answers are verified");
    }
    PublicKey key = keys.apply(serial);
    if (key == null) {
      throw new V3UnprovedException(
          "no platform key is held for Wechatpay-Serial "
              + shown(serial)
              + " (held: "
              + held
              + ")");
    }
    String message = timestamp + "\n" + nonce + "\n" + (body == null ? "" : body) + "\n";
    if (!V3Signer.verifies(key, message.getBytes(StandardCharsets.UTF_8), signature)) {
      throw new V3UnprovedException("the answer's signature is wrong");
    }
    requireFresh(timestamp, clock);
  }

  private static void requireFresh(String timestamp, Clock clock) {
    // After the signature, so that a wrong clock is told from a forgery.
    long off;
    try {
      off = Math.subtractExact(Long.parseLong(timestamp), clock.instant().getEpochSecond());
    } catch (NumberFormatException | ArithmeticException e) {
      throw new V3UnprovedException("the answer's Wechatpay-Timestamp is no time");
    }
    if (Math.abs(off) > FRESH_SECONDS) {
      throw new V3UnprovedException(
          "the answer's Wechatpay-Timestamp and this machine's clock are "
              + Math.abs(off)
              + " s apart, more than "
              + FRESH_SECONDS
              + ": is the clock right?");
    }
  }

  private static String shown(String serial) {
    return serial.length() > MAX_SHOWN ? serial.substring(0, MAX_SHOWN) + "…" : serial;
  }
}
