package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;

/**
 * Bodies of answers to a notification. Success is an empty body with status 204; only the status
 * decides whether WeChat Pay sends again, the body is for people.
 */
public final class V3Reply {

  private static final int MAX_MESSAGE = 64;

  private V3Reply() {}

  /**
   * The body that goes with a 4XX or 5XX.
   *
   * @param message what is wrong, for people; cut after 64 characters
   * @return {@code {"code":"FAIL","message":"…"}} in UTF-8
   */
  public static byte[] failure(String message) {
    String text = message;
    if (text.length() > MAX_MESSAGE) {
      // Not through a surrogate pair: half of one has no UTF-8.
      int end =
          Character.isHighSurrogate(text.charAt(MAX_MESSAGE - 1)) ? MAX_MESSAGE - 1 : MAX_MESSAGE;
      text = text.substring(0, end);
    }
    String shown = text;
    return JsonText.object(json -> json.text("code", "FAIL").text("message", shown))
        .getBytes(StandardCharsets.UTF_8);
  }
}
