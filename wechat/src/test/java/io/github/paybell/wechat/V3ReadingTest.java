package io.github.paybell.wechat;

import static io.github.paybell.wechat.TestShop.ORDER;
import static io.github.paybell.wechat.V3OutcomesTest.doubt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Answer.Unknown;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.wechat.TestShop.KeyMode;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A proved answer is read strictly, and never throws")
class V3ReadingTest {
  private static final Account SHOP = TestShop.account(KeyMode.CERTIFICATE);
  private static final String ORDER_ANSWER =
      """
      {"amount":{"currency":"CNY","payer_currency":"CNY","payer_total":900,"total":1000},\
      "appid":"wx8888888888888888","mchid":"1900000109","out_trade_no":"ORDER0001",\
      "trade_state":"SUCCESS","transaction_id":"4200000000202601010000000001",\
      "success_time":"2026-01-01T08:00:00+08:00"}\
      """;
  private static final String REFUND_ANSWER =
      """
      {"amount":{"currency":"CNY","refund":400,"total":1000,"payer_refund":400,\
      "settlement_refund":400},"out_refund_no":"REFUND@1","out_trade_no":"ORDER0001",\
      "refund_id":"50000000002026010100000000001","status":"PROCESSING",\
      "transaction_id":"4200000000202601010000000001"}\
      """;

  private static Answer<Evidence> query(V3Stub.Reply reply) {
    try (V3Stub stub = V3Stub.always(reply)) {
      return new V3Calls(stub.url(), Clock.systemUTC()).query(SHOP, ORDER, null);
    }
  }

  private static Answer<Evidence> query(String body) {
    return query(V3Stub.signed(200, body));
  }

  private static Answer<Evidence> refund(String body) {
    try (V3Stub stub = V3Stub.always(V3Stub.signed(200, body))) {
      return new V3Calls(stub.url(), Clock.systemUTC())
          .refund(SHOP, TestShop.refund("4200000000202601010000000001", 400, null));
    }
  }

  private static void assertUnreadable(Answer<?> answer, String why) {
    assertThat(doubt(answer)).isEqualTo(Doubt.UNREADABLE);
    assertThat(((Unknown<?>) answer).detail()).contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "NOTPAY, NOTPAY",
    "USERPAYING, USERPAYING",
    "PAYERROR, PAYERROR",
    "REVOKED, REVOKED",
    "CLOSED, CLOSED",
    "SUCCESS, SUCCESS",
    "REFUND, REFUND",
    "ACCEPT, USERPAYING",
    "A_NEW_STATE, USERPAYING"
  })
  @DisplayName("Each trade_state is told; one between NOTPAY and the end, or new, as USERPAYING")
  void states(String told, TradeState state) {
    Evidence evidence = query(ORDER_ANSWER.replace("SUCCESS", told)).orNull();
    assertThat(evidence).extracting(Evidence::tradeState).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"out_trade_no\":\"ORDER0001\"', '\"out_trade_no\":\"ORDER0002\"', another out_trade_no",
    "'\"out_trade_no\":\"ORDER0001\"', '\"out_trade_no\":\"order0001\"', another out_trade_no",
    "'\"mchid\":\"1900000109\"', '\"mchid\":\"1900000110\"', another mchid",
    "'\"mchid\":\"1900000109\"', '\"sp_mchid\":\"1900000109\"', mchid is missing",
    "'\"trade_state\":\"SUCCESS\"', '\"trade_state\":null', trade_state is missing",
    "'\"trade_state\":\"SUCCESS\"', '\"trade_state\":1', trade_state is not a text",
    "'\"total\":1000', '\"total\":1000.0', amount.total is not a whole number",
    "'\"total\":1000', '\"total\":\"1000\"', amount.total is not a whole number",
    "'\"total\":1000', '\"total\":99999999999999999999', amount.total is not a whole number",
    "'\"total\":1000', '\"total\":-1', could not be read",
    "'\"total\":1000', '\"total\":1000,\"total\":1', amount.total stands there twice",
    "'\"amount\":{', '\"other\":{', amount is missing",
    "'\"transaction_id\":\"4200000000202601010000000001\"', '\"x\":1', could not be read",
    "'}', '}}', JSON"
  })
  @DisplayName("An order's answer about something else, or with a member that cannot be, is none")
  void orders(String right, String wrong, String why) {
    assertThat(query(ORDER_ANSWER)).isInstanceOf(Answer.Given.class);
    assertUnreadable(query(ORDER_ANSWER.replace(right, wrong)), why);
  }

  @ParameterizedTest
  @CsvSource({
    "REFUND@1, REFUND@2, another out_refund_no",
    "ORDER0001, ORDER0002, another out_trade_no",
    "4200000000202601010000000001, 4200000000202601010000000002, another transaction_id",
    "PROCESSING, A_NEW_STATE, status that is not known",
    "'\"refund\":400', '\"refund\":null', amount.refund is missing"
  })
  @DisplayName("So is a refund's answer; a status that is new here is nothing to act on")
  void refunds(String right, String wrong, String why) {
    assertThat(refund(REFUND_ANSWER)).isInstanceOf(Answer.Given.class);
    assertUnreadable(refund(REFUND_ANSWER.replace(right, wrong)), why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "\"text\"", "{", "<xml/>", "{} {}", "{\"a\":"})
  @DisplayName("A signed answer that is no JSON object is none")
  void notJson(String body) {
    assertThat(doubt(query(body))).isEqualTo(Doubt.UNREADABLE);
  }

  @Test
  @DisplayName("A signed answer of another type, or of none, is none")
  void contentType() {
    var reply = V3Stub.signed(200, ORDER_ANSWER);
    assertThat(doubt(query(reply.with("Content-Type", "text/html")))).isEqualTo(Doubt.UNREADABLE);
    assertThat(doubt(query(reply.without("Content-Type")))).isEqualTo(Doubt.UNREADABLE);
  }

  @Test
  @DisplayName("An answer of more than 1 MiB is not read to its end")
  void tooLong() {
    String padding = " ".repeat(V3WholeAnswer.MAX_BYTES - ORDER_ANSWER.length());
    assertThat(query(ORDER_ANSWER + padding)).isInstanceOf(Answer.Given.class);
    assertUnreadable(query(ORDER_ANSWER + padding + " "), "longer than 1048576 bytes");
  }

  @Test
  @DisplayName("Nesting without end is refused, not recursed into")
  void deep() {
    String deep = "{\"a\":".repeat(100_000);
    assertThat(doubt(query(deep))).isEqualTo(Doubt.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSAPI", "APP", "NATIVE", "MWEB"})
  @DisplayName("A placed order without what the payer needs is not placed, as far as is known")
  void placed(TradeType tradeType) {
    try (V3Stub stub = V3Stub.always(V3Stub.signed(200, "{\"other\":\"x\"}"))) {
      assertUnreadable(
          new V3Calls(stub.url(), Clock.systemUTC()).place(SHOP, TestShop.placement(tradeType)),
          "is missing");
    }
  }
}
