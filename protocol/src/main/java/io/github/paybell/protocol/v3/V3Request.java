package io.github.paybell.protocol.v3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The signature of a merchant's request.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012365336">request signature</a>
 */
public final class V3Request {

  private V3Request() {}

  /**
   * The message a request's signature covers: five lines, each ended by a line feed.
   *
   * @param method upper case
   * @param canonicalUrl path and raw query exactly as on the request line, without scheme and host
   * @param timestamp Unix seconds
   * @param nonce {@code nonce_str}
   * @param body the body's bytes, empty if there is none
   */
  public static byte[] message(
      String method, String canonicalUrl, String timestamp, String nonce, byte[] body) {
    ByteArrayOutputStream message = new ByteArrayOutputStream(256 + body.length);
    message.writeBytes(
        (method + "\n" + canonicalUrl + "\n" + timestamp + "\n" + nonce + "\n")
            .getBytes(StandardCharsets.UTF_8));
    message.writeBytes(body);
    message.write('\n');
    return message.toByteArray();
  }

  /**
   * The value of the {@code Authorization} header.
   *
   * @param signer the merchant's key and the serial of its API certificate
   * @param mchid the caller; a partner gives {@code sp_mchid}
   */
  public static String authorization(
      V3Signer signer,
      String mchid,
      String method,
      String canonicalUrl,
      Instant at,
      String nonce,
      byte[] body) {
    String timestamp = Long.toString(at.getEpochSecond());
    return HeaderCheck.SHA256_RSA2048
        + " mchid=\""
        + mchid
        + "\",nonce_str=\""
        + nonce
        + "\",timestamp=\""
        + timestamp
        + "\",serial_no=\""
        + signer.serial()
        + "\",signature=\""
        + signer.sign(message(method, canonicalUrl, timestamp, nonce, body))
        + "\"";
  }
}
