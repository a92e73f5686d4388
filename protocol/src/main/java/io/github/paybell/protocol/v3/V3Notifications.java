package io.github.paybell.protocol.v3;

import java.security.Provider;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads v3 notifications: proves who sent the bytes, then decrypts and types them. Thread-safe; one
 * instance serves a program.
 *
 * <p>Order of checks (cheapest first, nothing parsed before it is proven): headers, signature type,
 * serial, probe, signature, freshness, envelope, decryption, plaintext.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012791861">payment notice</a>
 */
public final class V3Notifications {

  private final @Nullable Provider rsa;

  // A bounded pool, not thread-locals: it stays small under any number of (virtual) threads.
  private final BlockingQueue<NotificationReader> idle =
      new ArrayBlockingQueue<>(2 * Math.max(2, Runtime.getRuntime().availableProcessors()));

  /** With the fastest RSA provider that is present: ACCP, Conscrypt, or the JDK's own. */
  public V3Notifications() {
    this(RsaProvider.best());
  }

  /**
   * With a given RSA provider.
   *
   * @param rsa who verifies {@code SHA256withRSA}; null for the JDK's choice
   */
  public V3Notifications(@Nullable Provider rsa) {
    this.rsa = rsa;
  }

  /** Who verifies, for a line at start. */
  public String rsaProvider() {
    return rsa == null ? "JDK" : rsa.getName();
  }

  /**
   * Reads one notification. Never throws for bad input, and keeps no plaintext.
   *
   * @param headers as received
   * @param body the request body, byte for byte as received; re-serialised JSON does not verify
   * @param keys the key ring of the account it was sent to
   * @param now the present, against which {@code Wechatpay-Timestamp} must be within 300 s
   * @return what it is; for each, DESIGN has one answer
   * @throws IllegalArgumentException if the key ring holds a key that is not RSA
   */
  public V3Result read(V3Headers headers, byte[] body, V3Keys keys, Instant now) {
    return readWithFacts(headers, body, keys, now).result();
  }

  /** As {@link #read}, with what tells the message from others. */
  public V3Message readWithFacts(V3Headers headers, byte[] body, V3Keys keys, Instant now) {
    NotificationReader reader = idle.poll();
    if (reader == null) {
      reader = new NotificationReader(rsa);
    }
    V3Message message = reader.read(headers, body, keys, now);
    // Not in a finally: what threw is not used again. More than the pool holds are let go.
    idle.offer(reader);
    return message;
  }
}
