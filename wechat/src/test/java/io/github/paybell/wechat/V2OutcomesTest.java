package io.github.paybell.wechat;

import static io.github.paybell.wechat.V2Shop.order;
import static io.github.paybell.wechat.V2Shop.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.calls.RefundOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every documented err_code of every call, over HTTP. */
class V2OutcomesTest {
  private static V2Stub stub;

  @BeforeAll
  static void start() {
    stub = new V2Stub();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void nothingWasAsked() {
    stub.requests.clear();
  }

  /** The calls that are answered with XML. */
  enum Call {
    PLACE("/pay/unifiedorder"),
    QUERY("/pay/orderquery"),
    CLOSE("/pay/closeorder"),
    REFUND("/secapi/pay/refund"),
    QUERY_REFUND("/pay/refundquery");

    final String path;

    Call(String path) {
      this.path = path;
    }

    Answer<?> make() {
      var account = V2Shop.account();
      return switch (this) {
        case PLACE -> stub.calls.place(account, order("ORDER001", TradeType.JSAPI));
        case QUERY -> stub.calls.query(account, "ORDER001", null);
        case CLOSE -> stub.calls.close(account, "ORDER001", null);
        case REFUND ->
            stub.calls.refund(
                account,
                new RefundOrder(
                    "ORDER001", "4200009001202601050000000001", "R1", 1, 2, "CNY", null, null));
        case QUERY_REFUND -> stub.calls.queryRefund(account, "ORDER001", "R1", null);
      };
    }
  }

  private static String told(Answer<?> answer) {
    if (answer instanceof Answer.Refused<?> refused) {
      return "REFUSED " + refused.code();
    }
    if (answer instanceof Answer.Unknown<?> unknown) {
      return unknown.doubt().name();
    }
    return answer instanceof Answer.Given<?> ? "GIVEN" : "UNABLE";
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "PLACE, INVALID_REQUEST, REFUSED",
    "PLACE, NOAUTH, REFUSED",
    "PLACE, NOTENOUGH, REFUSED",
    "PLACE, ORDERPAID, REFUSED",
    "PLACE, ORDERCLOSED, REFUSED",
    "PLACE, SYSTEMERROR, PLATFORM",
    "PLACE, APPID_NOT_EXIST, REFUSED",
    "PLACE, MCHID_NOT_EXIST, REFUSED",
    "PLACE, APPID_MCHID_NOT_MATCH, REFUSED",
    "PLACE, LACK_PARAMS, REFUSED",
    "PLACE, OUT_TRADE_NO_USED, REFUSED",
    "PLACE, SIGNERROR, REFUSED",
    "PLACE, XML_FORMAT_ERROR, REFUSED",
    "PLACE, REQUIRE_POST_METHOD, REFUSED",
    "PLACE, POST_DATA_EMPTY, REFUSED",
    "PLACE, NOT_UTF8, REFUSED",
    "QUERY, ORDERNOTEXIST, REFUSED",
    "QUERY, SYSTEMERROR, PLATFORM",
    "QUERY, SIGNERROR, REFUSED",
    "CLOSE, ORDERPAID, REFUSED",
    "CLOSE, ORDERCLOSED, GIVEN",
    "CLOSE, ORDERNOTEXIST, REFUSED",
    "CLOSE, TRADE_STATE_ERROR, REFUSED",
    "CLOSE, SYSTEMERROR, PLATFORM",
    "CLOSE, SIGNERROR, REFUSED",
    "CLOSE, REQUIRE_POST_METHOD, REFUSED",
    "CLOSE, XML_FORMAT_ERROR, REFUSED",
    "REFUND, SYSTEMERROR, PLATFORM",
    "REFUND, BIZERR_NEED_RETRY, PLATFORM",
    "REFUND, TRADE_OVERDUE, REFUSED",
    "REFUND, ERROR, REFUSED",
    "REFUND, USER_ACCOUNT_ABNORMAL, REFUSED",
    "REFUND, INVALID_REQ_TOO_MUCH, LIMITED",
    "REFUND, NOTENOUGH, REFUSED",
    "REFUND, INVALID_TRANSACTIONID, REFUSED",
    "REFUND, PARAM_ERROR, REFUSED",
    "REFUND, ORDERNOTEXIST, REFUSED",
    "REFUND, FREQUENCY_LIMITED, LIMITED",
    "REFUND, APPID_NOT_EXIST, REFUSED",
    "REFUND, MCHID_NOT_EXIST, REFUSED",
    "REFUND, SIGNERROR, REFUSED",
    "REFUND, REQUIRE_POST_METHOD, REFUSED",
    "REFUND, XML_FORMAT_ERROR, REFUSED",
    "QUERY_REFUND, SYSTEMERROR, PLATFORM",
    "QUERY_REFUND, REFUNDNOTEXIST, REFUSED",
    "QUERY_REFUND, INVALID_TRANSACTIONID, REFUSED",
    "QUERY_REFUND, PARAM_ERROR, REFUSED",
    "QUERY_REFUND, APPID_NOT_EXIST, REFUSED",
    "QUERY_REFUND, MCHID_NOT_EXIST, REFUSED",
    "QUERY_REFUND, REQUIRE_POST_METHOD, REFUSED",
    "QUERY_REFUND, SIGNERROR, REFUSED",
    "QUERY_REFUND, XML_FORMAT_ERROR, REFUSED",
    // In no table of today's documents: what says that it may pass is no refusal.
    "PLACE, BANKERROR, PLATFORM",
    "PLACE, RATELIMIT_EXCEEDED, PLATFORM",
    "QUERY, SYSTEM_ERROR, PLATFORM",
    "REFUND, BANK_TIMEOUT, PLATFORM",
    "REFUND, SOMETHING_NEW, REFUSED"
  })
  @DisplayName("Each documented code is a refusal with that code, or says that nobody knows")
  void documented(Call call, String errCode, String expected) {
    stub.fails(errCode, "说明");

    Answer<?> answer = call.make();

    assertThat(told(answer))
        .isEqualTo(expected.equals("REFUSED") ? "REFUSED " + errCode : expected);
    assertThat(stub.requests).singleElement().asString().startsWith(call.path + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "系统繁忙，请稍后再试, PLATFORM",
    "请求超时, PLATFORM",
    "银行系统异常, PLATFORM",
    "订单已全额退款, REFUSED ERROR",
    "订单已超过退款期限, REFUSED ERROR",
    "银行卡已注销, REFUSED ERROR"
  })
  @DisplayName("ERROR says in its text what it is: trouble of the platform is no refusal")
  void errorText(String text, String expected) {
    stub.fails("ERROR", text);

    assertThat(told(Call.REFUND.make())).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  @DisplayName("return_code=FAIL is unsigned: of no call does it say that nothing happened")
  void notTaken(Call call) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "FAIL");
    fields.put("return_msg", "签名错误");
    stub.answers(200, V2Stub.unsigned(fields));

    var answer = unknown(call.make());

    assertThat(answer.doubt()).isEqualTo(Doubt.UNPROVED);
    assertThat(answer.detail()).contains("签名错误", "paybell.accounts.shop.v2.key");
  }

  @Test
  @DisplayName("return_code=FAIL about the certificate names the setting of the certificate")
  void certificateRefused() {
    stub.answers(200, V2Stub.unsigned(Map.of("return_code", "FAIL", "return_msg", "证书验证失败")));

    assertThat(unknown(Call.REFUND.make()).detail())
        .contains("证书验证失败", "paybell.accounts.shop.v2.certificate");
  }

  @Test
  @DisplayName("A failure without err_code is unreadable, no refusal")
  void withoutCode() {
    stub.answers(V2Stub.common("FAIL"));

    assertThat(unknown(Call.REFUND.make()).doubt()).isEqualTo(Doubt.UNREADABLE);
  }

  @Test
  @DisplayName("WeChat Pay's words are shown on one line, and no longer than documented")
  void shown() {
    stub.fails("PARAM_ERROR", "一\n二" + "长".repeat(500));

    var refused = (Answer.Refused<?>) Call.REFUND.make();

    assertThat(refused.message()).startsWith("一 二长").hasSize(128);
  }
}
