package io.github.paybell.engine.inbox;

import io.github.paybell.protocol.v3.V3Headers;
import org.jspecify.annotations.Nullable;

/**
 * The v3 headers as they are kept beside the raw bytes: one {@code Name: value} per line, nothing
 * else.
 */
final class SignedHeaders {
  private SignedHeaders() {}

  static String write(V3Headers headers) {
    var text = new StringBuilder(640);
    line(text, "Wechatpay-Timestamp", headers.timestamp());
    line(text, "Wechatpay-Nonce", headers.nonce());
    line(text, "Wechatpay-Signature", headers.signature());
    line(text, "Wechatpay-Serial", headers.serial());
    line(text, "Wechatpay-Signature-Type", headers.signatureType());
    line(text, "Request-ID", headers.requestId());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append(": ").append(value).append('\n');
    }
  }

  static V3Headers read(String text) {
    return V3Headers.of(name -> value(text, name + ": "));
  }

  private static @Nullable String value(String text, String name) {
    return text.lines()
        .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
        .map(line -> line.substring(name.length()))
        .findFirst()
        .orElse(null);
  }
}
