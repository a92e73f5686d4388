package io.github.paybell.wechat;

import static io.github.paybell.wechat.TestShop.CERTIFICATE;
import static io.github.paybell.wechat.TestShop.MERCHANT;
import static io.github.paybell.wechat.TestShop.NEXT_CERTIFICATE;
import static io.github.paybell.wechat.TestShop.ORDER;
import static io.github.paybell.wechat.V3OutcomesTest.doubt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.KeyRing;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Answer.Unknown;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import io.github.paybell.wechat.TestShop.KeyMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Only an answer that proves itself is one")
class V3ProofTest {
  private static final Account SHOP = TestShop.account(KeyMode.CERTIFICATE);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String PAID =
      """
      {"amount":{"currency":"CNY","payer_total":900,"total":1000},"appid":"wx8888888888888888",\
      "mchid":"1900000109","out_trade_no":"ORDER0001","trade_state":"SUCCESS",\
      "transaction_id":"4200000000202601010000000001","success_time":"2026-01-01T08:00:00+08:00"}""";

  private static V3Stub.Reply paid(PlatformSigningKey key, Instant at) {
    return V3Stub.signed(key, at, 200, PAID);
  }

  private static Answer<Evidence> query(Account account, V3Stub.Reply reply) {
    try (V3Stub stub = V3Stub.always(reply)) {
      return new V3Calls(stub.url(), CLOCK).query(account, ORDER, null);
    }
  }

  private static void assertUnproved(Answer<?> answer, String why) {
    assertThat(doubt(answer)).isEqualTo(Doubt.UNPROVED);
    assertThat(((Unknown<?>) answer).detail()).contains(why);
  }

  @Test
  @DisplayName("Signed by a key of the ring, just now, and about what was asked: given")
  void proved() {
    assertThat(query(SHOP, paid(CERTIFICATE, NOW)).orNull())
        .extracting(Evidence::payerTotal)
        .isEqualTo(900L);
    assertThat(query(TestShop.account(CERTIFICATE, NEXT_CERTIFICATE), paid(NEXT_CERTIFICATE, NOW)))
        .isInstanceOf(Answer.Given.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wechatpay-Timestamp",
        "Wechatpay-Nonce",
        "Wechatpay-Signature",
        "Wechatpay-Serial"
      })
  @DisplayName("Without one of the four headers: not proved")
  void headerMissing(String header) {
    assertUnproved(query(SHOP, paid(CERTIFICATE, NOW).without(header)), "not signed");
  }

  @Test
  @DisplayName("A signature probe is no proof, and is told as what it is")
  void probe() {
    var probing =
        paid(CERTIFICATE, NOW).with("Wechatpay-Signature", "WECHATPAY/SIGNTEST/" + "A".repeat(336));
    assertUnproved(query(SHOP, probing), "signature probe");
  }

  @Test
  @DisplayName("One changed byte of the body, nonce or timestamp: not proved")
  void tampered() {
    var genuine = paid(CERTIFICATE, NOW);
    assertUnproved(
        query(SHOP, genuine.saying(PAID.replace("\"total\":1000", "\"total\":1001"))), "wrong");
    assertUnproved(query(SHOP, genuine.with("Wechatpay-Nonce", "another")), "wrong");
    assertUnproved(query(SHOP, genuine.with("Wechatpay-Timestamp", "1767225601")), "wrong");
    assertUnproved(query(SHOP, genuine.with("Wechatpay-Signature", "AAAA")), "wrong");
  }

  @Test
  @DisplayName("A serial that is not on the ring: not proved, and both are named")
  void unknownSerial() {
    assertUnproved(
        query(SHOP, paid(NEXT_CERTIFICATE, NOW)),
        NEXT_CERTIFICATE.serial() + " (held: [" + CERTIFICATE.serial() + "])");
  }

  @Test
  @DisplayName("A certificate held under another's serial: not proved")
  void wrongCertificate() {
    var mixedUp =
        new KeyRing(Map.of(CERTIFICATE.serial(), NEXT_CERTIFICATE.publicKey()), List.of());
    assertUnproved(
        query(TestShop.account(TestShop.merchantKey(), mixedUp), paid(CERTIFICATE, NOW)), "wrong");
  }

