package io.github.paybell.protocol.v2;

/**
 * How a written payment notification is spelt. The signature is the same for all of them, so a
 * receiver has to accept each.
 *
 * @param values how values are written
 * @param order how elements are ordered
 * @param declaration whether an XML declaration comes first
 */
public record V2Form(Values values, Order order, boolean declaration) {
  /** How values are written. */
  public enum Values {
    /** CDATA for all but {@code total_fee} and {@code coupon_fee}: as captured. */
    CDATA,
    /** Text with entities. */
    ENTITIES
  }

  /** How elements are ordered. */
  public enum Order {
    /** Ascending by name: as captured. */
    SORTED,
    /** As the given map iterates. */
    AS_GIVEN
  }

  /** The shape in which WeChat Pay was seen to send payment notifications. */
  public static V2Form captured() {
    return new V2Form(Values.CDATA, Order.SORTED, false);
  }
}
