package io.github.paybell.simulator.v2;

import org.jspecify.annotations.Nullable;

/** The answer will be {@code return_code=FAIL}, unsigned: the sender is not proved. */
final class ReturnFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String errCode;
  private final String note;

  /**
   * A refusal.
   *
   * @param returnMsg {@code return_msg}
   * @param errCode {@code err_code} where one is documented, else null
   * @param note for the page
   */
  ReturnFailure(String returnMsg, @Nullable String errCode, String note) {
    super(returnMsg);
    this.errCode = errCode;
    this.note = note;
  }

  /** {@code return_msg}. */
  String returnMsg() {
    return String.valueOf(getMessage());
  }

  @Nullable String errCode() {
    return errCode;
  }

  String note() {
    return note;
  }
}
