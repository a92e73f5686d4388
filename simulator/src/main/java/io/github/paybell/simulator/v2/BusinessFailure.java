package io.github.paybell.simulator.v2;

/** The answer will be {@code result_code=FAIL}. */
final class BusinessFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String errCode;

  /**
   * A failure.
   *
   * @param errCode {@code err_code}
   * @param errCodeDes {@code err_code_des}
   */
  BusinessFailure(String errCode, String errCodeDes) {
    super(errCodeDes);
    this.errCode = errCode;
  }

  String errCode() {
    return errCode;
  }

  /** {@code err_code_des}. */
  String errCodeDes() {
    return String.valueOf(getMessage());
  }
}
