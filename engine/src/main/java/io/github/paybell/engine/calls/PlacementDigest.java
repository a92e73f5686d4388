package io.github.paybell.engine.calls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of all that an order is placed with, but for the address of the payer. WeChat Pay takes a
 * known out_trade_no with the same data only; the digest tells "the same" without keeping who the
 * payer is.
 */
final class PlacementDigest {
  private final StringBuilder text = new StringBuilder();

  private PlacementDigest() {}

  static String of(Placement placement) {
    var expiresAt = placement.expiresAt();
    return new PlacementDigest()
        .add(placement.api().name())
        .add(placement.tradeType().name())
        .add(placement.outTradeNo())
        .add(placement.description())
        .add(Long.toString(placement.total()))
        .add(placement.currency())
        .add(placement.notifyUrl())
        .add(placement.appid())
        .add(placement.subMchid())
        .add(placement.openid())
        // Where the payer's address stood: a phone changes it, and an h5_url lives for 5 minutes.
        .add(null)
        .add(placement.attach())
        // To the second, as it is sent.
        .add(expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.SECONDS).toString())
        .digest();
  }

  /** Each with its length before it: no two placements share a text. */
  private PlacementDigest add(@Nullable String field) {
    if (field == null) {
      text.append("-;");
    } else {
      text.append(field.length()).append(':').append(field).append(';');
    }
    return this;
  }

  private String digest() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
