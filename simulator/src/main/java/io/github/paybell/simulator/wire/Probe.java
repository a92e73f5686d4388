package io.github.paybell.simulator.wire;

import io.github.paybell.simulator.platform.Dice;

/**
 * The signature probe (签名探测流量): what stands in {@code Wechatpay-Signature} to find out who does not
 * verify, in notifications and in answers.
 */
public final class Probe {
  private static final String START = "WECHATPAY/SIGNTEST/";

  /** As long as the one that was published. */
  private static final int TAIL = 336;

  private Probe() {}

  /** A probe of 355 characters, the same for the same names. */
  public static String signature(Dice dice, Object... names) {
    return START + dice.alphanumeric(TAIL, names);
  }
}
