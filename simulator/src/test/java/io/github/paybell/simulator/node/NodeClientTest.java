package io.github.paybell.simulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * wechatpay-axios-plugin, the client most used from Node.js, unmodified: it checks every answer's
 * signature by itself and fails the script where one is wrong.
 */
class NodeClientTest {
  private static final String CLIENT = "wechatpay-axios-plugin";
  private static final String VERSION = "0.9.6";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** One simulator and one run of a script for all that is asserted about it. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Run {
    private final String script;
    private Simulator wechat;
    private Seen seen;

    Run(String script) {
      this.script = script;
    }

    @BeforeAll
    void run() {
      Node node = Node.with(CLIENT, VERSION);
      wechat = Simulator.start(SimulatorOptions.forTests());
      seen = node.run(PATIENCE, script, wechat.url());
    }

    @AfterAll
    void close() {
      if (wechat != null) {
        wechat.close();
      }
    }

    Simulator wechat() {
      return wechat;
    }

    Seen seen() {
      return seen;
    }

    /** Whether each notification that came was taken for genuine, in the order of arrival. */
    List<Boolean> verified(String name) {
      return seen.at(name).valueStream().map(it -> it.path("verified").booleanValue()).toList();
    }

    /** The only thing that came. */
    JsonNode only(String name) {
      assertThat(seen.at(name)).hasSize(1);
      return seen.at(name).path(0);
    }
  }

  @Nested
  @DisplayName("API v3")
  class V3 extends Run {
    V3() {
      super("client-v3.js");
    }

    @Test
    @DisplayName("In public-key mode it gets and decrypts the platform certificate")
    void certificates() {
      assertThat(seen().at("certificates").valueStream().map(JsonNode::stringValue))
          .containsExactly(wechat().platform().merchants().certificate().serial());
    }

    @Test
    @DisplayName("It places JSAPI and NATIVE orders, which are not paid at first")
    void places() {
      assertThat(seen().text("jsapi", "prepay_id")).startsWith("wx");
      assertThat(seen().text("native", "code_url")).startsWith("weixin://wxpay/bizpayurl");
      assertThat(seen().text("unpaid", "trade_state")).isEqualTo("NOTPAY");
    }

    @Test
    @DisplayName("It verifies and decrypts the notification, which says the same as the query")
    void notified() {
      JsonNode told = only("notified");

      assertThat(told.path("event").stringValue()).isEqualTo("TRANSACTION.SUCCESS");
      assertThat(told.path("resource").path("amount").path("total").longValue()).isEqualTo(880);
      assertThat(told.path("resource").path("transaction_id").stringValue())
          .isEqualTo(seen().text("paid", "transaction_id"));
      assertThat(seen().text("paid", "trade_state")).isEqualTo("SUCCESS");
    }

    @Test
    @DisplayName("It closes an unpaid order, and learns that a paid one cannot be closed")
    void closes() {
      assertThat(seen().at("closed", "status").intValue()).isEqualTo(204);
      assertThat(seen().text("closed", "order", "trade_state")).isEqualTo("CLOSED");
      assertThat(seen().at("closed too late", "status").intValue()).isEqualTo(400);
      assertThat(seen().text("closed too late", "code")).isEqualTo("ORDERPAID");
    }

    @Test
    @DisplayName("It refuses what is not genuine, and then gets the genuine notification")
    void refuses() {
      for (String fault : List.of("tampered-amount", "unsigned", "wrong-key", "probe")) {
        assertThat(verified(fault)).as(fault).contains(false).endsWith(true);
      }
      assertThat(wechat().messenger().messages())
          .flatExtracting(Message::attempts)
          .noneMatch(MessageAttempt::isHole);
    }

    @Test
    @DisplayName("It takes both copies of a notification for genuine")
    void duplicate() {
      assertThat(verified("duplicate")).containsExactly(true, true);
    }

    @Test
    @DisplayName("It refunds, is told, and finds the refund")
    void refunds() {
      assertThat(seen().text("refund", "status")).isEqualTo("PROCESSING");
      JsonNode told = only("refund notified");
      assertThat(told.path("event").stringValue()).isEqualTo("REFUND.SUCCESS");
      assertThat(told.path("resource").path("refund_id").stringValue())
          .isEqualTo(seen().text("refund", "refund_id"));
      assertThat(seen().text("refunded", "status")).isEqualTo("SUCCESS");
    }

    @Test
    @DisplayName("It downloads the day's bill, whose hash is right and which its reader reads")
    void bill() {
      assertThat(seen().text("bill", "hash_type")).isEqualTo("SHA1");
      assertThat(seen().text("bill", "hash_value"))
          .isEqualToIgnoringCase(seen().text("bill", "sha1"));
      Bill.of(seen().at("bill")).isOf("NODEv3JSAPI01", "NODEv3REFUND1");
    }

