package io.github.paybell.wechat;

import static io.github.paybell.wechat.TestShop.CERTIFICATE;
import static io.github.paybell.wechat.TestShop.MERCHANT;
import static io.github.paybell.wechat.TestShop.NEXT_CERTIFICATE;
import static io.github.paybell.wechat.TestShop.account;
import static io.github.paybell.wechat.TestShop.merchantKey;
import static io.github.paybell.wechat.TestShop.ring;
import static io.github.paybell.wechat.V3OutcomesTest.doubt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.KeyRing;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Answer.Unknown;
import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Envelope;
import io.github.paybell.protocol.v3.V3NotificationWriter;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformSigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The platform certificates of now")
class V3CertificatesTest {
  private static final String OTHER_KEY = "another-APIv3-key-of-32-letters!";
  private static final Account NEW_SHOP = account(merchantKey(), ring(MERCHANT.apiV3Key()));

  private static Answer<Map<String, String>> certificates(
      Merchant.Certificates shown, Account account) {
    var options = SimulatorOptions.forTests().withMerchants(List.of(showing(shown)));
    try (TestShop shop = new TestShop(options)) {
      return new V3Calls(shop.url(), Clock.systemUTC()).certificates(account);
    }
  }

  private static Merchant showing(Merchant.Certificates shown) {
    return new Merchant(
        MERCHANT.mchid(),
        MERCHANT.appids(),
        MERCHANT.openid(),
        MERCHANT.appSecret(),
        MERCHANT.v2Key(),
        MERCHANT.apiV3Key(),
        MERCHANT.merchantSerial(),
        MERCHANT.merchantPrivateKey(),
        MERCHANT.merchantPublicKey(),
        MERCHANT.merchantCertificate(),
        MERCHANT.publicKey(),
        shown,
        MERCHANT.callbackKey(),
        MERCHANT.subMchids(),
        MERCHANT.payDirectories());
  }

  @Test
  @DisplayName("A merchant that holds none gets them: the first one proves the answer it came with")
  void first() {
    assertThat(certificates(Merchant.Certificates.ONE, NEW_SHOP).orNull())
        .containsExactly(Map.entry(CERTIFICATE.serial(), CERTIFICATE.pem()));
  }

  @Test
  @DisplayName("During a rotation both are given, the old and the new one")
  void rotation() {
    assertThat(certificates(Merchant.Certificates.TWO, account(CERTIFICATE)).orNull())
        .containsOnly(
            Map.entry(CERTIFICATE.serial(), CERTIFICATE.pem()),
            Map.entry(NEXT_CERTIFICATE.serial(), NEXT_CERTIFICATE.pem()));
  }

  @Test
  @DisplayName("A merchant with a public key only is refused with RESOURCE_NOT_EXISTS")
  void none() {
    assertThat(
            certificates(Merchant.Certificates.NONE, account(MERCHANT.publicKey()))
                .refusedWith("RESOURCE_NOT_EXISTS"))
        .isTrue();
  }

  @Test
  @DisplayName("The previous APIv3 key still opens them; a wrong one opens none and is named")
  void apiV3Key() {
    var changed =
        new KeyRing(Map.of(), List.of(ApiV3Key.of(OTHER_KEY), ApiV3Key.of(MERCHANT.apiV3Key())));
    assertThat(certificates(Merchant.Certificates.ONE, account(merchantKey(), changed)))
        .isInstanceOf(Answer.Given.class);

    var wrong = certificates(Merchant.Certificates.ONE, account(merchantKey(), ring(OTHER_KEY)));
    assertUnproved(wrong, "APIv3 key");
  }

  @Test
  @DisplayName("A probed answer gives no certificate, though each of them decrypts")
  void probe() {
    try (TestShop shop = new TestShop()) {
      shop.wechat.strike(Fault.of(FaultKind.PROBE_ANSWERS));
      assertUnproved(new V3Calls(shop.url(), Clock.systemUTC()).certificates(NEW_SHOP), "probe");
    }
  }

  @Test
  @DisplayName("A certificate listed under another serial is not believed")
  void otherSerial() {
    assertUnproved(listed(NEXT_CERTIFICATE.serial(), CERTIFICATE, CERTIFICATE, NEW_SHOP), "serial");
  }

  @Test
  @DisplayName("An answer signed by neither the ring nor what it brings is not believed")
  void foreignSigner() {
    assertUnproved(
        listed(CERTIFICATE.serial(), CERTIFICATE, NEXT_CERTIFICATE, NEW_SHOP),
        "no platform key is held for Wechatpay-Serial " + NEXT_CERTIFICATE.serial());
  }

  @Test
  @DisplayName("A key of the ring wins over a downloaded one of the same serial")
  void ringWins() {
    var pinned =
        new KeyRing(
            Map.of(CERTIFICATE.serial(), NEXT_CERTIFICATE.publicKey()),
            List.of(ApiV3Key.of(MERCHANT.apiV3Key())));
    assertUnproved(
        listed(CERTIFICATE.serial(), CERTIFICATE, CERTIFICATE, account(merchantKey(), pinned)),
        "wrong");
    assertThat(listed(CERTIFICATE.serial(), CERTIFICATE, CERTIFICATE, NEW_SHOP))
        .isInstanceOf(Answer.Given.class);
  }

  /** A list of one certificate, signed by whom a test wants. */
  private static Answer<Map<String, String>> listed(
      String serial, PlatformSigningKey certificate, PlatformSigningKey signer, Account account) {
    String notification =
        new String(
            V3NotificationWriter.body(
                new V3Envelope("x", "", "certificate", null, null, "", Map.of()),
                certificate.pem(),
                MERCHANT.v3(),
                "nonce0123456",
                "certificate"),
            StandardCharsets.UTF_8);
    String sealed =
        notification.substring(
            notification.indexOf("\"resource\":") + 11, notification.lastIndexOf('}'));
    String body =
        "{\"data\":[{\"serial_no\":\"" + serial + "\",\"encrypt_certificate\":" + sealed + "}]}";
    try (V3Stub stub = V3Stub.always(V3Stub.signed(signer, Instant.now(), 200, body))) {
      return new V3Calls(stub.url(), Clock.systemUTC()).certificates(account);
    }
  }

  private static void assertUnproved(Answer<?> answer, String why) {
    assertThat(doubt(answer)).isEqualTo(Doubt.UNPROVED);
    assertThat(((Unknown<?>) answer).detail()).contains(why);
  }
}
