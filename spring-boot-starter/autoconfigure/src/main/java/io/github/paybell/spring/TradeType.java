package io.github.paybell.spring;

/** From where the payer pays, by WeChat Pay's names in API v2. */
public enum TradeType {
  /** In WeChat's browser or a mini-program. */
  JSAPI,
  /** By scanning a code that the shop shows. */
  NATIVE,
  /** In the shop's own app. */
  APP,
  /** In another browser on a phone (H5). */
  MWEB
}
