package io.github.paybell.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.Goods;
import io.github.paybell.spring.PaymentDetails.Payer;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.Promotion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What WeChat Pay says reaches the shop's own listener, through the real filter. */
class ToldWholeTest {
  private static final Map<String, EventData> WEBHOOK = new ConcurrentHashMap<>();
  private static HttpServer subscriber;
  private static RunningShop shop;

  @BeforeAll
  static void open() throws IOException {
    subscriber = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    subscriber.createContext("/", ToldWholeTest::take);
    subscriber.start();
    var settings = account();
    settings.put(
        "paybell.subscribers.books.url",
        "http://127.0.0.1:" + subscriber.getAddress().getPort() + "/events");
    settings.put("paybell.subscribers.books.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    settings.put("paybell.subscribers.books.events", "payment.succeeded");
    settings.put("paybell.delivery.allow-private-addresses", "true");
    shop = RunningShop.start(TestStores.SQLITE, settings, JdbcShop.class);
  }

  private static void take(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var event = EventData.of(body);
    WEBHOOK.put(event.must("subject"), Objects.requireNonNull(event.object("data")));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @AfterAll
  static void close() {
    if (shop != null) {
      shop.close();
    }
    subscriber.stop(0);
  }

  /** A webhook brings the same as the listener got. */
  private static void assertSameByWebhook(PaymentEvent told) {
    await().until(() -> WEBHOOK.containsKey(told.outTradeNo()));
    assertThat(DetailsMapper.details(WEBHOOK.get(told.outTradeNo()), false))
        .isEqualTo(told.details());
  }

  /** The account whose platform's key this test has. */
  private static Map<String, String> account() {
    var settings = TestPlatform.accounts().get(0);
    var prefix = "paybell.accounts.shop.";
    var all = new LinkedHashMap<String, String>();
    RunningShop.account().keySet().stream()
        .filter(key -> key.contains("platform-keys") || key.contains("merchant-"))
        .forEach(key -> all.put(key, ""));
    all.put(prefix + "mchid", TestPlatform.MCHID);
    all.put(prefix + "appids", settings.appids().get(0));
    all.put(prefix + "notify-token", TestPlatform.SHOP_TOKEN);
    all.put(prefix + "v2.key", "MadeUpV2Key000000000000000000001");
    all.put(prefix + "v3.api-v3-key", TestPlatform.API_V3_KEY);
    settings
        .v3()
        .platformKeys()
        .forEach((serial, pem) -> all.put(prefix + "v3.platform-keys." + serial, pem));
    return all;
  }

  /** Registers an order of that amount, brings the message, and waits for the listener. */
  private static PaymentEvent told(String number, long total, TestPlatform.Sent sent) {
    shop.paybell().expect(ExpectedOrder.of(number, total));
    send(sent);
    return told(number);
  }

  private static void send(TestPlatform.Sent sent) {
    var headers = new ArrayList<String>();
    sent.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
    var answer = shop.post("/notify/" + sent.token(), sent.body(), headers.toArray(String[]::new));
    assertThat(answer.statusCode()).isIn(200, 204);
  }

  private static PaymentEvent told(String number) {
    var listener = shop.bean(JdbcShop.Fulfilling.class);
    return await()
        .until(
            () ->
                listener.told.stream()
                    .filter(event -> event.outTradeNo().equals(number))
                    .findFirst()
                    .orElse(null),
            event -> event != null);
  }

  private static TestPlatform.Sent v3(String number, String time, String promotions) {
    return TestPlatform.v3(
        "EV-" + number,
        "TRANSACTION.SUCCESS",
        "transaction",
        """
        {"mchid":"%s","appid":"wx0000000000000201","out_trade_no":"%s","transaction_id":"T%s",\
        "trade_type":"JSAPI","trade_state":"SUCCESS","bank_type":"CMB_DEBIT","attach":"桌 7",\
        "success_time":%s,"payer":{"openid":"oTEST0000000000000000000001"},\
        "amount":{"total":10000,"payer_total":9000,"currency":"CNY","payer_currency":"CNY"}%s}\
        """
            .formatted(TestPlatform.MCHID, number, number, time, promotions));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-05T09:30:12+08:00 | 2026-01-05T09:30:12+08:00",
        "2026-01-05T09:30:12.120+08:00 | 2026-01-05T09:30:12.120+08:00",
        "2026-01-05T01:30:12Z | 2026-01-05T01:30:12Z",
        "2026-01-05T09:30:12+0800 |",
        "2026-01-05T09:30:12 |",
        "2026-01-05 09:30:12 |",
        "20260105093012 |",
        "'' |",
        "yesterday |"
      })
  @DisplayName("TOLD_WHOLE: no form of success_time keeps a payment from the listener")
  void successTime(String written, @Nullable String read) {
    var number = RunningShop.newNumber();
    var told = told(number, 10_000, v3(number, "\"" + written + "\"", ""));

    assertThat(told.successTime()).isEqualTo(read == null ? null : OffsetDateTime.parse(read));
    assertThat(told.transactionId()).isEqualTo("T" + number);
  }

  @Test
  @DisplayName("TOLD_WHOLE: all that a v3 payment says reaches the listener, typed")
  void v3Whole() {
    var number = RunningShop.newNumber();
    var told =
        told(
            number,
            10_000,
            v3(
                number,
                "\"2026-01-05T09:30:12+08:00\"",
                """
                ,"promotion_detail":[{"coupon_id":"109519","name":"单品惠-6","scope":"SINGLE",\
                "type":"CASH","amount":600,"stock_id":"931386","wechatpay_contribute":0,\
                "merchant_contribute":100,"other_contribute":500,"currency":"CNY",\
                "goods_detail":[{"goods_id":"M1006","quantity":1,"unit_price":100,\
                "discount_amount":1,"goods_remark":"备注"},{"goods_id":"M1007"}]},\
                {"coupon_id":"109520","scope":"GLOBAL","type":"NOCASH","amount":400}]\
                """));

    assertThat(told.attach()).isEqualTo("桌 7");
    assertThat(told.payerTotal()).isEqualTo(9000);
    var details = told.details();
    assertThat(details.payer()).isEqualTo(new Payer("oTEST0000000000000000000001", null));
    assertThat(details.mchid()).isEqualTo(TestPlatform.MCHID);
    assertThat(details.appid()).isEqualTo("wx0000000000000201");
    assertThat(details.tradeType()).isEqualTo("JSAPI");
    assertThat(details.bankType()).isEqualTo("CMB_DEBIT");
    assertThat(details.payerCurrency()).isEqualTo("CNY");
    assertThat(details.truncated()).isFalse();
    assertThat(details.promotionDetail())
        .containsExactly(
            new Promotion(
                "109519",
                "单品惠-6",
                "SINGLE",
                "CASH",
                600L,
                "931386",
                0L,
                100L,
                500L,
                "CNY",
                List.of(
                    new Goods("M1006", 1L, 100L, 1L, "备注"),
                    new Goods("M1007", null, null, null, null))),
            new Promotion(
                "109520", null, "GLOBAL", "NOCASH", 400L, null, null, null, null, null, List.of()));
    assertThat(told.toString()).doesNotContain("oTEST");
    assertSameByWebhook(told);
  }

  @Test
  @DisplayName("TOLD_WHOLE: each sub-order of a combined payment tells its own facts")
  void combined() {
    var first = RunningShop.newNumber();
    var second = RunningShop.newNumber();
    shop.paybell().expect(ExpectedOrder.of(first, 10_000));
    shop.paybell().expect(ExpectedOrder.of(second, 200));
    send(
        TestPlatform.v3(
            "EV-C" + first,
            "TRANSACTION.SUCCESS",
            "transaction",
            """
            {"combine_appid":"wx0000000000000201","combine_mchid":"%s",\
            "combine_out_trade_no":"C%s","combine_payer_info":{"openid":"oTEST"},\
            "sub_orders":[%s,%s]}\
            """
                .formatted(
                    TestPlatform.MCHID,
                    first,
                    sub(first, "first", 10_000, 9_000, "CMB_DEBIT"),
                    sub(second, "second", 200, 190, "OTHERS"))));

    var one = told(first);
    var other = told(second);

    assertThat(one.attach()).isEqualTo("first");
    assertThat(one.payerTotal()).isEqualTo(9_000);
    assertThat(one.details().bankType()).isEqualTo("CMB_DEBIT");
    assertThat(one.details().payer()).isEqualTo(new Payer("oTEST", null));
    assertThat(one.details().promotionDetail())
        .extracting(Promotion::couponId, Promotion::amount)
        .containsExactly(tuple("first", 1_000L));
    assertThat(other.attach()).isEqualTo("second");
    assertThat(other.payerTotal()).isEqualTo(190);
    assertThat(other.details().bankType()).isEqualTo("OTHERS");
    assertThat(other.details().payer()).isEqualTo(new Payer("oTEST", null));
    assertThat(other.details().promotionDetail())
        .extracting(Promotion::couponId, Promotion::amount)
        .containsExactly(tuple("second", 10L));
    assertSameByWebhook(one);
    assertSameByWebhook(other);
  }

  private static String sub(String number, String attach, long total, long paid, String bank) {
    return """
    {"mchid":"%s","out_trade_no":"%s","transaction_id":"T%s","trade_type":"JSAPI",\
    "trade_state":"SUCCESS","bank_type":"%s","attach":"%s",\
    "success_time":"2026-01-05T09:30:12+08:00","amount":{"total_amount":%d,\
    "payer_amount":%d,"currency":"CNY","payer_currency":"CNY"},\
    "promotion_detail":[{"coupon_id":"%s","amount":%d}]}\
    """
        .formatted(
            TestPlatform.MCHID, number, number, bank, attach, total, paid, attach, total - paid);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 100})
  @DisplayName("TOLD_WHOLE: all coupons of a v2 payment reach the listener, in v3's names")
  void v2Coupons(int many) {
    var number = RunningShop.newNumber();
    var fields = TestPlatform.v2Fields(number, "T" + number, 10_000);
    fields.put("cash_fee", Integer.toString(10_000 - 10 * many));
    if (many > 0) {
      fields.put("coupon_fee", Integer.toString(10 * many));
      fields.put("coupon_count", Integer.toString(many));
      fields.put("settlement_total_fee", Integer.toString(10_000 - 10 * (many / 2)));
    }
    for (int i = 0; i < many; i++) {
      fields.put("coupon_id_" + i, "C" + i);
      fields.put("coupon_type_" + i, i % 2 == 0 ? "CASH" : "NO_CASH");
      fields.put("coupon_fee_" + i, "10");
    }

    var told = told(number, 10_000, TestPlatform.v2(fields));

    assertThat(told.payerTotal()).isEqualTo(10_000 - 10 * many);
    assertThat(told.details().payer()).isEqualTo(new Payer("oTESTsim0000000000000000001A", null));
    assertThat(told.details().bankType()).isEqualTo("OTHERS");
    assertThat(told.details().settlementTotal())
        .isEqualTo(many == 0 ? null : Long.valueOf(10_000 - 10 * (many / 2)));
    assertThat(told.details().promotionDetail())
        .extracting(Promotion::couponId, Promotion::type, Promotion::amount)
        .containsExactlyElementsOf(
            IntStream.range(0, many)
                .mapToObj(i -> tuple("C" + i, i % 2 == 0 ? "CASH" : "NOCASH", 10L))
                .toList());
    assertSameByWebhook(told);
  }

