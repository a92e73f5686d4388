package io.github.paybell.wechat;

import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a failure that WeChat Pay tells means for the caller: the only such table of v2. A code is a
 * refusal unless it says that WeChat Pay itself does not know, or does not want to be asked now.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011936530">codes of unifiedorder</a>
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011984092">codes of refund</a>
 */
final class V2Outcomes {
  /** Documented: ask, or repeat with the same numbers. */
  private static final Set<String> NOBODY_KNOWS = Set.of("SYSTEMERROR", "BIZERR_NEED_RETRY");

  /** Documented: fewer calls, or none for a minute. */
  private static final Set<String> LIMITS = Set.of("FREQUENCY_LIMITED", "INVALID_REQ_TOO_MUCH");

  /** Words of codes that the documents do not list, or that older lists have. */
  private static final Pattern DOUBTFUL_CODE =
      Pattern.compile(
          "SYSTEM|BANK_?ERROR|TIME_?OUT|RETRY|BUSY|FREQUENCY|FREQ_|RATE_?LIMIT|TOO_MUCH|TOO_FREQUENT"
              + "|USERPAYING|PROCESSING");

  /** {@code ERROR} is "a business error, see its text": of a platform in trouble, no refusal. */
  private static final Pattern DOUBTFUL_TEXT =
      Pattern.compile("系统(?:繁忙|异常|超时|错误)|超时|稍[后候][再重]?试|银行(?:系统|网络)?(?:繁忙|异常|无响应)");

  /** What the bill says when its making failed; texts, not codes. */
  private static final Set<String> BILL_TROUBLE =
      Set.of("SYSTEMERROR", "SYSTEM ERROR", "COMPRESSGZIP ERROR", "UNCOMPRESSGZIP ERROR");

  private static final int LONGEST_TEXT = 128;

  private V2Outcomes() {}

  /** {@code result_code=FAIL}, proved. */
  static <T> Answer<T> failed(String errCode, String errCodeDes) {
    String code = shown(errCode);
    String text = shown(errCodeDes);
    if (code.isEmpty()) {
      return new Answer.Unknown<>(Doubt.UNREADABLE, "a failure without err_code: " + text);
    }
    var said = new Answer.Said(code, text);
    if (LIMITS.contains(code)) {
      return new Answer.Unknown<>(Doubt.LIMITED, code + ": " + text, said);
    }
    boolean doubtful =
        NOBODY_KNOWS.contains(code)
            || DOUBTFUL_CODE.matcher(code.toUpperCase(Locale.ROOT)).find()
            || (code.equals("ERROR") && DOUBTFUL_TEXT.matcher(text).find());
    return doubtful
        ? new Answer.Unknown<>(Doubt.PLATFORM, code + ": " + text, said)
        : new Answer.Refused<>(code, text);
  }

  /**
   * {@code return_code=FAIL}: unsigned, so any sender can say it. Believing that nothing happened
   * could lose a refund or place an order twice; so it is unknown.
   *
   * @param account its name in the configuration
   */
  static <T> Answer<T> notTaken(String account, String returnMsg) {
    String text = shown(returnMsg);
    String upper = text.toUpperCase(Locale.ROOT);
    String hint = "";
    if (text.contains("签名") || upper.contains("SIGN")) {
      hint = "; check paybell.accounts." + account + ".v2.key";
    } else if (text.contains("证书") || upper.contains("CERT")) {
      hint = "; check paybell.accounts." + account + ".v2.certificate";
    }
    return new Answer.Unknown<>(
        Doubt.UNPROVED,
        "The answer was return_code=FAIL: "
            + text
            + ". API v2 does not sign that, so it proves nothing"
            + hint,
        new Answer.Said(null, text));
  }

  /** What downloadbill answers instead of a bill; never signed, and nothing hangs on it. */
  static <T> Answer<T> noBill(String returnMsg) {
    String text = shown(returnMsg);
    if (text.isEmpty()) {
      return new Answer.Unknown<>(Doubt.UNREADABLE, "a failure without return_msg");
    }
    return BILL_TROUBLE.contains(text.toUpperCase(Locale.ROOT))
        ? new Answer.Unknown<>(Doubt.PLATFORM, text)
        : new Answer.Refused<>(text, text);
  }

  /** A signature that is missing or wrong where there must be one. */
  static <T> Answer<T> unproved(String reason) {
    return new Answer.Unknown<>(Doubt.UNPROVED, reason);
  }

  /** An answer that cannot be read, or that is about something else. */
  static <T> Answer<T> unreadable(String reason) {
    return new Answer.Unknown<>(Doubt.UNREADABLE, reason);
  }

  /** WeChat Pay's words, no longer than documented and on one line. */
  private static String shown(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}", " ").strip();
    return oneLine.codePointCount(0, oneLine.length()) <= LONGEST_TEXT
        ? oneLine
        : oneLine.substring(0, oneLine.offsetByCodePoints(0, LONGEST_TEXT));
  }
}
