package io.github.paybell.simulator.platform;

/**
 * What an order is found by.
 *
 * @param mchid the merchant, or the partner that placed it
 * @param outTradeNo the merchant's number, case-sensitive
 */
public record PlatformOrderKey(String mchid, String outTradeNo) {
  @Override
  public String toString() {
    return mchid + "/" + outTradeNo;
  }
}
