package io.github.paybell.spring;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A placed order: what the payer's side needs. Immutable.
 *
 * @param prepayId JSAPI, APP and v2 always; valid for 2 h
 * @param codeUrl NATIVE: to be shown as a QR code; valid for 2 h
 * @param h5Url MWEB: to be redirected to; valid for 5 min
 * @param payParams JSAPI and APP: the signed parameters for the client, under WeChat Pay's names
 *     and in its order; else empty
 */
public record PlacedOrder(
    @Nullable String prepayId,
    @Nullable String codeUrl,
    @Nullable String h5Url,
    Map<String, String> payParams) {
  public PlacedOrder {
    payParams = Collections.unmodifiableMap(new LinkedHashMap<>(payParams));
  }

  /** Says nothing of what can be paid with. */
  @Override
  public String toString() {
    return "PlacedOrder";
  }
}
