package io.github.paybell.protocol.v3;

import org.jspecify.annotations.Nullable;

/**
 * Who paid. {@code toString} tells which ids are there, never the ids.
 *
 * @param openid of a direct or combined payment
 * @param spOpenid of a partner payment, under {@code sp_appid}
 * @param subOpenid of a partner payment, only if the order gave {@code sub_appid}
 */
public record V3Payer(
    @Nullable String openid, @Nullable String spOpenid, @Nullable String subOpenid) {

  static final V3Payer UNKNOWN = new V3Payer(null, null, null);

  @Override
  public String toString() {
    return "V3Payer["
        + (openid == null ? "" : "openid ")
        + (spOpenid == null ? "" : "sp_openid ")
        + (subOpenid == null ? "" : "sub_openid")
        + "]";
  }
}
