package io.github.paybell.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.server.RunningServer;
import io.github.paybell.server.system.WebhookReceiver.Manner;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is larger than most: bodies of v3 up to 1 MiB, from the listener to the subscriber. */
class LargeMessagesTest {
  private static final int KIB = 1024;

  /** As many sub-orders as a platform may combine. */
  private static final int MOST_ORDERS = 50;

  @TempDir Path folder;

  private RunningServer start(WebhookReceiver receiver) throws Exception {
    var v3 = TestPlatform.accounts().get(0).v3();
    var key = v3.platformKeys().entrySet().iterator().next();
    var pem = Files.writeString(folder.resolve("platform.pem"), key.getValue());
    return RunningServer.start(
        folder,
        """
        accounts:
          shop:
            mchid: "%s"
            notify-token: %s
            v3: { api-v3-key: %s, platform-keys: { "%s": "file:%s" } }
        delivery: { allow-private-addresses: true }
        subscribers:
          everything: { url: "%s", secret: "%s", events: ["payment.succeeded", "wechat.*"] }
        """
            .formatted(
                TestPlatform.MCHID,
                TestPlatform.SHOP_TOKEN,
                TestPlatform.API_V3_KEY,
                key.getKey(),
                pem,
                receiver.url(),
                WebhookReceiver.SECRET));
  }

  private static HttpResponse<String> send(RunningServer server, TestPlatform.Sent sent) {
    var request = HttpRequest.newBuilder(server.notifyUri().resolve("/notify/" + sent.token()));
    sent.headers().forEach(request::header);
    return server.send(request.POST(BodyPublishers.ofByteArray(sent.body())));
  }

  private static JsonNode told(WebhookReceiver receiver, String type) throws Exception {
    assertThat(receiver.await(() -> !receiver.told().isEmpty(), 60)).isTrue();
    assertThat(receiver.complaints()).isEmpty();
    var event = JsonMapper.shared().readTree(receiver.told().get(0).text());
    assertThat(event.get("type").asString()).isEqualTo(type);
    return event.get("data");
  }

  private static String number(int n) {
    return "LARGE%05d".formatted(n);
  }

  /** One of a combined payment, paid in part with coupons for so many goods. */
  private static String subOrder(int n, int goods) {
    var detail =
        IntStream.range(0, goods)
            .mapToObj(
                i ->
                    """
                    {"goods_id":"G%d","quantity":1,"unit_price":100,"discount_amount":1,\
                    "goods_remark":"%s"}\
                    """
                        .formatted(i, "龙井".repeat(8)))
            .collect(Collectors.joining(","));
    return """
    {"mchid":"%s","out_trade_no":"%s","transaction_id":"T%d","trade_state":"SUCCESS",\
    "amount":{"total_amount":100,"payer_amount":90,"currency":"CNY"},\
    "promotion_detail":[{"coupon_id":"C%d","amount":10,"scope":"SINGLE","type":"CASH",\
    "goods_detail":[%s]}]}\
    """
        .formatted(TestPlatform.MCHID, number(n), n, n, detail);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 80})
  @DisplayName("A combined payment of more than 64 KiB pays all its orders, each told whole")
  void combined(int goods) throws Exception {
    try (var receiver = WebhookReceiver.open(0, Manner.GOOD);
        var server = start(receiver)) {
      for (int n = 0; n < MOST_ORDERS; n++) {
        var path = "/api/v1/accounts/shop/orders/" + number(n);
        var body = "{\"amount\":{\"total\":100,\"currency\":\"CNY\"}}";
        assertThat(server.admin("PUT", path, body).statusCode()).isEqualTo(201);
      }
      var sent =
          TestPlatform.v3(
              "EV-LARGE",
              "TRANSACTION.SUCCESS",
              "transaction",
              """
              {"combine_appid":"wx0000000000000201","combine_mchid":"%s",\
              "combine_out_trade_no":"LARGE","sub_orders":[%s]}\
              """
                  .formatted(
                      TestPlatform.MCHID,
                      IntStream.range(0, MOST_ORDERS)
                          .mapToObj(n -> subOrder(n, goods))
                          .collect(Collectors.joining(","))));
      assertThat(sent.body()).hasSizeBetween(64 * KIB + 1, KIB * KIB);

      assertThat(send(server, sent).statusCode()).isEqualTo(204);

      assertThat(receiver.await(() -> receiver.told().size() == MOST_ORDERS, 60)).isTrue();
      var coupons =
          receiver.told().stream()
              .map(event -> JsonMapper.shared().readTree(event.text()))
              .collect(
                  Collectors.toMap(
                      event -> event.get("subject").asString(),
                      event -> event.get("data").get("promotion_detail")));
      for (int n = 0; n < MOST_ORDERS; n++) {
        var order = server.engine().orders().find("shop", number(n)).orElseThrow();
        assertThat(order.tradeState()).isEqualTo("SUCCESS");
        assertThat(order.transactionId()).isEqualTo("T" + n);
        assertThat(coupons.get(number(n)).get(0).get("coupon_id").asString()).isEqualTo("C" + n);
        assertThat(coupons.get(number(n)).get(0).get("goods_detail")).hasSize(goods);
      }
      assertThat(server.engine().problems().list("shop", "open", null, 10).items()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "BOUNDED: of a resource over 512 KiB the webhook says that it is left out, and where")
  void resource() throws Exception {
    try (var receiver = WebhookReceiver.open(0, Manner.GOOD);
        var server = start(receiver)) {
      assertThat(send(server, complaint(512 * KIB + 1)).statusCode()).isEqualTo(204);

      var data = told(receiver, "wechat.COMPLAINT.CREATE");
      assertThat(data.get("truncated").asBoolean()).isTrue();
      assertThat(data.has("resource")).isFalse();
      assertThat(data.get("event_type").asString()).isEqualTo("COMPLAINT.CREATE");
      var kept =
          server.admin("GET", "/api/v1/notifications/" + data.get("notification").asString(), "");
      assertThat(kept.statusCode()).isEqualTo(200);
      assertThat(server.engine().problems().list("shop", "open", null, 10).items())
          .extracting(ProblemView::kind)
          .as("the complaint's clock runs all the same")
          .containsExactly("complaint_open");
    }
  }

  @Test
  @DisplayName("TOLD_WHOLE: a resource of 512 KiB is told by webhook, to the last character")
  void largestResource() throws Exception {
    try (var receiver = WebhookReceiver.open(0, Manner.GOOD);
        var server = start(receiver)) {
      assertThat(send(server, complaint(512 * KIB)).statusCode()).isEqualTo(204);

      var data = told(receiver, "wechat.COMPLAINT.CREATE");
      assertThat(data.has("truncated")).isFalse();
      assertThat(data.get("resource").get("complaint_id").asString()).isEqualTo("2002018");
      assertThat(data.get("resource").get("complaint_detail").asString()).endsWith("aaab");
    }
  }

  /** A complaint whose resource has so many bytes. */
  private static TestPlatform.Sent complaint(int bytes) {
    var begin =
        "{\"complaint_id\":\"2002018\",\"action_type\":\"CREATE_COMPLAINT\",\"complaint_detail\":\"";
    var detail = "a".repeat(bytes - begin.length() - 3) + "b";
    return TestPlatform.v3("EV-C", "COMPLAINT.CREATE", "complaint", begin + detail + "\"}");
  }
}