  /** Every kind of message that says of a payment which coupons it used. */
  private enum Message {
    DIRECT,
    PARTNER,
    COMBINED,
    V2;

    TestPlatform.Sent of(String number, PromotionShape shape) {
      return switch (this) {
        case V2 -> v2(number, shape);
        case DIRECT -> plain(number, shape, "\"mchid\":\"%s\",\"appid\":\"%s\"");
        case PARTNER ->
            plain(
                number,
                shape,
                "\"sp_mchid\":\"%s\",\"sp_appid\":\"%s\",\"sub_mchid\":\"1900000109\"");
        case COMBINED -> combined(number, shape);
      };
    }

    private static String promotions(PromotionShape shape) {
      return shape.v3() == null ? "" : ",\"promotion_detail\":" + shape.v3();
    }

    private static TestPlatform.Sent plain(String number, PromotionShape shape, String whose) {
      return TestPlatform.v3(
          "EV-" + number,
          "TRANSACTION.SUCCESS",
          "transaction",
          """
          {%s,"out_trade_no":"%s","transaction_id":"T%s","trade_state":"SUCCESS",\
          "amount":{"total":10000,"payer_total":9000,"currency":"%s"}%s}\
          """
              .formatted(
                  whose.formatted(TestPlatform.MCHID, "wx0000000000000201"),
                  number,
                  number,
                  shape.currency(),
                  promotions(shape)));
    }

