package io.github.paybell.server.notify;

import static io.github.paybell.server.system.Platform.API_V3_KEY;
import static io.github.paybell.server.system.Platform.NEXT_SERIAL;
import static io.github.paybell.server.system.Platform.SERIAL;
import static io.github.paybell.server.system.Platform.V2;
import static io.github.paybell.server.system.Platform.V2_KEY;
import static io.github.paybell.server.system.Platform.V3;
import static io.github.paybell.server.system.Platform.WRONG_API_V3_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.engine.inbox.NotificationView;
import io.github.paybell.engine.store.LockedOrder;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.Samples;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.server.system.Message;
import io.github.paybell.server.system.Platform;
import io.github.paybell.server.system.Sender.Answer;
import io.github.paybell.server.system.TcpProxy;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The reply matrix of docs/ARCHITECTURE.md, row by row, over real HTTP on each store: exact status,
 * exact content type, exact bytes.
 */
class ReplyMatrixTest {
  private static final Map<TestStores, ReplyMatrixShop> SHOPS = new EnumMap<>(TestStores.class);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final long TOTAL = 8_800;

  @AfterAll
  static void close() {
    SHOPS.values().forEach(ReplyMatrixShop::close);
    SHOPS.clear();
  }

  private static ReplyMatrixShop shop(TestStores store) {
    return SHOPS.computeIfAbsent(store, kind -> ReplyMatrixShop.on(kind.create()));
  }

  /** One payment, by v2 to the v2 shop or by v3 to the v3 shop. */
  private record Payment(boolean v3, String outTradeNo, String transactionId) {
    static Payment next(boolean v3) {
      int n = COUNT.incrementAndGet();
      return new Payment(v3, "MATRIX%08d".formatted(n), "42000090012026%014d".formatted(n));
    }

    String account() {
      return v3 ? "shop3" : "shop";
    }

    String token() {
      return v3 ? V3 : V2;
    }

    Message message() {
      return message(TOTAL);
    }

    Message message(long total) {
      return v3
          ? Platform.v3Paid(outTradeNo, transactionId, total)
          : Platform.v2Paid(outTradeNo, transactionId, total);
    }

    Answer sendTo(ReplyMatrixShop shop) throws IOException {
      return shop.post(token(), message());
    }
  }

  private interface Row {
    void check(boolean v3) throws Exception;
  }

  private static void both(Row row) throws Exception {
    row.check(false);
    row.check(true);
  }

