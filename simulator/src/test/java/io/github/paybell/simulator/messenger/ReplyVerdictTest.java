package io.github.paybell.simulator.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.V2Reply;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Rules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** How WeChat Pay takes an answer (v2.md section 3.1, v3.md section 3.1). */
class ReplyVerdictTest {
  private static ReplyVerdict of(Api api, int status, String body) {
    return ReplyVerdict.of(
        api,
        new MerchantReply(
            status, List.of(), body.getBytes(StandardCharsets.UTF_8), "", Duration.ZERO),
        Rules.DEFAULT);
  }

  @ParameterizedTest
  @DisplayName("v3 is judged by the status and never by the body")
  @CsvSource({
    "200,SUCCESS",
    "204,SUCCESS",
    "201,FAIL",
    "301,FAIL",
    "302,FAIL",
    "401,FAIL",
    "500,FAIL",
    "503,FAIL"
  })
  void v3(int status, TakenAs expected) {
    assertThat(of(Api.V3, status, "{\"code\":\"FAIL\"}").takenAs()).isEqualTo(expected);
  }

  @Test
  @DisplayName("v2 is judged by the body: our own replies are taken as they are meant")
  void v2() {
    assertThat(of(Api.V2, 200, new String(V2Reply.success(), StandardCharsets.UTF_8)).takenAs())
        .isEqualTo(TakenAs.SUCCESS);
    var refused = of(Api.V2, 200, new String(V2Reply.fail("签名错误"), StandardCharsets.UTF_8));
    assertThat(refused.takenAs()).isEqualTo(TakenAs.FAIL);
    assertThat(refused.why()).contains("签名错误");
  }

  @ParameterizedTest
  @DisplayName("v2: anything but the XML with return_code SUCCESS is sent again")
  @ValueSource(
      strings = {
        "",
        "success",
        "ok",
        "SUCCESS",
        "{\"return_code\":\"SUCCESS\"}",
        "<html><body>SUCCESS</body></html>",
        "<xml><return_code>success</return_code></xml>",
        "<xml><return_msg>OK</return_msg></xml>",
        "<xml>\\n<return_code><![CDATA[SUCCESS]]></return_code></xml>",
        "\"<xml><return_code>SUCCESS</return_code></xml>\""
      })
  void v2Refused(String body) {
    assertThat(of(Api.V2, 200, body).takenAs()).isEqualTo(TakenAs.FAIL);
  }

  @ParameterizedTest
  @DisplayName("v2: line breaks, indentation, a declaration and missing CDATA do no harm")
  @ValueSource(
      strings = {
        "<xml>\n  <return_code><![CDATA[SUCCESS]]></return_code>\n  <return_msg><![CDATA[OK]]></return_msg>\n</xml>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xml><return_code>SUCCESS</return_code><return_msg>OK</return_msg></xml>",
        "<xml><return_code>SUCCESS</return_code></xml>"
      })
  void v2Lenient(String body) {
    assertThat(of(Api.V2, 200, body).takenAs()).isEqualTo(TakenAs.SUCCESS);
  }

  @Test
  @DisplayName(
      "v2: the status does not matter unless the setting says so, but a redirect is not followed")
  void v2Status() {
    var success = new String(V2Reply.success(), StandardCharsets.UTF_8);
    assertThat(of(Api.V2, 500, success).takenAs()).isEqualTo(TakenAs.SUCCESS);
    assertThat(of(Api.V2, 302, success).takenAs()).isEqualTo(TakenAs.FAIL);
  }

  @Test
  @DisplayName("v2: by rule another status than 200, or a missing return_msg, is a failure")
  void v2Strict() {
    var rules =
        RulesJson.apply(
            Rules.DEFAULT,
            JsonMapper.shared()
                .readTree("{\"v2-status-matters\":true,\"return-msg-required\":true}"));
    var success = V2Reply.success();
    var bare = "<xml><return_code>SUCCESS</return_code></xml>".getBytes(StandardCharsets.UTF_8);

    assertThat(strict(500, success, rules)).isEqualTo(TakenAs.FAIL);
    assertThat(strict(200, bare, rules)).isEqualTo(TakenAs.FAIL);
    assertThat(strict(200, success, rules)).isEqualTo(TakenAs.SUCCESS);
  }

  private static TakenAs strict(int status, byte[] body, Rules rules) {
    return ReplyVerdict.of(
            Api.V2, new MerchantReply(status, List.of(), body, "", Duration.ZERO), rules)
        .takenAs();
  }

  @Test
  @DisplayName("No answer is a time-out")
  void silence() {
    assertThat(
            ReplyVerdict.of(
                Api.V3, MerchantReply.none("no answer within 5.0 s", Duration.ZERO), Rules.DEFAULT))
        .isEqualTo(new ReplyVerdict(TakenAs.TIMEOUT, "no answer within 5.0 s"));
  }
}
