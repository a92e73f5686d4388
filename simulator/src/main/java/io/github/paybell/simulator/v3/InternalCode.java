package io.github.paybell.simulator.v3;

/** Numbers at the end of {@code Request-ID}, which WeChat Pay's support reads. */
final class InternalCode {
  static final long NONE = 0;
  static final long ILLEGAL_PARAMETER = 268_435_461;
  static final long OUT_OF_RANGE = 268_435_464;
  static final long NO_SUCH_ORDER = 268_512_771;
  static final long TOO_FREQUENT = 268_447_840;
  static final long PAID = 268_449_538;
  static final long SIGNATURE = 268_443_699;
  static final long EXPIRED = 268_447_914;
  static final long REPETITION_DIFFERS = 268_498_688;
  static final long MERCHANT_AND_ORDER_DIFFER = 268_447_843;
  static final long APPID_NOT_BOUND = 268_445_527;
  static final long OPENID_MISSING = 268_501_013;

  private InternalCode() {}
}
