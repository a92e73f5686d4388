package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;

/**
 * What WeChat Pay gets back: one line of XML, CDATA, {@code return_code} then {@code return_msg}.
 * Anything whose {@code return_code} is not SUCCESS, and any stray character between the elements,
 * makes it send the notification again. Send it with HTTP status 200 as {@code text/xml;
 * charset=utf-8}.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/partner/4011984734">callback rules</a>
 */
public final class V2Reply {
  /** The most characters of a reason; half of what {@code return_msg} is documented with. */
  static final int LONGEST_REASON = 64;

  private static final byte[] SUCCESS = bytes("SUCCESS", "OK");

  private V2Reply() {}

  /** Received, proved and committed: do not send it again. A new array each time. */
  public static byte[] success() {
    return SUCCESS.clone();
  }

  /**
   * Not accepted: send it again on schedule.
   *
   * @param reason what is wrong, without secrets; cut to 64 characters, never in the middle of one.
   *     Control characters become spaces and {@code ]]>} is broken up, so that any text is safe
   */
  public static byte[] fail(String reason) {
    String unclosed = reason.replace("]]>", "]] >");
    StringBuilder safe = new StringBuilder();
    int characters = 0;
    for (int i = 0; i < unclosed.length() && characters < LONGEST_REASON; characters++) {
      int c = unclosed.codePointAt(i);
      i += Character.charCount(c);
      boolean forbidden =
          Character.isISOControl(c)
              || c == 0xfffe
              || c == 0xffff
              || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
      safe.appendCodePoint(forbidden ? ' ' : c);
    }
    return bytes("FAIL", safe.toString());
  }

  private static byte[] bytes(String returnCode, String returnMsg) {
    return ("<xml><return_code><![CDATA["
            + returnCode
            + "]]></return_code><return_msg><![CDATA["
            + returnMsg
            + "]]></return_msg></xml>")
        .getBytes(StandardCharsets.UTF_8);
  }
}
