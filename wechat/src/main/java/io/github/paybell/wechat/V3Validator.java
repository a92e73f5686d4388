package io.github.paybell.wechat;

import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.http.HttpHeaders;
import io.github.paybell.protocol.v3.V3Keys;
import java.time.Clock;
import java.util.Collection;

/**
 * Lets the SDK verify answers with the account's own key ring, the one that verifies its
 * notifications. Thread-safe.
 */
final class V3Validator implements Validator {
  private static final String PUBLIC_KEY_ID = "PUB_KEY_ID_";

  private final V3Keys ring;
  private final Clock clock;

  V3Validator(V3Keys ring, Clock clock) {
    this.ring = ring;
    this.clock = clock;
  }

  /**
   * @return true
   * @throws V3UnprovedException instead of false, because it knows why
   */
  @Override
  public <T> boolean validate(HttpHeaders headers, String body) {
    V3Proof.require(headers.getHeaders(), body, ring::platformKey, ring.serials(), clock);
    return true;
  }

  /**
   * {@code Wechatpay-Serial} of requests: which key the answer is to be signed with. Only naming a
   * public key changes anything; certificates that are held may have expired, and WeChat Pay
   * refuses a request that names such a one, so of several none is named.
   */
  @Override
  public <T> String getSerialNumber() {
    Collection<String> serials = ring.serials();
    return serials.stream()
        .filter(serial -> serial.startsWith(PUBLIC_KEY_ID))
        .max(String::compareTo)
        .orElse(serials.size() == 1 ? serials.iterator().next() : "");
  }
}
