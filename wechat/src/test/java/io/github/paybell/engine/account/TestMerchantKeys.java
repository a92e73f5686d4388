package io.github.paybell.engine.account;

import java.security.PrivateKey;

/** Opens the notify listener to what only settings make. */
public final class TestMerchantKeys {
  private TestMerchantKeys() {}

  public static MerchantKey of(String serial, PrivateKey key) {
    return new MerchantKey(serial, key);
  }
}