  private static void isSuccess(Answer answer, boolean v3) {
    if (v3) {
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.headers()).doesNotContainKeys("content-type", "content-length");
      assertThat(answer.body()).isEmpty();
    } else {
      isXml(
          answer,
          "<xml><return_code><![CDATA[SUCCESS]]></return_code>"
              + "<return_msg><![CDATA[OK]]></return_msg></xml>");
    }
  }

  private static void isFailure(Answer answer, boolean v3, int v3Status, String message) {
    if (v3) {
      assertThat(answer.text()).isEqualTo("{\"code\":\"FAIL\",\"message\":\"" + message + "\"}");
      assertThat(answer.status()).isEqualTo(v3Status);
      assertThat(answer.headers())
          .containsEntry("content-type", "application/json; charset=utf-8")
          .containsEntry("content-length", "" + answer.body().length);
    } else {
      isXml(
          answer,
          "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA["
              + message
              + "]]></return_msg></xml>");
    }
  }

  private static void isXml(Answer answer, String xml) {
    assertThat(answer.text()).isEqualTo(xml);
    assertThat(answer.body()).isEqualTo(xml.getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("content-type", "text/xml; charset=utf-8")
        .containsEntry("content-length", "" + answer.body().length);
  }

  private static void isBusy(Answer answer, boolean v3) {
    isFailure(answer, v3, 503, "系统繁忙，请稍后重试");
  }

  private static void isEmpty(Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).doesNotContainKey("content-type");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Applied: SUCCESS, stored; a duplicate: SUCCESS, counted, without a second effect")
  void appliedAndDuplicate(TestStores store) throws Exception {
    var shop = shop(store);
    both(
        v3 -> {
          var payment = Payment.next(v3);
          shop.register(payment.account(), payment.outTradeNo(), TOTAL);
          var message = payment.message();

          isSuccess(shop.post(payment.token(), message), v3);
          assertThat(shop.order(payment.account(), payment.outTradeNo()).tradeState())
              .isEqualTo("SUCCESS");
          isSuccess(shop.post(payment.token(), message), v3);

          assertThat(shop.order(payment.account(), payment.outTradeNo()).version()).isEqualTo(2);
          var stored = stored(shop, payment);
          assertThat(stored.verdict()).isEqualTo("applied");
          assertThat(stored.timesSeen()).isEqualTo(2);
          assertThat(shop.engine().notifications().raw(stored.id())).hasValue(message.body());
        });
  }

  private static NotificationView stored(ReplyMatrixShop shop, Payment payment) {
    var stored =
        shop.engine()
            .notifications()
            .list(payment.account(), payment.outTradeNo(), null, null, 10)
            .items();
    assertThat(stored).as("ONE_ROW_PER_ID").hasSize(1);
    return stored.get(0);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Verified and not about an order: SUCCESS, stored")
  void notAboutAnOrder(TestStores store) throws Exception {
    var shop = shop(store);
    isSuccess(
        shop.post(V2, new Message(Map.of(), Samples.bytes("v2/07-result-fail-md5.xml"))), false);
    isSuccess(
        shop.post(
            V3,
            Platform.v3(
                "COMPLAINT.CREATE",
                Samples.text("v3/plaintext/13-complaint-create.json"),
                Instant.now())),
        true);
    for (var account : List.of("shop", "shop3")) {
      assertThat(shop.engine().notifications().list(account, null, "recorded", null, 10).items())
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Parked: SUCCESS, stored, with a problem; so is a refund of an unpaid order")
  void parked(TestStores store) throws Exception {
    var shop = shop(store);
    both(
        v3 -> {
          var payment = Payment.next(v3);
          isSuccess(payment.sendTo(shop), v3);
          assertThat(stored(shop, payment).verdict()).isEqualTo("parked");
          assertThat(problems(shop, payment)).containsExactly("order_unknown");

          var refunded = Payment.next(v3);
          shop.register(refunded.account(), refunded.outTradeNo(), TOTAL);
          isSuccess(
              shop.post(
                  refunded.token(),
                  v3
                      ? Platform.v3Refund(refunded.outTradeNo(), refunded.transactionId(), TOTAL)
                      : Platform.v2Refund(
                          refunded.outTradeNo(), refunded.transactionId(), TOTAL, V2_KEY)),
              v3);
          assertThat(stored(shop, refunded).verdict()).isEqualTo("parked");
          assertThat(shop.order(refunded.account(), refunded.outTradeNo()).tradeState())
              .isEqualTo("NOTPAY");
        });
  }

  private static List<String> problems(ReplyMatrixShop shop, Payment payment) {
    return shop.engine().problems().list(payment.account(), "open", null, 200).items().stream()
        .filter(problem -> payment.outTradeNo().equals(problem.outTradeNo()))
        .map(problem -> problem.kind())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("AMOUNT_GUARD: disputed: SUCCESS, stored, with a problem, and the order is not paid")
  void disputed(TestStores store) throws Exception {
    var shop = shop(store);
    both(
        v3 -> {
          var payment = Payment.next(v3);
          shop.register(payment.account(), payment.outTradeNo(), TOTAL);
          isSuccess(shop.post(payment.token(), payment.message(TOTAL - 1)), v3);

          assertThat(stored(shop, payment).verdict()).isEqualTo("disputed");
          assertThat(shop.order(payment.account(), payment.outTradeNo()).tradeState())
              .isEqualTo("NOTPAY");
          assertThat(problems(shop, payment)).containsExactly("amount_differs");
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("FORGERY_INERT: signature missing or wrong: FAIL or 401, nothing stored")
  void forged(TestStores store) throws Exception {
    var shop = shop(store);
    both(
        v3 -> {
          var payment = Payment.next(v3);
          shop.register(payment.account(), payment.outTradeNo(), TOTAL);
          var good = payment.message();
          List<Message> missing;
          List<Message> wrong;
          if (v3) {
            missing =
                List.of(
                    Platform.with(good, "Wechatpay-Signature", ""),
                    Platform.with(good, "Wechatpay-Nonce", ""),
                    Platform.with(good, "Wechatpay-Timestamp", ""),
                    Platform.with(good, "Wechatpay-Serial", ""));
            wrong =
                List.of(
                    Platform.with(good, "Wechatpay-Signature", "bm90IGEgc2lnbmF0dXJl"),
                    Platform.with(good, "Wechatpay-Signature", "not Base64 at all"),
                    Platform.with(good, "Wechatpay-Nonce", "another"),
                    new Message(
                        good.headers(), (new String(good.body(), UTF_8) + "\n").getBytes(UTF_8)),
                    Platform.replaced(good, "EV-", "EW-"));
          } else {
            var unsigned = Platform.v2Fields(payment.outTradeNo(), payment.transactionId(), TOTAL);
            missing =
                List.of(
                    new Message(Map.of(), V2Messages.payment(unsigned, V2Form.captured())),
                    sample("v2/13-neg-missing-sign.xml"),
                    sample("v2/14-neg-empty-sign.xml"),
                    sample("v2/08-return-fail-unsigned.xml"));
            wrong =
                List.of(
                    Platform.replaced(good, "<total_fee>8800<", "<total_fee>8801<"),
                    sample("v2/12-neg-tampered-amount.xml"),
                    sample("v2/17-neg-wrong-key.xml"),
                    Platform.v2Refund(
                        payment.outTradeNo(),
                        payment.transactionId(),
                        TOTAL,
                        "AnotherKeyOfNobodyAtAll000000003"));
          }
          for (var message : missing) {
            isFailure(shop.post(payment.token(), message), v3, 401, "缺少签名");
          }
          for (var message : wrong) {
            isFailure(shop.post(payment.token(), message), v3, 401, "签名错误");
          }
          isInert(shop, payment);
        });
  }

  private static void isInert(ReplyMatrixShop shop, Payment payment) {
    assertThat(shop.order(payment.account(), payment.outTradeNo()).version()).isEqualTo(1);
    assertThat(
            shop.engine()
                .notifications()
                .list(payment.account(), payment.outTradeNo(), null, null, 10)
                .items())
        .isEmpty();
  }

  private static Message sample(String path) {
    return new Message(Map.of(), Samples.bytes(path));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "FORGERY_INERT: stale: signed 301 s ago, or ahead, 401; 200 s and 5 years of v2 are fine")
  void stale(TestStores store) throws Exception {
    var shop = shop(store);
    var payment = Payment.next(true);
    shop.register("shop3", payment.outTradeNo(), TOTAL);
    var plaintext = Platform.v3Plaintext(payment.outTradeNo(), payment.transactionId(), TOTAL);
    // The clock is the real one: a bound that is 300 s here may be 301 s when it arrives.
    for (long seconds : new long[] {-301, -86_400, 400}) {
      isFailure(
          shop.post(
              V3,
              Platform.v3("TRANSACTION.SUCCESS", plaintext, Instant.now().plusSeconds(seconds))),
          true,
          401,
          "时间戳已过期");
    }
    isInert(shop, payment);
    isSuccess(
        shop.post(
            V3, Platform.v3("TRANSACTION.SUCCESS", plaintext, Instant.now().minusSeconds(200))),
        true);

    // v2 carries no time of sending: its time_end says when the user paid.
    var old = Payment.next(false);
    shop.register("shop", old.outTradeNo(), TOTAL);
    var fields = Platform.v2Fields(old.outTradeNo(), old.transactionId(), TOTAL);
    fields.put("time_end", "20210105093012");
    isSuccess(shop.post(V2, Platform.v2(fields)), false);
    assertThat(shop.order("shop", old.outTradeNo()).tradeState()).isEqualTo("SUCCESS");
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("FORGERY_INERT: malformed, DOCTYPE, repeated element: FAIL or 400, nothing stored")
  void malformed(TestStores store) throws Exception {
    var shop = shop(store);
    both(
        v3 -> {
          var payment = Payment.next(v3);
          shop.register(payment.account(), payment.outTradeNo(), TOTAL);
          var messages =
              v3
                  ? List.of(
                      Platform.with(payment.message(), "Wechatpay-Timestamp", "yesterday"),
                      Platform.with(payment.message(), "Wechatpay-Nonce", "n".repeat(2_000)),
                      Platform.with(payment.message(), "Wechatpay-Serial", "A 001"))
                  : List.of(
                      sample("v2/15-neg-doctype-entity.xml"),
                      sample("v2/16-neg-duplicate-element.xml"),
                      new Message(Map.of(), "<xml><a>1</a>".getBytes(UTF_8)),
                      new Message(Map.of(), "<xml><a><b>1</b></a></xml>".getBytes(UTF_8)),
                      Platform.replaced(payment.message(), "<xml>", "<!DOCTYPE xml><xml>"));
          for (var message : messages) {
            isFailure(shop.post(payment.token(), message), v3, 400, "报文格式错误");
          }
          isInert(shop, payment);
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("FORGERY_INERT: signature probe: 401, counted apart")
  void probe(TestStores store) throws Exception {
    var shop = shop(store);
    var payment = Payment.next(true);
    shop.register("shop3", payment.outTradeNo(), TOTAL);
    for (int length : new int[] {336, 337}) {
      isFailure(
          shop.post(
              V3,
              Platform.with(
                  payment.message(),
                  "Wechatpay-Signature",
                  "WECHATPAY/SIGNTEST/" + "A".repeat(length))),
          true,
          401,
          "签名错误");
    }
    isInert(shop, payment);
    assertThat(shop.count("probe")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Serial unknown: 503, so that it comes again; known by then: SUCCESS")
  void serialUnknown(TestStores store) throws Exception {
    try (var shop =
        new ReplyMatrixShop(
            store.create(), TestEngine.UNHURRIED, List.of(shop3(Map.of(SERIAL, "platform1"))))) {
      var payment = Payment.next(true);
      shop.register("shop3", payment.outTradeNo(), TOTAL);
      var plaintext = Platform.v3Plaintext(payment.outTradeNo(), payment.transactionId(), TOTAL);
      var message =
          Platform.v3("TRANSACTION.SUCCESS", plaintext, Instant.now(), API_V3_KEY, NEXT_SERIAL);

      isFailure(shop.post(V3, message), true, 503, "平台证书序列号未知，请稍后重试");
      isInert(shop, payment);

      shop.engine()
          .accounts()
          .configure(List.of(shop3(Map.of(SERIAL, "platform1", NEXT_SERIAL, "platform2"))));
      isSuccess(shop.post(V3, message), true);
      assertThat(shop.order("shop3", payment.outTradeNo()).tradeState()).isEqualTo("SUCCESS");
    }
  }

  private static AccountSettings shop3(Map<String, String> certificates) {
    var keys = new TreeMap<String, String>();
    certificates.forEach(
        (serial, name) -> keys.put(serial, Samples.text("v3/keys/" + name + "_cert.pem")));
    return new AccountSettings(
        "shop3",
        "1900000109",
        List.of(),
        List.of(),
        V3,
        null,
        new AccountSettings.V3(Secret.of(API_V3_KEY), null, null, null, keys),
        null,
        null);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "Cannot decrypt: 500, kept with a problem; the key repaired, the copy is applied to the same"
          + " row")
  void undecryptable(TestStores store) throws Exception {
    var accounts = List.of(TestEngine.shopV3(WRONG_API_V3_KEY));
    try (var shop = new ReplyMatrixShop(store.create(), TestEngine.UNHURRIED, accounts)) {
      var payment = Payment.next(true);
      shop.register("shop3", payment.outTradeNo(), TOTAL);
      var message = payment.message();

      isFailure(shop.post(V3, message), true, 500, "解密失败，请检查商户APIv3密钥");
      isFailure(shop.post(V3, message), true, 500, "解密失败，请检查商户APIv3密钥");

      assertThat(shop.order("shop3", payment.outTradeNo()).version()).isEqualTo(1);
      var kept = shop.engine().notifications().list("shop3", null, null, null, 10).items();
      assertThat(kept).hasSize(1);
      assertThat(kept.get(0).verdict()).isEqualTo("undecryptable");
      assertThat(shop.engine().notifications().raw(kept.get(0).id())).hasValue(message.body());
      assertThat(shop.engine().problems().list("shop3", "open", null, 10).items())
          .extracting(problem -> problem.kind())
          .containsExactly("undecryptable");

      shop.engine().accounts().configure(List.of(TestEngine.shopV3(API_V3_KEY)));
      isSuccess(shop.post(V3, message), true);

      assertThat(shop.order("shop3", payment.outTradeNo()).tradeState()).isEqualTo("SUCCESS");
      assertThat(stored(shop, payment).verdict()).isEqualTo("applied");
      assertThat(stored(shop, payment).id()).isEqualTo(kept.get(0).id());
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Good signature, not understood: FAIL or 500, kept with a problem, nothing paid")
  void notUnderstood(TestStores store) throws Exception {
    var shop = shop(store);
    both(
        v3 -> {
          var payment = Payment.next(v3);
          shop.register(payment.account(), payment.outTradeNo(), TOTAL);
          Message message;
          if (v3) {
            message =
                Platform.v3(
                    "TRANSACTION.SUCCESS",
                    Platform.v3Plaintext(payment.outTradeNo(), payment.transactionId(), TOTAL)
                        .replace("\"total\":8800", "\"total\":\"much\""),
                    Instant.now());
          } else {
            var fields = Platform.v2Fields(payment.outTradeNo(), payment.transactionId(), TOTAL);
            fields.put("total_fee", "much");
            message = Platform.v2(fields);
          }

          isFailure(shop.post(payment.token(), message), v3, 500, "通知内容无法解析");

          assertThat(shop.order(payment.account(), payment.outTradeNo()).version()).isEqualTo(1);
          assertThat(
                  shop.engine()
                      .notifications()
                      .list(payment.account(), null, "not_understood", null, 10)
                      .items())
              .hasSize(1);
          assertThat(shop.engine().problems().list(payment.account(), "open", null, 200).items())
              .extracting(problem -> problem.kind())
              .contains("not_understood");
        });
  }

  @Test
  @DisplayName(
      "NO_LOST_ACK: a v3 message whose ciphertext is shorter than its tag is kept with a problem,"
          + " 500, like any other that is not understood")
  void shortCiphertext() throws Exception {
    var body =
        new String(Payment.next(true).message().body(), UTF_8)
            .replaceFirst("\"ciphertext\":\"[^\"]*\"", "\"ciphertext\":\"AAAA\"")
            .getBytes(UTF_8);
    try (var shop =
        new ReplyMatrixShop(
            TestStores.SQLITE.create(),
            TestEngine.UNHURRIED,
            List.of(TestEngine.shopV3(API_V3_KEY)))) {
      var message = Platform.signed(body, Instant.now(), SERIAL);

      isFailure(shop.post(V3, message), true, 500, "通知内容无法解析");

      var kept = shop.engine().notifications().list("shop3", null, null, null, 10).items();
      assertThat(kept).extracting(NotificationView::verdict).containsExactly("not_understood");
      assertThat(shop.engine().notifications().raw(kept.get(0).id())).hasValue(body);
      assertThat(shop.engine().problems().list("shop3", "open", null, 10).items())
          .extracting(problem -> problem.kind())
          .containsExactly("not_understood");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Unknown token 404, not POST 405, above 1 MiB 413: all with an empty body")
  void refusedAtTheListener(TestStores store) throws Exception {
    var shop = shop(store);
    both(
        v3 -> {
          var payment = Payment.next(v3);
          isEmpty(shop.post("nobody-has-this-token", payment.message()), 404);
          for (var token : List.of(payment.token(), "nobody-has-this-token")) {
            try (var sender = shop.connect()) {
              sender.send("GET /notify/" + token + " HTTP/1.1\r\nHost: notify\r\n\r\n");
              isEmpty(sender.read(), 405);
            }
          }
          isEmpty(
              shop.post(
                  payment.token(), new Message(payment.message().headers(), new byte[1_048_577])),
              413);
          isFailure(
              shop.post(
                  payment.token(),
                  new Message(
                      Map.of(), (v3 ? "{" : "<xml>").concat(" ".repeat(65_530)).getBytes(UTF_8))),
              v3,
              401,
              v3 ? "缺少签名" : "报文格式错误");
        });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Shutting down: FAIL or 503, no promise")
  void shuttingDown(TestStores store) throws Exception {
    var shop = ReplyMatrixShop.on(store.create());
    try (shop) {
      var before = Payment.next(false);
      shop.register("shop", before.outTradeNo(), TOTAL);
      isSuccess(before.sendTo(shop), false);
      // The engine stops; the notify listener still stands, and says so.
      shop.engine().close();
      both(v3 -> isBusy(Payment.next(v3).sendTo(shop), v3));
      try (var sender = shop.connect()) {
        sender.send("GET /healthz HTTP/1.1\r\nHost: notify\r\n\r\n");
        isEmpty(sender.read(), 503);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IN_TIME: store down: FAIL or 503 while it is away; back again, the copy is applied")
  void storeDown(TestStores store) throws Exception {
    try (var away = Away.of(store.create());
        var shop =
            new ReplyMatrixShop(away.store(), InboxOptions.defaults(), TestEngine.accounts())) {
      both(
          v3 -> {
            var payment = Payment.next(v3);
            shop.register(payment.account(), payment.outTradeNo(), TOTAL);
            var message = payment.message();
            for (var how : away.ways()) {
              how.begin().run();
              isBusy(shop.post(payment.token(), message), v3);
              how.end().run();
            }

            isSuccess(untilBack(shop, payment.token(), message, v3), v3);

            assertThat(shop.order(payment.account(), payment.outTradeNo()).tradeState())
                .isEqualTo("SUCCESS");
            assertThat(shop.order(payment.account(), payment.outTradeNo()).version()).isEqualTo(2);
            assertThat(stored(shop, payment).verdict()).isEqualTo("applied");
          });
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  @DisplayName(
      "ONE_STOPS_NOBODY: another client locks the order: FAIL or 503; the lock gone, the copy is"
          + " applied")
  void orderLocked(TestStores store) throws Exception {
    var options = store.create();
    try (var shop = ReplyMatrixShop.on(options)) {
      both(
          v3 -> {
            var payment = Payment.next(v3);
            shop.register(payment.account(), payment.outTradeNo(), TOTAL);
            try (var client = LockedOrder.in(options, payment.account(), payment.outTradeNo())) {
              isBusy(payment.sendTo(shop), v3);
              client.release();
              isSuccess(payment.sendTo(shop), v3);
            }
            assertThat(stored(shop, payment).verdict()).isEqualTo("applied");
          });
    }
  }

  // The pool may still hold what the cut left behind; WeChat Pay would come again, too.
  private static Answer untilBack(ReplyMatrixShop shop, String token, Message message, boolean v3)
      throws IOException {
    var answer = shop.post(token, message);
    for (int i = 0; i < 20 && answer.status() != 204 && !answer.text().contains("SUCCESS"); i++) {
      isBusy(answer, v3);
      answer = shop.post(token, message);
    }
    return answer;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: overloaded: what finds no room is answered FAIL or 503 at once")
  void overloaded(TestStores store) throws Exception {
    int room = 2;
    // Below what the listener itself waits: it is the inbox that answers.
    var inbox = new InboxOptions(Duration.ofSeconds(2), room, 256, 5, 100);
    try (var away = Away.of(store.create());
        var shop = new ReplyMatrixShop(away.store(), inbox, TestEngine.accounts())) {
      var hang = away.ways().get(away.ways().size() - 1);
      hang.begin().run();
      var crowd = Executors.newCachedThreadPool();
      var answers = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < 12; i++) {
        boolean v3 = i % 2 == 0;
        var payment = Payment.next(v3);
        answers.add(
            CompletableFuture.runAsync(
                () -> {
                  try {
                    isBusy(payment.sendTo(shop), v3);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                },
                crowd));
      }
      answers.forEach(CompletableFuture::join);
      crowd.shutdown();
      hang.end().run();

      // At most two writers with a group each, and the room; the rest was sent away at once.
      assertThat(shop.count("busy")).isGreaterThanOrEqualTo(1);
    }
  }

  private interface Deed {
    void run() throws Exception;
  }

  private record Way(Deed begin, Deed end) {}

  /**
   * Ways to take a store away: a server's connections are cut and refused, or nothing moves on
   * them; of SQLite another process holds the write lock.
   *
   * @param ways the last one keeps the store silent until it ends
   */
  private record Away(StoreOptions store, List<Way> ways, AutoCloseable wire)
      implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)/");

    static Away of(StoreOptions store) throws IOException, SQLException {
      var port = PORT.matcher(store.url());
      if (!port.find()) {
        var other = DriverManager.getConnection(store.url());
        return new Away(
            store,
            List.of(new Way(() -> run(other, "begin immediate"), () -> run(other, "rollback"))),
            other);
      }
      var proxy = new TcpProxy(Integer.parseInt(port.group(1)));
      return new Away(
          new StoreOptions(
              port.replaceFirst("127.0.0.1:" + proxy.port() + "/"),
              store.username(),
              store.password(),
              store.maxConnections()),
          List.of(new Way(proxy::cut, proxy::mend), new Way(proxy::stop, proxy::go)),
          proxy);
    }

    private static void run(Connection connection, String sql) throws SQLException {
      try (var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Override
    public void close() throws Exception {
      wire.close();
    }
  }
}
