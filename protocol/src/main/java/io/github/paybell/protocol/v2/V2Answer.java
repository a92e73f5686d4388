package io.github.paybell.protocol.v2;

import java.util.function.Function;

/**
 * What a body that claims to be the answer to a v2 call turned out to be. Read in WeChat Pay's own
 * order: {@code return_code} (was the call taken in), {@code sign}, {@code result_code} (was it
 * done).
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011985891">how to read an answer</a>
 */
public sealed interface V2Answer {

  /**
   * Proved, and {@code result_code} is SUCCESS.
   *
   * @param fields what it says
   * @param keyIndex which of the handed-in keys signed it, from 0
   */
  record Good(V2AnswerFields fields, int keyIndex) implements V2Answer {}

  /**
   * Proved, and {@code result_code} is FAIL.
   *
   * @param errCode {@code err_code}; empty if it was left out
   * @param errCodeDes {@code err_code_des}, for people; empty if it was left out
   * @param fields what it says
   * @param keyIndex which of the handed-in keys signed it, from 0
   */
  record Failed(String errCode, String errCodeDes, V2AnswerFields fields, int keyIndex)
      implements V2Answer {}

  /**
   * {@code return_code} is FAIL: the call was not taken in, it says. Such an answer is unsigned, so
   * it proves nothing.
   *
   * @param returnMsg {@code return_msg}, for people; empty if it was left out
   */
  record NotTaken(String returnMsg) implements V2Answer {}

  /**
   * It says SUCCESS, and {@code sign} is missing, fits none of the keys, or is of another algorithm
   * than the call's.
   *
   * @param reason one sentence without any of the answer's content
   */
  record Unproved(String reason) implements V2Answer {}

  /**
   * No answer of v2: hostile or broken XML, or without the codes that every answer has.
   *
   * @param reason one sentence without any of the answer's content
   * @param position the byte offset of the problem, -1 where that does not apply
   */
  record Malformed(String reason, int position) implements V2Answer {}

  /** Calls the function that fits: one per case, so that a new case is seen by every caller. */
  default <R> R match(
      Function<Good, R> good,
      Function<Failed, R> failed,
      Function<NotTaken, R> notTaken,
      Function<Unproved, R> unproved,
      Function<Malformed, R> malformed) {
    if (this instanceof Good g) {
      return good.apply(g);
    }
    if (this instanceof Failed f) {
      return failed.apply(f);
    }
    if (this instanceof NotTaken n) {
      return notTaken.apply(n);
    }
    return this instanceof Unproved u ? unproved.apply(u) : malformed.apply((Malformed) this);
  }
}
