package io.github.paybell.simulator.v3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a body as far as it does not matter what is asked for. */
final class BodyText {
  private static final Source BODY = new Source("body", "");
  private static final int THREE_BYTES = 0xFFFF;

  private BodyText() {}

  /**
   * A JSON object in UTF-8 without null and without characters of four bytes.
   *
   * @throws V3Failure PARAM_ERROR
   */
  static ObjectNode read(byte[] body) {
    JsonNode node;
    try {
      node = Json.read(decoded(body));
    } catch (JacksonException e) {
      throw BODY.wrong(
          null, "is not JSON, or has a member twice: " + e.getOriginalMessage(), "请求体不是合法的JSON");
    }
    if (!(node instanceof ObjectNode object)) {
      throw BODY.wrong(null, "must be a JSON object", BODY.needs("对象"));
    }
    check(BODY, object);
    return object;
  }

  private static String decoded(byte[] body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(body))
          .toString();
    } catch (CharacterCodingException e) {
      throw BODY.wrong(null, "is not UTF-8", "请求体不是合法的UTF-8编码");
    }
  }

  private static void check(Source source, JsonNode node) {
    if (node.isNull()) {
      throw source.wrong(
          node, "must be left out instead of null", source.mapped("字段") + "规则校验失败，值不能为null");
    } else if (node.isString()) {
      if (node.stringValue().codePoints().anyMatch(c -> c > THREE_BYTES)) {
        throw source.wrong(
            node,
            "has a character of four bytes in UTF-8, such as an emoji",
            source.mapped("值字段") + "字符串规则校验失败，不支持四字节UTF-8字符");
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(source.at(i), node.get(i));
      }
    } else if (node.isObject()) {
      node.properties().forEach(member -> check(source.at(member.getKey()), member.getValue()));
    }
  }
}
