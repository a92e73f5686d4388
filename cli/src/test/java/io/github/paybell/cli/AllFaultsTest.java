package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.FaultKind.On;
import io.github.paybell.simulator.fault.StandingFault;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator against {@code paybell serve}: whatever goes wrong on the way, once is once. */
class AllFaultsTest {
  private static final String TOKEN = "all-faults-token-0001";

  @TempDir static Path folder;
  private static Simulator wechat;
  private static ServeProcess server;

  @BeforeAll
  static void start() throws IOException {
    wechat = Simulator.start(SimulatorOptions.forTests());
    var merchant = wechat.merchant();
    var merchants = wechat.platform().merchants();
    var keys = new StringBuilder();
    for (var key :
        List.of(merchants.certificate(), merchants.nextCertificate(), merchant.publicKey())) {
      var pem = Files.writeString(folder.resolve(key.serial() + ".pem"), key.pem());
      keys.append("          \"").append(key.serial()).append("\": file:").append(pem).append('\n');
    }
    server =
        ServeProcess.start(
            folder,
            wechat.url(),
            """
                shop:
                  mchid: "%s"
                  appids: [%s]
                  notify-token: %s
                  v2: { key: %s }
                  v3:
                    api-v3-key: %s
                    merchant-serial: %s
                    merchant-private-key: file:%s
                    platform-keys:
            %s"""
                .formatted(
                    merchant.mchid(),
                    merchant.appid(),
                    TOKEN,
                    merchant.v2Key(),
                    merchant.apiV3Key(),
                    merchant.merchantSerial(),
                    Files.writeString(
                        folder.resolve("apiclient_key.pem"), merchant.merchantPrivateKey()),
                    keys));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    wechat.close();
  }

  @BeforeEach
  void calm() {
    wechat.strike();
  }

