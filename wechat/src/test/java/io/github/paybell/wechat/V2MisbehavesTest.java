package io.github.paybell.wechat;

import static io.github.paybell.wechat.V2Shop.given;
import static io.github.paybell.wechat.V2Shop.unknown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.protocol.FreePort;
import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Key;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WeChat Pay, or somebody in its place, answers as nobody should. */
class V2MisbehavesTest {
  private final V2Stub stub = new V2Stub();

  @AfterEach
  void close() {
    stub.close();
  }

  private Answer<Evidence> query() {
    return stub.calls.query(V2Shop.account(), "ORDER001", null);
  }

  private Answer<Evidence> queryRefund() {
    return stub.calls.queryRefund(V2Shop.account(), "ORDER001", "R1", null);
  }

  // --------------------------------------------------------------------------------- signatures

  @Test
  @DisplayName(
      "FORGERY_INERT: an answer that is changed, unsigned or signed by another proves nothing")
  void forged() {
    Map<String, String> changed = new LinkedHashMap<>(V2Stub.paid());
    changed.put("total_fee", "1");
    changed.put("sign", "A17802135B1FA8DAF0D0A7C907DD9354A17802135B1FA8DAF0D0A7C907DD9354");
    stub.answers(200, V2Stub.unsigned(changed));
    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNPROVED);

