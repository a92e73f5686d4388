package io.github.paybell.spring;

/** WeChat Pay said no. */
public final class WechatRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public WechatRefusedException(String code, String message) {
    super(code + ": " + message);
    this.code = code;
  }

  /** As WeChat Pay spells it: {@code ORDERPAID}, {@code NOAUTH} … */
  public String code() {
    return code;
  }
}