  @Test
  @DisplayName("An unknown kind of signature: not proved")
  void signatureType() {
    var other = paid(CERTIFICATE, NOW).with("Wechatpay-Signature-Type", "WECHATPAY2-SM2-WITH-SM3");
    assertUnproved(query(SHOP, other), "kind of signature");
  }

  @ParameterizedTest
  @CsvSource({"-300, true", "300, true", "-301, false", "301, false", "-600, false"})
  @DisplayName(
      "An answer of more than 300 s ago, or ahead, is not proved: a replay or a wrong clock")
  void freshness(long off, boolean fresh) {
    Answer<Evidence> answer = query(SHOP, paid(CERTIFICATE, NOW.plusSeconds(off)));
    if (fresh) {
      assertThat(answer).isInstanceOf(Answer.Given.class);
    } else {
      assertUnproved(answer, Math.abs(off) + " s apart");
    }
  }

  @Test
  @DisplayName("A 204 proves itself over nothing; an unsigned one does not")
  void noContent() {
    var done = V3Stub.signed(CERTIFICATE, NOW, 204, "");
    try (V3Stub signed = V3Stub.always(done);
        V3Stub unsigned = V3Stub.always(done.without("Wechatpay-Signature"))) {
      assertThat(new V3Calls(signed.url(), CLOCK).close(SHOP, ORDER, null))
          .isInstanceOf(Answer.Given.class);
      assertUnproved(new V3Calls(unsigned.url(), CLOCK).close(SHOP, ORDER, null), "not signed");
    }
  }

  @Test
  @DisplayName("Two requests of one account with different rings each use their own")
  void changedRing() {
    try (V3Stub stub = V3Stub.always(paid(NEXT_CERTIFICATE, NOW))) {
      V3Calls calls = new V3Calls(stub.url(), CLOCK);
      assertUnproved(calls.query(SHOP, ORDER, null), "no platform key");
      assertThat(calls.query(TestShop.account(NEXT_CERTIFICATE), ORDER, null))
          .isInstanceOf(Answer.Given.class);
    }
  }

  @ParameterizedTest
  @EnumSource(KeyMode.class)
  @DisplayName("The simulator probes answers: the order is placed, and yet nothing is given")
  void probedPlatform(KeyMode mode) {
    try (TestShop shop = new TestShop()) {
      V3Calls calls = new V3Calls(shop.url(), Clock.systemUTC());
      Account account = TestShop.account(mode);
      var placement = TestShop.placement(TradeType.JSAPI);

      shop.wechat.strike(Fault.of(FaultKind.PROBE_ANSWERS));
      assertUnproved(calls.place(account, placement), "probe");
      assertThat(shop.wechat.platform().order(new PlatformOrderKey(MERCHANT.mchid(), ORDER)))
          .isNotNull();

      shop.wechat.strike();
      assertThat(calls.place(account, placement)).isInstanceOf(Answer.Given.class);
    }
  }

  @Test
  @DisplayName("The simulator is down: the outcome is open, for questions too")
  void platformDown() {
    try (TestShop shop = new TestShop()) {
      V3Calls calls = new V3Calls(shop.url(), Clock.systemUTC());
      shop.wechat.strike(Fault.of(FaultKind.PLATFORM_DOWN));

      assertThat(doubt(calls.place(SHOP, TestShop.placement(TradeType.JSAPI))))
          .isEqualTo(Doubt.PLATFORM);
      assertThat(doubt(calls.query(SHOP, ORDER, null))).isEqualTo(Doubt.PLATFORM);
    }
  }

  @Test
  @DisplayName("Our clock ten minutes off: WeChat Pay refuses the request's signature")
  void clockOff() {
    try (TestShop shop = new TestShop()) {
      Clock off = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
      assertThat(new V3Calls(shop.url(), off).query(SHOP, ORDER, null).refusedWith("SIGN_ERROR"))
          .isTrue();
    }
  }
}
