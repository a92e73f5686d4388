package io.github.paybell.protocol.v2;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads WeChat Pay's answers to v2 calls with the same hardened reader as notifications.
 * Thread-safe; each thread works with a {@link V2Reader} of its own.
 */
public final class V2Answers {
  private static final String FAIL = "FAIL";
  private static final String SUCCESS = "SUCCESS";

  private final ThreadLocal<V2Reader> readers =
      ThreadLocal.withInitial(() -> new V2Reader(SignCase.UPPER));

  /** A reader of answers. */
  public V2Answers() {}

  /**
   * Reads one answer; bad input is a result, never an exception.
   *
   * @param body the bytes as received, up to {@link FieldTable#MAX_BYTES}; neither kept nor changed
   * @param keys the account's keys, newest first; several during a rotation
   * @param signType what the call was signed with; an answer that is signed otherwise proves
   *     nothing, so that HMAC-SHA256 cannot be turned into MD5
   */
  public V2Answer read(byte[] body, List<V2Key> keys, SignType signType) {
    V2Reader reader = readers.get();
    int keyIndex = reader.verify(body, keys);
    if (keyIndex < 0 && reader.refused().refusal() == V2Result.Refusal.MALFORMED) {
      return new V2Answer.Malformed(reader.refused().reason(), reader.refused().position());
    }
    SortedMap<String, String> fields = reader.fields().toMap();
    if (FAIL.equals(fields.get("return_code"))) {
      return new V2Answer.NotTaken(fields.getOrDefault("return_msg", ""));
    }
    if (!SUCCESS.equals(fields.get("return_code"))) {
      return new V2Answer.Malformed("return_code is neither SUCCESS nor FAIL", -1);
    }
    if (keyIndex < 0) {
      return new V2Answer.Unproved(reader.refused().reason());
    }
    String sign = fields.get("sign");
    if (sign == null || sign.length() != signType.signLength()) {
      return new V2Answer.Unproved("sign is not of the algorithm that the call was signed with");
    }
    return result(new V2AnswerFields(fields), keyIndex);
  }

  private static V2Answer result(V2AnswerFields fields, int keyIndex) {
    @Nullable String resultCode = fields.text("result_code");
    if (SUCCESS.equals(resultCode)) {
      return new V2Answer.Good(fields, keyIndex);
    }
    if (!FAIL.equals(resultCode)) {
      return new V2Answer.Malformed("result_code is neither SUCCESS nor FAIL", -1);
    }
    return new V2Answer.Failed(
        orEmpty(fields.text("err_code")), orEmpty(fields.text("err_code_des")), fields, keyIndex);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