  static Stream<Arguments> faults() {
    return Stream.of(FaultKind.values())
        .flatMap(kind -> Stream.of(Api.values()).map(api -> Arguments.of(kind.wireName(), api)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @DisplayName(
      "ONE_EFFECT: an order paid at WeChat Pay is paid once in the ledger, whatever the fault")
  @MethodSource("faults")
  void paidOnce(String name, Api api) throws Exception {
    var fault = Fault.named(name);
    var outTradeNo = "F" + fault.kind().ordinal() + "-" + api + "-ORDER";
    register(outTradeNo);
    boolean onAnswers = fault.kind().on() == On.ANSWER || fault.kind().on() == On.ORDER;
    if (onAnswers) {
      wechat.strike(fault);
    }
    var placed = place(api, outTradeNo);
    assertThat(placed.statusCode()).isEqualTo(fault.kind() == FaultKind.PLATFORM_DOWN ? 502 : 200);
    wechat.strike();
    // A merchant repeats what failed with the same data.
    if (fault.kind() == FaultKind.PLATFORM_DOWN) {
      assertThat(place(api, outTradeNo).statusCode()).isEqualTo(200);
    }
    var key = new PlatformOrderKey(Merchants.DEFAULT_MCHID, outTradeNo);
    if (fault.kind() != FaultKind.BEFORE_ANSWER) {
      wechat.pay(key, Paying.PLAIN.with(onAnswers ? List.of() : List.of(fault)));
    }
    wechat.settle();
    wechat.advance(Duration.ofDays(2));

    assertThat(wechat.platform().order(key).tradeState()).isEqualTo(PlatformTradeState.SUCCESS);
    // Of what is lost nothing comes by itself; whoever asks, as the ladder does, learns it.
    var order = order(outTradeNo + (fault.kind() == FaultKind.LOST ? "?refresh=true" : ""));
    assertThat(order.path("trade_state").stringValue()).isEqualTo("SUCCESS");
    assertThat(order.path("transaction_id").stringValue())
        .isEqualTo(wechat.platform().order(key).paid().transactionId());
    assertThat(
            Stream.of(order.path("timeline"))
                .flatMap(timeline -> timeline.valueStream())
                .map(entry -> entry.path("what").stringValue())
                .filter("payment.succeeded"::equals))
        .hasSize(1);
    var messages = wechat.messenger().messages(outTradeNo);
    assertThat(messages)
        .extracting(Message::state)
        .containsExactly(
            fault.kind() == FaultKind.LOST ? Message.State.LOST : Message.State.DELIVERED);
    assertThat(messages.get(0).attempts()).noneMatch(MessageAttempt::isHole);
    // It struck, or it cannot act on this version and that is said.
    assertThat(
            onAnswers
                || Fault.has(messages.get(0).faults(), fault.kind())
                || messages.get(0).notes().stream().anyMatch(note -> note.startsWith(name + " ")))
        .isTrue();
  }

  @Test
  @DisplayName(
      "ONE_EFFECT: all faults at once on a hundred orders of both versions, each paid once")
  void storm() throws Exception {
    var kinds =
        Stream.of(FaultKind.values())
            .filter(kind -> kind.on() != On.ANSWER && kind != FaultKind.LOST)
            .filter(kind -> kind != FaultKind.SLOW && kind != FaultKind.HUGE)
            .map(
                kind ->
                    new StandingFault(Fault.of(kind), kind == FaultKind.BEFORE_ANSWER ? 0.2 : 0.3))
            .toList();
    wechat.faults().set(kinds);
    for (int i = 0; i < 100; i++) {
      var outTradeNo = "STORM%05d".formatted(i);
      register(outTradeNo);
      place(i % 2 == 0 ? Api.V2 : Api.V3, outTradeNo);
      var key = new PlatformOrderKey(Merchants.DEFAULT_MCHID, outTradeNo);
      if (wechat.platform().order(key).tradeState() == PlatformTradeState.NOTPAY) {
        wechat.pay(key, Paying.PLAIN);
      }
    }
    wechat.settle();
    wechat.advance(Duration.ofDays(2));

    for (int i = 0; i < 100; i++) {
      var order = order("STORM%05d".formatted(i));
      assertThat(order.path("trade_state").stringValue()).isEqualTo("SUCCESS");
      assertThat(
              order
                  .path("timeline")
                  .valueStream()
                  .filter(it -> it.path("what").stringValue().equals("payment.succeeded")))
          .hasSize(1);
    }
    assertThat(wechat.messenger().messages()).flatExtracting(Message::attempts).isNotEmpty();
    assertThat(wechat.messenger().messages())
        .flatExtracting(Message::attempts)
        .noneMatch(attempt -> ((MessageAttempt) attempt).isHole());
  }

  // A new one each time: WeChat Pay drops a connection that was idle for 8 s.
  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static void register(String outTradeNo) {
    assertThat(
            server
                .admin(
                    "PUT",
                    "/accounts/shop/orders/" + outTradeNo,
                    "{\"amount\":{\"total\":8800,\"currency\":\"CNY\"}}")
                .statusCode())
        .isEqualTo(201);
  }

  private static JsonNode order(String outTradeNo) {
    return JsonMapper.shared()
        .readTree(server.admin("GET", "/accounts/shop/orders/" + outTradeNo, "").body());
  }

  private static HttpResponse<String> place(Api api, String outTradeNo) throws Exception {
    return api == Api.V2 ? placeV2(outTradeNo) : placeV3(outTradeNo);
  }

  private static HttpResponse<String> placeV3(String outTradeNo) throws Exception {
    var merchant = wechat.merchant();
    var body =
        """
        {"appid":"%s","mchid":"%s","description":"coffee","out_trade_no":"%s","notify_url":"%s",
         "amount":{"total":8800,"currency":"CNY"},"payer":{"openid":"%s"}}"""
            .formatted(
                merchant.appid(),
                merchant.mchid(),
                outTradeNo,
                server.notifyUrl(TOKEN),
                merchant.openid());
    var path = "/v3/pay/transactions/jsapi";
    return client()
        .send(
            HttpRequest.newBuilder(URI.create(wechat.url() + path))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header(
                    "Authorization",
                    V3Request.authorization(
                        merchant.signer(),
                        merchant.mchid(),
                        "POST",
                        path,
                        Instant.now(),
                        "nonce" + outTradeNo,
                        body.getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private static HttpResponse<String> placeV2(String outTradeNo) throws Exception {
    var merchant = wechat.merchant();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("appid", merchant.appid());
    fields.put("mch_id", merchant.mchid());
    fields.put("nonce_str", "nonce" + outTradeNo);
    fields.put("body", "coffee");
    fields.put("out_trade_no", outTradeNo);
    fields.put("total_fee", "8800");
    fields.put("spbill_create_ip", "127.0.0.1");
    fields.put("notify_url", server.notifyUrl(TOKEN));
    fields.put("trade_type", "JSAPI");
    fields.put("openid", merchant.openid());
    var xml =
        V2Messages.payment(
            V2Messages.signed(fields, SignType.MD5, merchant.v2()), V2Form.captured());
    var answer =
        client()
            .send(
                HttpRequest.newBuilder(URI.create(wechat.url() + "/pay/unifiedorder"))
                    .POST(BodyPublishers.ofByteArray(xml))
                    .build(),
                BodyHandlers.ofString());
    if (answer.statusCode() == 200) {
      var table = new FieldTable();
      assertThat(table.read(answer.body().getBytes(StandardCharsets.UTF_8))).isTrue();
      assertThat(table.toMap()).containsEntry("result_code", "SUCCESS");
    }
    return answer;
  }
}
