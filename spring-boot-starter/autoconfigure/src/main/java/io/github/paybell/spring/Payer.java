package io.github.paybell.spring;

import org.jspecify.annotations.Nullable;

/** From where the payer pays. Its {@code toString} names no payer. */
public final class Payer {
  private final TradeType tradeType;
  private final @Nullable String openid;
  private final @Nullable String clientIp;

  private Payer(TradeType tradeType, @Nullable String openid, @Nullable String clientIp) {
    this.tradeType = tradeType;
    this.openid = openid;
    this.clientIp = clientIp;
  }

  /**
   * In WeChat's browser or a mini-program.
   *
   * @param openid the payer under the order's appid
   */
  public static Payer jsapi(String openid) {
    return new Payer(TradeType.JSAPI, openid, null);
  }

  /** By scanning a code that the shop shows. */
  public static Payer code() {
    return new Payer(TradeType.NATIVE, null, null);
  }

  /** In the shop's own app. */
  public static Payer app() {
    return new Payer(TradeType.APP, null, null);
  }

  /**
   * In another browser on a phone (H5).
   *
   * @param clientIp the address of that browser
   */
  public static Payer h5(String clientIp) {
    return new Payer(TradeType.MWEB, null, clientIp);
  }

  /** How the payer pays. */
  public TradeType tradeType() {
    return tradeType;
  }

  /** The payer under the order's appid; null: not needed to pay so. */
  public @Nullable String openid() {
    return openid;
  }

  /** The address of the payer's browser; null: not needed to pay so. */
  public @Nullable String clientIp() {
    return clientIp;
  }

  @Override
  public String toString() {
    return "Payer[" + tradeType + "]";
  }
}
