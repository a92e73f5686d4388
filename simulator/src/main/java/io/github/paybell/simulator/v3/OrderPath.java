package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.TradeType;

/** The last step of the paths that take orders in. */
enum OrderPath {
  JSAPI("jsapi", TradeType.JSAPI),
  NATIVE("native", TradeType.NATIVE),
  APP("app", TradeType.APP),
  H5("h5", TradeType.MWEB);

  private final String path;
  private final TradeType tradeType;

  OrderPath(String path, TradeType tradeType) {
    this.path = path;
    this.tradeType = tradeType;
  }

  String path() {
    return path;
  }

  TradeType tradeType() {
    return tradeType;
  }
}
