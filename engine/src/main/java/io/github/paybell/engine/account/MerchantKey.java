package io.github.paybell.engine.account;

import java.security.PrivateKey;

/**
 * What the merchant signs its v3 calls with. Immutable and thread-safe; its {@code toString} tells
 * the serial only.
 */
public final class MerchantKey {
  private final String serial;
  private final PrivateKey key;

  MerchantKey(String serial, PrivateKey key) {
    this.serial = serial;
    this.key = key;
  }

  /** Serial of the merchant's API certificate, as {@code serial_no} in {@code Authorization}. */
  public String serial() {
    return serial;
  }

  public PrivateKey key() {
    return key;
  }

  @Override
  public String toString() {
    return "MerchantKey[" + serial + "]";
  }
}
