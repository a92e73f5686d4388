package io.github.paybell.simulator.platform;

/** How the user pays. */
public enum PlatformTradeType {
  /** In the WeChat browser, and mini-programs. */
  JSAPI,
  /** By scanning a code. */
  NATIVE,
  /** From an app. */
  APP,
  /** From another browser of the phone: H5. */
  MWEB
}
