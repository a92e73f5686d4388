package io.github.paybell.simulator.platform;

/**
 * A coupon that the payer used.
 *
 * @param type who bears it
 * @param id {@code coupon_id}
 * @param name for people
 * @param stockId batch, {@code stock_id}
 * @param fee fen, at least 1
 */
public record Coupon(Type type, String id, String name, String stockId, long fee) {
  /** Who bears a coupon. */
  public enum Type {
    /** 充值型: paid for in advance, the merchant is settled in full. */
    CASH,
    /** 免充值型: the merchant receives less. */
    NO_CASH;

    /** The spelling of v3, which has no underscore. */
    public String v3() {
      return this == CASH ? "CASH" : "NOCASH";
    }
  }

  public Coupon {
    if (fee < 1) {
      throw new IllegalArgumentException("a coupon is worth at least 1 fen, was " + fee);
    }
  }
}