    @Test
    @DisplayName("With another merchant key it is refused: 401 SIGN_ERROR")
    void wrongKey() {
      assertThat(seen().at("wrong merchant key", "status").intValue()).isEqualTo(401);
      assertThat(seen().text("wrong merchant key", "code")).isEqualTo("SIGN_ERROR");
    }
  }

  @Nested
  @DisplayName("API v2")
  class V2 extends Run {
    V2() {
      super("client-v2.js");
    }

    @Test
    @DisplayName("It places JSAPI and NATIVE orders, which are not paid at first")
    void places() {
      assertThat(seen().text("jsapi", "prepay_id")).startsWith("wx");
      assertThat(seen().text("native", "code_url")).startsWith("weixin://wxpay/bizpayurl");
      assertThat(seen().text("unpaid", "trade_state")).isEqualTo("NOTPAY");
    }

    @Test
    @DisplayName("It verifies the notification, which says the same as the query")
    void notified() {
      JsonNode told = only("notified");

      assertThat(told.path("verified").booleanValue()).isTrue();
      assertThat(told.path("message").path("total_fee").stringValue()).isEqualTo("880");
      assertThat(told.path("message").path("transaction_id").stringValue())
          .isEqualTo(seen().text("paid", "transaction_id"));
      assertThat(seen().text("paid", "trade_state")).isEqualTo("SUCCESS");
    }

    @Test
    @DisplayName("An order placed with HMAC-SHA256 is notified with HMAC-SHA256")
    void hmac() {
      JsonNode told = only("notified by HMAC-SHA256");

      assertThat(told.path("verified").booleanValue()).isTrue();
      assertThat(told.path("message").path("sign").stringValue()).hasSize(64);
    }

    @Test
    @DisplayName("It closes an unpaid order, and learns that a paid one cannot be closed")
    void closes() {
      assertThat(seen().text("closed", "trade_state")).isEqualTo("CLOSED");
      assertThat(seen().text("closed too late", "err_code")).isEqualTo("ORDERPAID");
    }

    @Test
    @DisplayName("It refuses what is not genuine, and then gets the genuine notification")
    void refuses() {
      for (String fault : List.of("tampered-amount", "unsigned", "wrong-key")) {
        assertThat(verified(fault)).as(fault).contains(false).endsWith(true);
      }
      assertThat(wechat().messenger().messages())
          .flatExtracting(Message::attempts)
          .noneMatch(MessageAttempt::isHole);
    }

    @Test
    @DisplayName("It takes both copies of a notification for genuine")
    void duplicate() {
      assertThat(verified("duplicate")).containsExactly(true, true);
    }

    @Test
    @DisplayName("It refunds, decrypts the notification, and finds the refund")
    void refunds() {
      assertThat(seen().text("refund", "result_code")).isEqualTo("SUCCESS");
      JsonNode told = only("refund notified").path("refund");
      assertThat(told.path("refund_status").stringValue()).isEqualTo("SUCCESS");
      assertThat(told.path("refund_id").stringValue())
          .isEqualTo(seen().text("refund", "refund_id"));
      assertThat(seen().text("refunded", "refund_status_0")).isEqualTo("SUCCESS");
    }

    @Test
    @DisplayName("It downloads the day's bill, which its reader reads")
    void bill() {
      Bill.of(seen().at("bill")).isOf("NODEv2JSAPI01", "NODEv2REFUND1");
    }

    @Test
    @DisplayName("With another key it is refused: 签名错误")
    void wrongKey() {
      assertThat(seen().text("wrong key", "return_code")).isEqualTo("FAIL");
      assertThat(seen().text("wrong key", "return_msg")).startsWith("签名错误");
    }
  }

  /** A bill as the client's reader gives it. */
  private record Bill(JsonNode json) {
    static Bill of(JsonNode json) {
      return new Bill(json);
    }

    /** The payment of 8.80 yuan and the refund of 3.00 are in it, and in its sums. */
    void isOf(String outTradeNo, String outRefundNo) {
      var rows = json.path("rows").valueStream().toList();
      assertThat(rows)
          .filteredOn(row -> text(row, "商户订单号").equals(outTradeNo))
          .filteredOn(row -> text(row, "商户退款单号").isEmpty() || text(row, "商户退款单号").equals("0"))
          .singleElement()
          .satisfies(row -> assertThat(text(row, "订单金额")).isEqualTo("8.80"));
      assertThat(rows)
          .filteredOn(row -> text(row, "商户退款单号").equals(outRefundNo))
          .singleElement()
          .satisfies(row -> assertThat(text(row, "申请退款金额")).isEqualTo("3.00"));
      assertThat(text(json.path("summary"), "申请退款总金额")).isEqualTo("3.00");
      assertThat(text(json.path("summary"), "总交易单数")).isEqualTo(Integer.toString(rows.size()));
    }

    private static String text(JsonNode row, String column) {
      return row.path(column).asString("");
    }
  }
}
