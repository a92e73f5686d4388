package io.github.paybell.simulator.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shapes that an answer of v3 can have. */
final class V3Shape {
  private static final Map<Integer, List<String>> CODES =
      Map.of(
          400,
          List.of(
              "PARAM_ERROR",
              "INVALID_REQUEST",
              "ORDER_CLOSED",
              "ORDER_PAID",
              "ORDERPAID",
              "MCH_NOT_EXISTS",
              "APPID_MCHID_NOT_MATCH",
              "NO_STATEMENT_EXIST",
              "STATEMENT_CREATING"),
          401,
          List.of("SIGN_ERROR"),
          403,
          List.of("NO_AUTH", "RULE_LIMIT", "TRADE_ERROR", "OUT_TRADE_NO_USED", "NOT_ENOUGH"),
          404,
          List.of("ORDER_NOT_EXIST", "RESOURCE_NOT_EXISTS"),
          // The status is documented, but no code.
          405,
          List.of("METHOD_NOT_ALLOWED"));

  private V3Shape() {}

  /**
   * Requires one of the shapes.
   *
   * @return the code of an error, or {@code SUCCESS}
   */
  static String of(Request request, Response answer) {
    assertThat(header(answer, "Request-ID")).matches("[0-9A-Z]+-[0-9]+");
    if (answer.status() == 200 || answer.status() == 204) {
      assertGood(answer);
      return "SUCCESS";
    }
    assertThat(answer.status()).isIn(CODES.keySet());
    JsonNode said = read(answer);
    assertThat(said.propertyNames()).isSubsetOf("code", "message", "detail").contains("code");
    String code = said.path("code").asString("");
    assertThat(code).isIn(CODES.get(answer.status()));
    assertThat(said.path("message").asString("")).isNotBlank();
    assertThat(answer.note()).isNotBlank();
    if (code.equals("PARAM_ERROR") && said.has("detail")) {
      assertThat(said.path("detail").propertyNames())
          .containsExactlyInAnyOrder("field", "value", "issue", "location");
    }
    if (said.path("message").asString("").equals("错误的签名，验签失败")) {
      // Line feeds are drawn, so that one that is too many or too few is seen.
      assertThat(answer.note())
          .contains(request.method() + "⏎\n" + request.target() + "⏎\n")
          .contains(request.text().replace("\n", "⏎\n") + "⏎\n");
    }
    return code;
  }

  private static void assertGood(Response answer) {
    if (header(answer, "Content-Type").equals("application/octet-stream")) {
      return;
    }
    assertThat(header(answer, "Wechatpay-Signature")).hasSize(344);
    if (answer.status() == 200) {
      assertThat(read(answer).isObject()).isTrue();
    } else {
      assertThat(answer.body()).isEmpty();
    }
  }

  private static JsonNode read(Response answer) {
    try {
      return JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException e) {
      throw new AssertionError("the answer is no JSON: " + Shown.of(answer.body()), e);
    }
  }

  private static String header(Response answer, String name) {
    return answer.headers().stream()
        .filter(it -> it.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
