package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.PlatformTradeType;

/** The last step of the paths that take orders in. */
enum OrderPath {
  JSAPI("jsapi", PlatformTradeType.JSAPI),
  NATIVE("native", PlatformTradeType.NATIVE),
  APP("app", PlatformTradeType.APP),
  H5("h5", PlatformTradeType.MWEB);

  private final String path;
  private final PlatformTradeType tradeType;

  OrderPath(String path, PlatformTradeType tradeType) {
    this.path = path;
    this.tradeType = tradeType;
  }

  String path() {
    return path;
  }

  PlatformTradeType tradeType() {
    return tradeType;
  }
}
