package io.github.paybell.protocol.v3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The six headers of a v3 notification or answer, as received: nothing is trusted or checked yet.
 *
 * @param timestamp {@code Wechatpay-Timestamp}, Unix seconds in decimal
 * @param nonce {@code Wechatpay-Nonce}; part of the signed message, not the nonce of the cipher
 * @param signature {@code Wechatpay-Signature}, Base64 or a probe
 * @param serial {@code Wechatpay-Serial}, certificate serial or {@code PUB_KEY_ID_…}; opaque text
 * @param signatureType {@code Wechatpay-Signature-Type}; absent means RSA
 * @param requestId {@code Request-ID}, to be quoted to WeChat's support
 */
public record V3Headers(
    @Nullable String timestamp,
    @Nullable String nonce,
    @Nullable String signature,
    @Nullable String serial,
    @Nullable String signatureType,
    @Nullable String requestId) {

  static final String TIMESTAMP = "Wechatpay-Timestamp";
  static final String NONCE = "Wechatpay-Nonce";
  static final String SIGNATURE = "Wechatpay-Signature";
  static final String SERIAL = "Wechatpay-Serial";
  static final String SIGNATURE_TYPE = "Wechatpay-Signature-Type";
  static final String REQUEST_ID = "Request-ID";

  /**
   * Takes the headers from a request.
   *
   * @param lookup finds a header by its documented name, whatever its case on the wire
   */
  public static V3Headers of(Function<String, @Nullable String> lookup) {
    return new V3Headers(
        lookup.apply(TIMESTAMP),
        lookup.apply(NONCE),
        lookup.apply(SIGNATURE),
        lookup.apply(SERIAL),
        lookup.apply(SIGNATURE_TYPE),
        lookup.apply(REQUEST_ID));
  }

  /** Takes the headers from a map whose names may have any case: proxies and HTTP/2 lower them. */
  public static V3Headers of(Map<String, String> headers) {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    return of(anyCase::get);
  }

  /** The headers that are present, under WeChat's own spelling, for a sender. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    put(map, REQUEST_ID, requestId);
    put(map, NONCE, nonce);
    put(map, SERIAL, serial);
    put(map, SIGNATURE, signature);
    put(map, SIGNATURE_TYPE, signatureType);
    put(map, TIMESTAMP, timestamp);
    return map;
  }

  private static void put(Map<String, String> map, String name, @Nullable String value) {
    if (value != null) {
      map.put(name, value);
    }
  }
}
