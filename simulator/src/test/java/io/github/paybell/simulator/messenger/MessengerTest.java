package io.github.paybell.simulator.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.StandingFault;
import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.messenger.Shop.Said;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.RefundTerms;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.platform.Schedule;
import io.github.paybell.simulator.platform.Terms;
import io.vertx.core.Vertx;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The messenger towards a real HTTP receiver. */
class MessengerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock REAL = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Vertx vertx = Vertx.vertx();
  private final SimClock clock = new SimClock(REAL, Speed.MANUAL);
  private final Merchants merchants = new Merchants();
  private final StandingFaults standing = new StandingFaults();
  private final Platform platform = new Platform(clock, new Dice(7), merchants, Rules.DEFAULT);
  private final Messenger messenger = new Messenger(platform, standing, REAL, vertx);
  private final Shop shop = new Shop(call -> Said.OK_V2);

  MessengerTest() {
    platform.listen(messenger);
  }

  @AfterEach
  void close() {
    shop.close();
    messenger.close();
    clock.close();
    vertx.close();
  }

  private PlatformOrder paid(Api api, String outTradeNo, Fault... faults) {
    var key = placed(api, outTradeNo, shop.url());
    var order = platform.pay(key, Paying.PLAIN.with(List.of(faults))).get(0);
    clock.settle();
    return order;
  }

  private PlatformOrderKey placed(Api api, String outTradeNo, String notifyUrl) {
    var terms =
        new Terms(
            api,
            api == Api.V2 ? SignType.MD5 : null,
            PlatformTradeType.JSAPI,
            Merchants.DEFAULT_MCHID,
            "wx8888888888888888",
            null,
            null,
            outTradeNo,
            "coffee",
            "桌号 7",
            8800,
            "CNY",
            notifyUrl,
            "oTEST000000000000000000000A",
            null,
            null,
            null,
            false,
            outTradeNo);
    platform.place(terms);
    return terms.key();
  }

  private Message message(String outTradeNo) {
    return messenger.messages(outTradeNo).get(0);
  }

  private List<TakenAs> taken(String outTradeNo) {
    return message(outTradeNo).attempts().stream().map(MessageAttempt::takenAs).toList();
  }

  private boolean verifies(PublicKey key, Shop.Call call) {
    var start = call.header("Wechatpay-Timestamp") + "\n" + call.header("Wechatpay-Nonce") + "\n";
    var message = (start + call.text() + "\n").getBytes(StandardCharsets.UTF_8);
    return V3Signer.verifies(key, message, call.header("Wechatpay-Signature"));
  }

  private boolean isSigned(Shop.Call call) {
    var table = new FieldTable();
    assertThat(table.read(call.body())).as(table.problem()).isTrue();
    Map<String, String> fields = table.toMap();
    return V2Messages.sign(fields, SignType.MD5, merchants.require(Merchants.DEFAULT).v2())
        .equals(fields.get("sign"));
  }

  // ------------------------------------------------------------------------------- as it should

  @Test
  @DisplayName(
      "A v2 payment is told at once, signed, in the captured shape, and that is all if it is"
          + " accepted")
  void v2Payment() {
    var order = paid(Api.V2, "ORDER0001");

    assertThat(shop.calls()).hasSize(1);
    var call = shop.calls().get(0);
    assertThat(isSigned(call)).isTrue();
    assertThat(call.header("Content-Type")).isEqualTo("text/xml");
    assertThat(call.header("User-Agent")).isEqualTo("Mozilla/4.0");
    assertThat(call.header("Content-Length")).isNotNull();
    assertThat(call.text())
        .startsWith("<xml><appid><![CDATA[wx8888888888888888]]></appid>\n")
        .contains("<total_fee>8800</total_fee>\n")
        .contains("<transaction_id><![CDATA[" + order.paid().transactionId() + "]]>")
        .contains("<time_end><![CDATA[20260101080000]]></time_end>");
    assertThat(message("ORDER0001").state()).isEqualTo(Message.State.DELIVERED);
    clock.advance(Duration.ofDays(2));
    assertThat(shop.calls()).hasSize(1);
  }

  @Test
  @DisplayName(
      "A v3 payment is told at once, signed by the platform certificate over the bytes sent")
  void v3Payment() {
    shop.answers(call -> Said.NO_CONTENT);
    paid(Api.V3, "ORDER0001");

    var call = shop.calls().get(0);
    assertThat(call.header("Wechatpay-Serial")).isEqualTo(merchants.certificate().serial());
    assertThat(verifies(merchants.certificate().publicKey(), call)).isTrue();
    assertThat(call.text()).contains("\"event_type\":\"TRANSACTION.SUCCESS\"");
    assertThat(message("ORDER0001").state()).isEqualTo(Message.State.DELIVERED);
  }

  @ParameterizedTest
  @DisplayName("A message that is refused comes again after each gap of the schedule, then no more")
  @EnumSource(
      value = Schedule.class,
      names = {"CLASSIC", "LONG"})
  void schedule(Schedule schedule) {
    platform.rules(rules(schedule));
    shop.answers(call -> Said.of(500, "no"));
    paid(Api.V3, "ORDER0001");
    assertThat(shop.calls()).hasSize(1);

    int sent = 1;
    for (var gap : schedule.gaps()) {
      clock.advance(gap.minusSeconds(1));
      assertThat(shop.calls()).hasSize(sent);
      clock.advance(Duration.ofSeconds(1));
      assertThat(shop.calls()).hasSize(++sent);
    }

    assertThat(message("ORDER0001").state()).isEqualTo(Message.State.EXHAUSTED);
    clock.advance(Duration.ofDays(3));
    assertThat(shop.calls()).hasSize(schedule.gaps().size() + 1);
    assertThat(message("ORDER0001").attempts())
        .extracting(MessageAttempt::status)
        .containsOnly(500);
  }

  private static Rules rules(Schedule schedule) {
    return rules("{\"schedule\":\"" + schedule + "\"}");
  }

  private static Rules rules(String json) {
    return RulesJson.apply(Rules.DEFAULT, JsonMapper.shared().readTree(json));
  }

  @Test
  @DisplayName("Whoever listens hears of each step, and a message says when it comes again")
  void told() {
    var heard = new ArrayList<String>();
    messenger.listen(
        it -> heard.add(it.state() + " " + it.attempts().size() + " " + (it.nextAt() != null)));
    shop.answers(call -> shop.calls().size() == 1 ? Said.of(500, "") : Said.NO_CONTENT);
    paid(Api.V3, "ORDER0001");

    assertThat(message("ORDER0001").nextAt()).isEqualTo(NOW.plusSeconds(15));
    clock.advance(Duration.ofSeconds(15));

    assertThat(message("ORDER0001").nextAt()).isNull();
    assertThat(heard).startsWith("PENDING 0 true").endsWith("DELIVERED 2 false");
  }

  @Test
  @DisplayName("By rule a v2 notification names its sign_type, and the signature covers it")
  void signTypeEcho() {
    platform.rules(rules("{\"sign-type-echo\":\"ALWAYS\"}"));
    paid(Api.V2, "ORDER0001");

    assertThat(shop.calls().get(0).text()).contains("<sign_type><![CDATA[MD5]]></sign_type>");
    assertThat(isSigned(shop.calls().get(0))).isTrue();
  }

  @ParameterizedTest
  @DisplayName("A v2 retry is the same bytes again, or by rule signed anew")
  @ValueSource(booleans = {false, true})
  void resign(boolean anew) {
    platform.rules(rules("{\"resign-retries\":" + anew + "}"));
    shop.answers(call -> Said.of(200, "no"));
    paid(Api.V2, "ORDER0001");
    clock.advance(Duration.ofSeconds(15));

    var calls = shop.calls();
    assertThat(calls.get(1).text().equals(calls.get(0).text())).isEqualTo(!anew);
    assertThat(calls).allSatisfy(call -> assertThat(isSigned(call)).isTrue());
  }

  @Test
  @DisplayName("By rule the first attempt comes after a while, and gaps are of one's own making")
  void ownSchedule() {
    platform.rules(rules("{\"first-delay\":12,\"schedule\":\"CUSTOM\",\"custom-schedule\":[1,2]}"));
    shop.answers(call -> Said.of(500, ""));
    paid(Api.V3, "ORDER0001");
    assertThat(shop.calls()).isEmpty();
    clock.advance(Duration.ofSeconds(12));
    assertThat(shop.calls()).hasSize(1);
    clock.advance(Duration.ofSeconds(3));

    assertThat(shop.calls()).hasSize(3);
    assertThat(message("ORDER0001").state()).isEqualTo(Message.State.EXHAUSTED);
  }

  @Test
  @DisplayName("Retries keep id, create_time and ciphertext and are signed anew")
  void retry() {
    shop.answers(call -> Said.of(503, ""));
    paid(Api.V3, "ORDER0001");
    clock.advance(Duration.ofSeconds(15));

    var calls = shop.calls();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(1).text()).isEqualTo(calls.get(0).text());
    assertThat(calls.get(1).header("Wechatpay-Nonce"))
        .isNotEqualTo(calls.get(0).header("Wechatpay-Nonce"));
    assertThat(verifies(merchants.certificate().publicKey(), calls.get(1))).isTrue();
  }

  @ParameterizedTest
  @DisplayName("A redirect is not followed and counts as a failure")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect(int status) {
    shop.answers(call -> new Said(status, Map.of("Location", shop.url() + "/elsewhere"), ""));
    paid(Api.V3, "ORDER0001");

    assertThat(shop.calls()).hasSize(1);
    assertThat(taken("ORDER0001")).containsExactly(TakenAs.FAIL);
  }

  @Test
  @DisplayName("Silence is a time-out after the time the rules give, and the message comes again")
  void silence() {
    platform.rules(rules("{\"timeout\":0.2}"));
    shop.answers(call -> shop.calls().size() == 1 ? null : Said.NO_CONTENT);
    paid(Api.V3, "ORDER0001");
    assertThat(taken("ORDER0001")).containsExactly(TakenAs.TIMEOUT);

    clock.advance(Duration.ofSeconds(15));

    assertThat(taken("ORDER0001")).containsExactly(TakenAs.TIMEOUT, TakenAs.SUCCESS);
  }

  @Test
  @DisplayName("A receiver that is not there is a time-out with the reason")
  void nobodyThere() {
    var key = placed(Api.V3, "ORDER0001", "http://127.0.0.1:1/notify");
    platform.pay(key, Paying.PLAIN);
    clock.settle();

    var attempt = message("ORDER0001").attempts().get(0);
    assertThat(attempt.takenAs()).isEqualTo(TakenAs.TIMEOUT);
    assertThat(attempt.why()).startsWith("no answer: ").contains("refused");
  }

  @ParameterizedTest
  @DisplayName("Each end of a refund is told to the refund's notify_url")
  @EnumSource(
      value = PlatformRefund.Status.class,
      names = {"SUCCESS", "CLOSED", "ABNORMAL"})
  void refunds(PlatformRefund.Status end) {
    for (var api : Api.values()) {
      var order = paid(api, "ORDER-" + api);
      platform.refund(
          new RefundTerms(api, order.key(), "R-" + api, 100, 8800, null, shop.url(), "R"));
      platform.settle(order.key(), "R-" + api, end);
      clock.settle();

      var messages = messenger.messages("ORDER-" + api);
      assertThat(messages).hasSize(2);
      assertThat(messages.get(1).eventType()).isEqualTo("REFUND." + end);
      assertThat(messages.get(1).outRefundNo()).isEqualTo("R-" + api);
      var last = shop.calls().get(shop.calls().size() - 1);
      assertThat(last.text()).contains(api == Api.V2 ? "<req_info>" : "\"event_type\":\"REFUND.");
    }
  }

  @Test
  @DisplayName(
      "Resending sends one more attempt at once, also after success, and ends what was refused")
  void resend() {
    shop.answers(call -> shop.calls().size() == 1 ? Said.of(500, "") : Said.NO_CONTENT);
    paid(Api.V3, "ORDER0001");

    var after = messenger.resend(message("ORDER0001").id());

    assertThat(after.state()).isEqualTo(Message.State.DELIVERED);
    assertThat(taken("ORDER0001")).containsExactly(TakenAs.FAIL, TakenAs.SUCCESS);
    clock.advance(Duration.ofDays(1));
    assertThat(shop.calls()).hasSize(2);
    messenger.resend(message("ORDER0001").id());
    assertThat(shop.calls()).hasSize(3);
  }

  // ------------------------------------------------------------------------------------- faults

  static Stream<Arguments> forgeries() {
    return Stream.of(FaultKind.values())
        .filter(kind -> kind.on() == FaultKind.On.FORGERY)
        // These orders have nothing that could be cut; see RecutTest.
        .filter(kind -> kind != FaultKind.RECUT)
        .flatMap(kind -> Stream.of(Api.values()).map(api -> Arguments.of(kind, api)))
        .filter(
            it ->
                it.get()[1] == Api.V2
                    ? ((FaultKind) it.get()[0]).onV2()
                    : ((FaultKind) it.get()[0]).onV3());
  }

  @ParameterizedTest
  @DisplayName(
      "A forged copy comes first, and whatever it is answered, the genuine message follows")
  @MethodSource("forgeries")
  void forgery(FaultKind kind, Api api) {
    paid(api, "ORDER0001", Fault.of(kind));

    var attempts = message("ORDER0001").attempts();
    assertThat(attempts).extracting(MessageAttempt::fault).containsExactly(kind, null);
    assertThat(attempts).extracting(MessageAttempt::counts).containsExactly(false, true);
    var calls = shop.calls();
    assertThat(forgeable(calls.get(0))).isNotEqualTo(forgeable(calls.get(1)));
    if (api == Api.V2) {
      assertThat(isSigned(calls.get(1))).isTrue();
    } else {
      assertThat(verifies(merchants.certificate().publicKey(), calls.get(1))).isTrue();
    }
  }

  /** What a forgery touches; nonces and what follows from them differ in any two attempts. */
  private List<Object> forgeable(Shop.Call call) {
    var serial = call.header("Wechatpay-Serial");
    return List.of(
        List.of(call.text()),
        String.valueOf(serial),
        String.valueOf(call.header("Wechatpay-Timestamp")),
        serial != null
            && call.header("Wechatpay-Signature") != null
            && verifies(merchants.certificate().publicKey(), call));
  }

  @Test
  @DisplayName("What a receiver accepted and should have refused is called a hole")
  void hole() {
    paid(Api.V2, "ORDER0001", Fault.of(FaultKind.WRONG_KEY));

    assertThat(message("ORDER0001").attempts())
        .extracting(MessageAttempt::isHole)
        .containsExactly(true, false);
  }

  @Test
  @DisplayName("huge: a giant copy is sent whole and kept in part")
  void huge() {
    paid(Api.V3, "ORDER0001", new Fault.Huge(200_000));

    assertThat(shop.calls().get(0).body()).hasSizeGreaterThan(200_000);
    assertThat(message("ORDER0001").attempts().get(0).requestBody()).hasSize(64 * 1024);
  }

  @Test
  @DisplayName(
      "tampered-amount, unsigned and wrong-key do not verify; repeated-element does for a reader"
          + " that lets the last win")
  void whatForgeriesLookLike() {
    paid(Api.V2, "TAMPERED01", Fault.of(FaultKind.TAMPERED_AMOUNT));
    paid(Api.V2, "UNSIGNED01", Fault.of(FaultKind.UNSIGNED));
    paid(Api.V2, "WRONGKEY01", Fault.of(FaultKind.WRONG_KEY));
    paid(Api.V2, "REPEATED01", Fault.of(FaultKind.REPEATED_ELEMENT));

    var calls = shop.calls();
    assertThat(isSigned(calls.get(0))).isFalse();
    assertThat(calls.get(0).text()).contains("<total_fee>8900</total_fee>");
    assertThat(calls.get(2).text()).doesNotContain("<sign>");
    assertThat(isSigned(calls.get(4))).isFalse();
    var repeated = calls.get(6).text();
    assertThat(repeated)
        .contains("<total_fee>1</total_fee>")
        .contains("<total_fee>8800</total_fee>");
  }

  @Test
  @DisplayName("A probe decides nothing: accepted or not, the signed message follows after 15 s")
  void probe() {
    shop.answers(call -> Said.NO_CONTENT);
    paid(Api.V3, "ORDER0001", Fault.of(FaultKind.PROBE));
    var probe = shop.calls().get(0).header("Wechatpay-Signature");
    assertThat(probe).startsWith("WECHATPAY/SIGNTEST/").hasSize(355);
    assertThat(message("ORDER0001").attempts().get(0).isHole()).isTrue();

    clock.advance(Duration.ofSeconds(15));

    assertThat(shop.calls()).hasSize(2);
    assertThat(verifies(merchants.certificate().publicKey(), shop.calls().get(1))).isTrue();
    assertThat(message("ORDER0001").state()).isEqualTo(Message.State.DELIVERED);
  }

  @Test
  @DisplayName("lost: nothing is ever sent")
  void lost() {
    paid(Api.V3, "ORDER0001", Fault.of(FaultKind.LOST));
    clock.advance(Duration.ofDays(2));

    assertThat(shop.calls()).isEmpty();
    assertThat(message("ORDER0001").state()).isEqualTo(Message.State.LOST);
  }

  @Test
  @DisplayName("delayed: the first attempt comes after the delay")
  void delayed() {
    paid(Api.V2, "ORDER0001", new Fault.Delayed(Duration.ofSeconds(12)));
    clock.advance(Duration.ofSeconds(11));
    assertThat(shop.calls()).isEmpty();

    clock.advance(Duration.ofSeconds(1));

    assertThat(shop.calls()).hasSize(1);
  }

  @Test
  @DisplayName("duplicate: sent again after it was accepted, once per copy")
  void duplicate() {
    paid(Api.V2, "ORDER0001", new Fault.Duplicate(3, Duration.ofSeconds(1)));
    clock.advance(Duration.ofSeconds(3));

    assertThat(shop.calls()).hasSize(4);
    assertThat(shop.calls()).extracting(Shop.Call::text).containsOnly(shop.calls().get(0).text());
  }

  @Test
  @DisplayName(
      "parallel-duplicate: all copies are under way at the same moment, over connections of their"
          + " own")
  void parallel() {
    var all = new java.util.concurrent.CyclicBarrier(3);
    shop.answers(
        call -> {
          try {
            // Nobody is answered before all three are here.
            all.await(10, java.util.concurrent.TimeUnit.SECONDS);
          } catch (Exception e) {
            return Said.of(500, "alone");
          }
          return Said.OK_V2;
        });
    paid(Api.V2, "ORDER0001", new Fault.ParallelDuplicate(2));

    assertThat(taken("ORDER0001")).containsOnly(TakenAs.SUCCESS).hasSize(3);
    assertThat(new HashSet<>(shop.calls().stream().map(Shop.Call::fromPort).toList())).hasSize(3);
  }

  @Test
  @DisplayName("reordered: a later message of the merchant goes first")
  void reordered() {
    paid(Api.V2, "FIRST00001", new Fault.Reordered(Duration.ofMinutes(1)));
    assertThat(shop.calls()).isEmpty();

    paid(Api.V2, "SECOND0001");

    assertThat(shop.calls()).hasSize(2);
    assertThat(shop.calls().get(0).text()).contains("SECOND0001");
    assertThat(shop.calls().get(1).text()).contains("FIRST00001");
    clock.advance(Duration.ofMinutes(2));
    assertThat(shop.calls()).hasSize(2);
  }

  @Test
  @DisplayName("A parallel copy has the faults of what it copies")
  void faultyCopies() {
    paid(Api.V2, "ORDER0001", Fault.of(FaultKind.ENTITIES), new Fault.ParallelDuplicate(1));

    assertThat(shop.calls()).hasSize(2);
    assertThat(shop.calls())
        .allSatisfy(call -> assertThat(call.text()).doesNotContain("CDATA"))
        .allSatisfy(call -> assertThat(isSigned(call)).isTrue());
  }

  @Test
  @DisplayName(
      "unknown-fields: they take part in the signature, and in v3 stand in envelope and plaintext")
  void unknownFields() {
    paid(Api.V2, "ORDER0001", Fault.of(FaultKind.UNKNOWN_FIELDS));
    paid(Api.V3, "ORDER0002", Fault.of(FaultKind.UNKNOWN_FIELDS));

    assertThat(shop.calls().get(0).text()).contains("<new_field_10>").contains("<new_empty_field>");
    assertThat(isSigned(shop.calls().get(0))).isTrue();
    assertThat(shop.calls().get(1).text()).contains("\"new_member\":{\"nested\":");
    assertThat(verifies(merchants.certificate().publicKey(), shop.calls().get(1))).isTrue();
  }

  @Test
  @DisplayName("other-encoding: the copy is declared and written in GBK")
  void otherEncoding() {
    paid(Api.V2, "ORDER0001", Fault.of(FaultKind.OTHER_ENCODING));

    assertThat(new String(shop.calls().get(0).body(), Charset.forName("GBK")))
        .startsWith("<?xml version=\"1.0\" encoding=\"GBK\"?>")
        .contains("桌号 7");
  }

  @Test
  @DisplayName("reordered: it goes out all the same when nothing follows")
  void reorderedAlone() {
    paid(Api.V2, "FIRST00001", new Fault.Reordered(Duration.ofMinutes(1)));
    clock.advance(Duration.ofMinutes(1));

    assertThat(shop.calls()).hasSize(1);
  }

  @Test
  @DisplayName("replayed: the same bytes and headers come once more a day later")
  void replayed() {
    shop.answers(call -> Said.NO_CONTENT);
    paid(Api.V3, "ORDER0001", Fault.of(FaultKind.REPLAYED));
    clock.advance(Duration.ofDays(1));

    var calls = shop.calls();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(1).body()).isEqualTo(calls.get(0).body());
    assertThat(calls.get(1).header("Wechatpay-Nonce"))
        .isEqualTo(calls.get(0).header("Wechatpay-Nonce"));
    assertThat(calls.get(1).header("Wechatpay-Signature"))
        .isEqualTo(calls.get(0).header("Wechatpay-Signature"));
  }

  @Test
  @DisplayName("chunked, wrong-content-type, slow: the same message in another wrapping")
  void wrapping() {
    paid(Api.V2, "CHUNKED001", Fault.of(FaultKind.CHUNKED));
    paid(Api.V2, "TYPE000001", Fault.of(FaultKind.WRONG_CONTENT_TYPE));
    paid(Api.V2, "SLOW000001", new Fault.Slow(Duration.ofMillis(100)));

    var calls = shop.calls();
    assertThat(calls.get(0).header("Transfer-Encoding")).isEqualToIgnoringCase("chunked");
    assertThat(calls.get(0).header("Content-Length")).isNull();
    assertThat(calls.get(1).header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(calls).allSatisfy(call -> assertThat(isSigned(call)).isTrue());
  }

  @Test
  @DisplayName("grey-keys: attempts are signed by certificate and by public key, and each verifies")
  void grey() {
    shop.answers(call -> Said.of(500, ""));
    paid(Api.V3, "ORDER0001", new Fault.GreyKeys(0.5));
    clock.advance(Duration.ofDays(2));

    var serials = new HashSet<String>();
    for (var call : shop.calls()) {
      var serial = call.header("Wechatpay-Serial");
      serials.add(serial);
      var key =
          serial.startsWith("PUB_KEY_ID_")
              ? merchants.require(Merchants.DEFAULT).publicKey()
              : merchants.certificate();
      assertThat(verifies(key.publicKey(), call)).isTrue();
    }
    assertThat(serials).hasSize(2);
  }

  @Test
  @DisplayName("A fault that cannot act on a message leaves it as it is and is noted")
  void cannotAct() {
    paid(Api.V2, "ORDER0001", Fault.of(FaultKind.PROBE));

    assertThat(shop.calls()).hasSize(1);
    assertThat(isSigned(shop.calls().get(0))).isTrue();
    assertThat(message("ORDER0001").notes()).singleElement().asString().contains("probe");
  }

  @Test
  @DisplayName("A standing fault strikes as often as its ratio says, and the same ones at each run")
  void standing() {
    standing.set(List.of(new StandingFault(Fault.of(FaultKind.LOST), 0.3)));
    for (int i = 0; i < 200; i++) {
      platform.pay(placed(Api.V2, "ORDER%04d".formatted(i), shop.url()), Paying.PLAIN);
    }
    clock.settle();

    var lost =
        messenger.messages().stream()
            .filter(it -> it.state() == Message.State.LOST)
            .map(Message::outTradeNo)
            .toList();
    assertThat(lost).hasSizeBetween(40, 80);
    assertThat(shop.calls()).hasSize(200 - lost.size());
    var draws =
        messenger.messages().stream()
            .filter(it -> new Dice(7).fraction("fault", it.id(), FaultKind.LOST) < 0.3)
            .map(Message::outTradeNo)
            .toList();
    assertThat(draws).isEqualTo(lost);
  }
}
