package io.github.paybell.simulator.v3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/** The shape of 401 SIGN_ERROR. */
final class SignFailure {
  // Seen in real answers: this much of the body is shown, so that no secret comes back.
  private static final int SHOWN_OF_BODY = 8;

  private SignFailure() {}

  /**
   * An error before any signature is looked at.
   *
   * @param field the parameter that is wrong
   * @param issue what is wrong, for programmers
   * @param note for the watcher
   */
  static V3Failure of(String message, String field, String issue, String note) {
    return V3Failure.of(401, "SIGN_ERROR", message)
        .internally(InternalCode.SIGNATURE)
        .with(detail(field, issue))
        .noting("SIGN_ERROR: " + note);
  }

  /**
   * The error for a signature that does not fit.
   *
   * @param signed what it should have been made over
   * @param body the last part of it
   * @param note for the watcher
   */
  static V3Failure mismatch(String method, String url, byte[] signed, byte[] body, String note) {
    ObjectNode detail = detail("signature", "sign not match");
    String start = new String(signed, 0, signed.length - body.length - 1, StandardCharsets.UTF_8);
    byte[] shown = Arrays.copyOf(body, Math.min(SHOWN_OF_BODY, body.length));
    detail
        .putObject("sign_information")
        .put("method", method)
        .put("url", url)
        .put("truncated_sign_message", start + new String(shown, StandardCharsets.UTF_8) + "\n")
        .put("sign_message_length", signed.length);
    return V3Failure.of(401, "SIGN_ERROR", "错误的签名，验签失败")
        .internally(InternalCode.SIGNATURE)
        .with(detail)
        .noting("SIGN_ERROR: " + note);
  }

  private static ObjectNode detail(String field, String issue) {
    ObjectNode detail = Json.object();
    detail.putObject("detail").put("issue", issue);
    return detail.put("field", field).put("location", "authorization");
  }
}