    stub.answers(200, V2Stub.unsigned(V2Stub.paid()));
    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNPROVED);

    stub.answers(
        200,
        V2Stub.signed(V2Stub.paid(), SignType.HMAC_SHA256, "AnotherKeyOfNobody00000000000000"));
    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNPROVED);
  }

  @Test
  @DisplayName("FORGERY_INERT: a call signed with HMAC-SHA256 is not answered with MD5")
  void downgraded() {
    stub.answers(200, V2Stub.signed(V2Stub.paid(), SignType.MD5, V2Shop.KEY));

    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNPROVED);
  }

  @Test
  @DisplayName("While keys change, an answer by the previous key is believed")
  void previousKey() {
    var account =
        V2Shop.account(
            Set.of(V2Shop.APPID),
            List.of(V2Key.of("AnotherKeyOfNobody00000000000000"), V2Key.of(V2Shop.KEY)),
            null);
    stub.answers(V2Stub.paid());

    assertThat(given(stub.calls.query(account, "ORDER001", null)).tradeState())
        .isEqualTo(TradeState.SUCCESS);
  }

  // ------------------------------------------------------------------------------ other answers

  @ParameterizedTest
  @CsvSource({"out_trade_no, ORDER002", "mch_id, 1900000110", "sub_mch_id, 1900000111"})
  @DisplayName("AMOUNT_GUARD: a proved answer about something else is no answer")
  void aboutSomethingElse(String name, String value) {
    stub.answers(V2Stub.paid(name, value));

    var answer = unknown(stub.calls.query(V2Shop.account(), "ORDER001", "1900000110"));

    assertThat(answer.doubt()).isEqualTo(Doubt.UNREADABLE);
    assertThat(answer.detail()).contains(name).doesNotContain(value);
  }

  @Test
  @DisplayName("AMOUNT_GUARD: placing is not answered by another trade type or appid")
  void placedOtherwise() {
    for (String[] other : new String[][] {{"trade_type", "NATIVE"}, {"appid", "wx1"}}) {
      Map<String, String> fields =
          V2Stub.common("SUCCESS", "prepay_id", "wx1", "trade_type", "JSAPI");
      fields.put(other[0], other[1]);
      stub.answers(fields);

      var answer = stub.calls.place(V2Shop.account(), V2Shop.order("ORDER001", TradeType.JSAPI));

      assertThat(unknown(answer).doubt()).isEqualTo(Doubt.UNREADABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out_trade_no", "mch_id", "trade_state", "total_fee", "transaction_id"})
  @DisplayName("AMOUNT_GUARD: a paid order without one of its facts is not believed")
  void incomplete(String missing) {
    Map<String, String> fields = V2Stub.paid();
    fields.remove(missing);
    stub.answers(fields);

    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"88.00", "-1", "+1", "１", "1e3", "1234567890123456789"})
  @DisplayName("AMOUNT_GUARD: an amount is whole fen in digits or nothing")
  void amounts(String totalFee) {
    stub.answers(V2Stub.paid("total_fee", totalFee));

    var answer = unknown(query());

    assertThat(answer.doubt()).isEqualTo(Doubt.UNREADABLE);
    assertThat(answer.detail()).contains("total_fee");
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, SUCCESS",
    "REFUND, REFUND",
    "NOTPAY, NOTPAY",
    "NOPAY, NOTPAY",
    "CLOSED, CLOSED",
    "REVOKED, REVOKED",
    "USERPAYING, USERPAYING",
    "PAYERROR, PAYERROR",
    "ACCEPT, USERPAYING",
    "SOMETHING_NEW, USERPAYING"
  })
  @DisplayName("Each trade_state has its word here; what is new is neither paid nor ended")
  void tradeStates(String v2, TradeState expected) {
    stub.answers(V2Stub.paid("trade_state", v2));

    assertThat(given(query()).tradeState()).isEqualTo(expected);
  }

  @Test
  @DisplayName("A payment in foreign money keeps its currencies")
  void currencies() {
    stub.answers(V2Stub.paid("fee_type", "HKD", "cash_fee", "8000", "cash_fee_type", "CNY"));

    Evidence evidence = given(query());

    assertThat(evidence.currency()).isEqualTo("HKD");
    assertThat(evidence.payerCurrency()).isEqualTo("CNY");
    assertThat(evidence.payerTotal()).isEqualTo(8000);
  }

  // ------------------------------------------------------------------------------------ refunds

  private static Map<String, String> refunds(String... namesAndValues) {
    Map<String, String> fields =
        V2Stub.common(
            "SUCCESS",
            "out_trade_no",
            "ORDER001",
            "transaction_id",
            "4200009001202601050000000001",
            "total_fee",
            "8800",
            "refund_count",
            "2",
            "out_refund_no_0",
            "R0",
            "refund_id_0",
            "50000000000000000000000000000",
            "refund_fee_0",
            "1",
            "refund_status_0",
            "PROCESSING",
            "out_refund_no_1",
            "R1",
            "refund_id_1",
            "50000000000000000000000000001",
            "refund_fee_1",
            "800",
            "refund_status_1",
            "SUCCESS",
            "coupon_refund_fee_1",
            "50",
            "settlement_refund_fee_1",
            "760",
            "refund_success_time_1",
            "2026-01-05 09:30:12");
    fields.putAll(V2Stub.common("SUCCESS", namesAndValues));
    return fields;
  }

  @Test
  @DisplayName("Of a list of refunds the one that was asked for is taken, with its own amounts")
  void listed() {
    stub.answers(refunds());

    Evidence evidence = given(queryRefund());

    assertThat(evidence.refund())
        .isEqualTo(
            new Evidence.RefundFacts(
                "R1", "50000000000000000000000000001", RefundStatus.SUCCESS, 800, 750L, 760L));
    assertThat(evidence.successTime()).isEqualTo("2026-01-05T09:30:12+08:00");
  }

  @Test
  @DisplayName("In foreign money nothing is computed that was not told")
  void foreignRefund() {
    Map<String, String> fields = refunds("fee_type", "HKD");
    fields.remove("settlement_refund_fee_1");
    stub.answers(fields);

    var refund = given(queryRefund()).refund();

    assertThat(refund.payerRefund()).isNull();
    assertThat(refund.settlementRefund()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "out_refund_no_1, R2",
    "out_trade_no, ORDER002",
    "refund_status_1, SOMETHING_NEW",
    "refund_fee_1, 8.00",
    "refund_id_1, ''",
    "transaction_id, ''"
  })
  @DisplayName("AMOUNT_GUARD: a refund that is another one, or half told, is not believed")
  void unreadableRefund(String name, String value) {
    stub.answers(refunds(name, value));

    assertThat(unknown(queryRefund()).doubt()).isEqualTo(Doubt.UNREADABLE);
  }

  // -------------------------------------------------------------------------------------- bytes

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>502</body></html>",
        "{\"code\":\"FAIL\"}",
        "<!DOCTYPE xml [<!ENTITY x SYSTEM"
            + " \"file:///etc/passwd\">]><xml><return_code>&x;</return_code></xml>",
        "<xml><return_code>SUCCESS</return_code><return_code>FAIL</return_code></xml>",
        "<xml><return_code>SUCCESS</return_code>",
        "<xml></xml>",
        "<xml><return_code>MAYBE</return_code></xml>"
      })
  @DisplayName("FORGERY_INERT: hostile and broken bodies are unreadable, and that is all")
  void hostile(String body) {
    stub.answers(body);

    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNREADABLE);
  }

  @Test
  @DisplayName("BOUNDED: an answer without end is given up on")
  void huge() {
    CountDownLatch givenUp = new CountDownLatch(1);
    stub.replies(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] spaces = " ".repeat(8192).getBytes(UTF_8);
          try {
            while (true) {
              exchange.getResponseBody().write(spaces);
            }
          } catch (java.io.IOException e) {
            givenUp.countDown();
          }
        });

    var answer = unknown(query());

    assertThat(answer.doubt()).isEqualTo(Doubt.UNREADABLE);
    assertThat(answer.detail()).contains("longer than");
    assertThat(await(givenUp)).isTrue();
  }

  @Test
  @DisplayName("BOUNDED: one byte more than any answer has is enough to stop listening")
  void oneByteTooLong() {
    CountDownLatch over = new CountDownLatch(1);
    stub.replies(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[FieldTable.MAX_BYTES + 1]);
          exchange.getResponseBody().flush();
          await(over);
          exchange.close();
        });

    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNREADABLE);
    over.countDown();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  // --------------------------------------------------------------------------------------- HTTP

  @ParameterizedTest
  @CsvSource({
    "500, PLATFORM",
    "502, PLATFORM",
    "503, PLATFORM",
    "504, PLATFORM",
    "429, PLATFORM",
    "400, UNREADABLE",
    "404, UNREADABLE",
    "201, UNREADABLE"
  })
  @DisplayName("A status other than 200 is told as what it is, whatever the body says")
  void statuses(int status, Doubt expected) {
    stub.answers(status, V2Stub.signed(V2Stub.paid(), SignType.HMAC_SHA256, V2Shop.KEY));

    var answer = unknown(query());

    assertThat(answer.doubt()).isEqualTo(expected);
    assertThat(answer.detail()).contains(Integer.toString(status));
  }

  @Test
  @DisplayName("A redirect is not followed: what is signed goes to WeChat Pay only")
  void redirect() {
    stub.replies(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNREADABLE);
    assertThat(stub.requests).hasSize(1);
  }

  @Test
  @DisplayName("Nobody there: no connection")
  void nobody() throws Exception {
    var calls = new V2Calls(URI.create("http://127.0.0.1:" + FreePort.choose()), Clock.systemUTC());

    assertThat(unknown(calls.query(V2Shop.account(), "ORDER001", null)).doubt())
        .isEqualTo(Doubt.UNREACHABLE);
  }

  @Test
  @DisplayName(
      "ONE_EFFECT: a connection that breaks before any answer is tried once more, with the same"
          + " bytes")
  void brokenOnce() {
    AtomicInteger calls = new AtomicInteger();
    byte[] good = V2Stub.signed(V2Stub.paid(), SignType.HMAC_SHA256, V2Shop.KEY);
    stub.replies(
        exchange -> {
          if (calls.incrementAndGet() > 1) {
            exchange.sendResponseHeaders(200, good.length);
            exchange.getResponseBody().write(good);
          }
          exchange.close();
        });

    assertThat(given(query()).tradeState()).isEqualTo(TradeState.SUCCESS);
    assertThat(stub.requests).hasSize(2);
    assertThat(stub.requests.get(1)).isEqualTo(stub.requests.get(0));
  }

  @Test
  @DisplayName("A connection that breaks each time: nobody knows, after two tries")
  void brokenTwice() {
    stub.replies(exchange -> exchange.close());

    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNREACHABLE);
    assertThat(stub.requests).hasSize(2);
  }

  @Test
  @DisplayName("A connection that breaks within the answer is not tried again: nobody knows")
  void brokenWithin() {
    stub.replies(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("<xml>".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          exchange.close();
        });

    assertThat(unknown(query()).doubt()).isEqualTo(Doubt.UNREACHABLE);
    assertThat(stub.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "IN_TIME: no answer, or one that comes in drops, is waited for no longer than allowed")
  void slow(boolean drops) {
    CountDownLatch over = new CountDownLatch(1);
    try (V2Stub slow = new V2Stub(Duration.ofMillis(300))) {
      slow.replies(
          exchange -> {
            if (drops) {
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write("<xml>".getBytes(UTF_8));
              exchange.getResponseBody().flush();
            }
            await(over);
            exchange.close();
          });

      var answer = unknown(slow.calls.query(V2Shop.account(), "ORDER001", null));

      assertThat(answer.doubt()).isEqualTo(Doubt.TIMEOUT);
      assertThat(slow.requests).hasSize(1);
    } finally {
      over.countDown();
    }
  }

  @Test
  @DisplayName("A thread that is wanted back does not wait, and stays interrupted")
  void interrupted() {
    CountDownLatch over = new CountDownLatch(1);
    stub.replies(exchange -> await(over));
    Thread.currentThread().interrupt();
    try {
      assertThat(unknown(query()).doubt()).isEqualTo(Doubt.TIMEOUT);
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      over.countDown();
    }
  }

  @Test
  @DisplayName("SILENT_SECRETS: what went wrong is told without key, sign, payer or body")
  void silent() {
    stub.answers("<xml><return_code>SUCCESS</return_code><secret>hidden</secret></xml>");

    var answer = stub.calls.place(V2Shop.account(), V2Shop.order("ORDER001", TradeType.JSAPI));

    assertThat(answer.toString()).doesNotContain("hidden", V2Shop.KEY, V2Shop.OPENID, "<xml>");
  }
}
