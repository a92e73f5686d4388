package io.github.paybell.spring;

/** The number is taken by an order or a refund of other data; nothing was changed. */
public final class OrderDiffersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  public OrderDiffersException(String what, String field) {
    super(what + " was registered before with another " + field + "; nothing was changed");
    this.field = field;
  }

  /** What differs, by its wire name. */
  public String field() {
    return field;
  }
}
