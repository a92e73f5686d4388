package io.github.paybell.simulator.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Headers and bodies of requests and answers, for people who look for what was wrong. */
final class BodyJson {
  private static final int SHOWN = 64 << 10;

  private BodyJson() {}

  /** Headers in their order and case, repeated ones included. */
  static void headers(ObjectNode json, List<Map.Entry<String, String>> headers) {
    ArrayNode array = json.putArray("headers");
    headers.forEach(it -> array.addObject().put("name", it.getKey()).put("value", it.getValue()));
  }

  /**
   * {@code body} as text, and {@code body_bytes}. What is not UTF-8 is there a second time as
   * {@code body_base64}; what is longer than 64 KiB is cut.
   */
  static void body(ObjectNode json, byte[] body) {
    byte[] shown = body.length > SHOWN ? Arrays.copyOf(body, SHOWN) : body;
    json.put("body", new String(shown, StandardCharsets.UTF_8));
    json.put("body_bytes", body.length);
    if (!isUtf8(body)) {
      json.put("body_base64", Base64.getEncoder().encodeToString(shown));
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException notText) {
      return false;
    }
  }
}