    private static TestPlatform.Sent combined(String number, PromotionShape shape) {
      return TestPlatform.v3(
          "EV-" + number,
          "TRANSACTION.SUCCESS",
          "transaction",
          """
          {"combine_appid":"wx0000000000000201","combine_mchid":"%s",\
          "combine_out_trade_no":"C%s","sub_orders":[{"mchid":"%s","out_trade_no":"%s",\
          "transaction_id":"T%s","trade_state":"SUCCESS",\
          "amount":{"total_amount":10000,"payer_amount":9000,"currency":"%s"}%s}]}\
          """
              .formatted(
                  TestPlatform.MCHID,
                  number,
                  TestPlatform.MCHID,
                  number,
                  number,
                  shape.currency(),
                  promotions(shape)));
    }

    private static TestPlatform.Sent v2(String number, PromotionShape shape) {
      var fields = TestPlatform.v2Fields(number, "T" + number, 10_000);
      fields.put("fee_type", shape.currency());
      fields.put("version", "1.0");
      if (shape.v2() != null) {
        fields.put("promotion_detail", shape.v2());
      }
      return TestPlatform.v2(fields);
    }
  }

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("everyShapeInEveryMessage")
  @DisplayName("TOLD_WHOLE: every shape of promotion_detail is one list, by listener and webhook")
  void promotions(PromotionShape shape, Message message) {
    var number = RunningShop.newNumber();
    shop.paybell().expect(ExpectedOrder.of(number, 10_000).withCurrency(shape.currency()));
    send(message.of(number, shape));

    var told = told(number);

    assertThat(told.details().promotionDetail())
        .isEqualTo(message == Message.V2 ? shape.toldWithoutCurrency() : shape.told());
    assertSameByWebhook(told);
  }

  private static Stream<Arguments> everyShapeInEveryMessage() {
    return Stream.of(PromotionShape.values())
        .flatMap(shape -> Stream.of(Message.values()).map(it -> Arguments.of(shape, it)));
  }
}
