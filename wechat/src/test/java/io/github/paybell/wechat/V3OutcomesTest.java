package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Answer.Refused;
import io.github.paybell.engine.calls.Answer.Unknown;
import io.github.paybell.wechat.TestShop.KeyMode;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What comes of a v3 call that is not answered with 2xx")
class V3OutcomesTest {
  private static final Account SHOP = TestShop.account(KeyMode.CERTIFICATE);

  /** The same answer to a question and to something that is to be done. */
  private static List<Answer<?>> answers(V3Stub.Reply reply) {
    try (V3Stub stub = V3Stub.always(reply)) {
      V3Calls calls = new V3Calls(stub.url(), Clock.systemUTC());
      return List.of(
          calls.query(SHOP, TestShop.ORDER, null),
          calls.refund(SHOP, TestShop.refund("4200000000202601010000000001", 1, null)),
          calls.certificates(SHOP));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "400, PARAM_ERROR",
    "400, INVALID_REQUEST",
    "400, ORDER_CLOSED",
    "400, ORDERCLOSED",
    "400, ORDER_PAID",
    "400, ORDERPAID",
    "400, MCH_NOT_EXISTS",
    "400, APPID_MCHID_NOT_MATCH",
    "400, NO_STATEMENT_EXIST",
    "400, STATEMENT_CREATING",
    "401, SIGN_ERROR",
    "403, NO_AUTH",
    "403, NOAUTH",
    "403, RULE_LIMIT",
    "403, RULELIMIT",
    "403, TRADE_ERROR",
    "403, OUT_TRADE_NO_USED",
    "403, NOT_ENOUGH",
    "403, NOTENOUGH",
    "403, ACCOUNT_ERROR",
    "403, ACCOUNTERROR",
    "404, ORDER_NOT_EXIST",
    "404, ORDERNOTEXIST",
    "404, RESOURCE_NOT_EXISTS",
    "405, METHOD_NOT_ALLOWED"
  })
  @DisplayName(
      "A documented 4xx is a refusal with WeChat Pay's code and message, and no more of it")
  void refused(int status, String code) {
    assertThat(answers(V3Stub.error(status, code)))
        .allSatisfy(answer -> assertThat(answer).isEqualTo(new Refused<>(code, "说明")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "500, SYSTEM_ERROR",
    "500, SYSTEMERROR",
    "500, BANK_ERROR",
    "500, OPENID_MISMATCH",
    "500, INVALID_TRANSACTIONID",
    "502, SERVICE_UNAVAILABLE",
    "503, SERVICE_UNAVAILABLE",
    "400, SYSTEM_ERROR",
    "400, BANKERROR",
    "400, USERPAYING",
    "500, FREQUENCY_LIMITED"
  })
  @DisplayName("Where WeChat Pay itself does not know, nobody does: never taken for a refusal")
  void platform(int status, String code) {
    assertThat(answers(V3Stub.error(status, code)))
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .isInstanceOfSatisfying(
                        Unknown.class,
                        unknown -> {
                          assertThat(unknown.doubt()).isEqualTo(Doubt.PLATFORM);
                          assertThat(unknown.detail()).isEqualTo("HTTP " + status + " " + code);
                        }));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "429, RATELIMIT_EXCEEDED",
    "429, RATE_LIMITED",
    "429, FREQUENCY_LIMITED",
    "403, FREQUENCY_LIMITED",
    "403, RATELIMIT_EXCEEDED"
  })
  @DisplayName("Too many calls at this moment are told apart, with WeChat Pay's code")
  void limited(int status, String code) {
    assertThat(answers(V3Stub.error(status, code)))
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .isInstanceOfSatisfying(
                        Unknown.class,
                        unknown -> {
                          assertThat(unknown.doubt()).isEqualTo(Doubt.LIMITED);
                          assertThat(Objects.requireNonNull(unknown.said()).code()).isEqualTo(code);
                        }));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202})
  @DisplayName("A closing that is answered other than 204 is not closed: it must be asked about")
  void notClosed(int status) throws Exception {
    try (var stub = V3Stub.always(V3Stub.signed(status, ""))) {
      var answer = new V3Calls(stub.url(), Clock.systemUTC()).close(SHOP, TestShop.ORDER, null);

      assertThat(answer)
          .isInstanceOfSatisfying(
              Unknown.class,
              unknown -> {
                assertThat(unknown.doubt()).isEqualTo(Doubt.UNREADABLE);
                assertThat(unknown.detail()).contains("HTTP " + status);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 429})
  @DisplayName("A gateway's page with 5xx or 429 leaves the outcome open as well")
  void gateway(int status) {
    assertThat(answers(V3Stub.unsigned(status, "text/html", "<html>Bad Gateway</html>")))
        .allSatisfy(
            answer ->
                assertThat(answer).isEqualTo(new Unknown<>(Doubt.PLATFORM, "HTTP " + status)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "400, <html>no</html>",
    "403, ''",
    "404, {}",
    "404, '{\"code\":404,\"message\":\"not found\"}'",
    "404, '{\"code\":\"\"}'",
    "400, '[\"ORDERNOTEXIST\"]'",
    "400, '{\"code\":\"ORDERNOTEXIST\"'",
    "302, '{\"code\":\"ORDERNOTEXIST\",\"message\":\"\"}'"
  })
  @DisplayName(
      "An error that is not WeChat Pay's is no refusal: a proxy knows nothing of the order")
  void notWechatPays(int status, String body) {
    assertThat(answers(V3Stub.unsigned(status, "application/json", body)))
        .allSatisfy(answer -> assertThat(doubt(answer)).isEqualTo(Doubt.UNREADABLE));
  }

  @Test
  @DisplayName("SILENT_SECRETS: a message is one line of at most 256 characters")
  void bounded() {
    String body = "{\"code\":\"PARAM_ERROR\",\"message\":\"a\\nb" + "x".repeat(1000) + "\"}";

    assertThat(answers(V3Stub.unsigned(400, "application/json", body)))
        .allSatisfy(
            answer -> assertThat(((Refused<?>) answer).message()).startsWith("a bx").hasSize(257));
  }

  @Test
  @DisplayName("A redirect is not followed and a 503 with Retry-After: 0 not repeated")
  void once() {
    var again = V3Stub.error(503, "SERVICE_UNAVAILABLE").with("Retry-After", "0");
    var elsewhere = V3Stub.unsigned(307, "text/plain", "").with("Location", "/elsewhere");
    for (var reply : List.of(again, elsewhere)) {
      try (V3Stub stub = V3Stub.always(reply)) {
        new V3Calls(stub.url(), Clock.systemUTC())
            .refund(SHOP, TestShop.refund("4200000000202601010000000001", 1, null));
        assertThat(stub.asked).containsExactly("POST /v3/refund/domestic/refunds");
      }
    }
  }

  static Doubt doubt(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Unknown.class);
    return ((Unknown<?>) answer).doubt();
  }
}
