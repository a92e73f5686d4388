package io.github.paybell.engine.bill;

import org.jspecify.annotations.Nullable;

/** One line that cannot be read. Carries no stack: a broken file has millions of them. */
final class BrokenLineException extends Exception {
  private static final long serialVersionUID = 1;

  private final @Nullable String outTradeNo;

  BrokenLineException(String why) {
    this(why, null);
  }

  private BrokenLineException(String why, @Nullable String outTradeNo) {
    super(why, null, false, false);
    this.outTradeNo = outTradeNo;
  }

  /** The same, of a line whose order could be read. */
  BrokenLineException about(@Nullable String order) {
    return new BrokenLineException(why(), order);
  }

  String why() {
    var message = getMessage();
    return message == null ? "" : message;
  }

  /** The order that the line seems to name; null: none. Worth a question, and no more. */
  @Nullable String outTradeNo() {
    return outTradeNo;
  }
}
