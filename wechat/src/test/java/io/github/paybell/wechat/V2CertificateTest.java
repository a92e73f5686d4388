package io.github.paybell.wechat;

import static io.github.paybell.wechat.V2Shop.given;
import static io.github.paybell.wechat.V2Shop.order;
import static io.github.paybell.wechat.V2Shop.reason;
import static io.github.paybell.wechat.V2Shop.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.ClientCertificate;
import io.github.paybell.engine.account.V2Accounts;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.tls.LocalCa;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Refunds over TLS, at a platform that asks for the merchant's certificate. */
class V2CertificateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  @TempDir static Path folder;

  private static Simulator wechat;
  private static byte[] p12;
  private static V2Calls calls;

  @BeforeAll
  static void start() throws Exception {
    Path ca = folder.resolve("ca");
    wechat = Simulator.start(SimulatorOptions.forTests().withTls(0, ca));
    wechat
        .platform()
        .rules(
            RulesJson.apply(
                Rules.DEFAULT,
                JsonMapper.shared().createObjectNode().put("client-certificate", true)));
    p12 = LocalCa.open(ca).merchantP12(wechat.merchant());
    calls = new V2Calls(URI.create(wechat.tlsUrl()), Clock.systemUTC(), trust(ca), PATIENCE);
    given(calls.place(account(null), order("REFUND01", TradeType.JSAPI)));
    wechat.pay("REFUND01");
  }

  @AfterAll
  static void stop() {
    wechat.close();
  }

  private static TrustManager[] trust(Path ca) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", V3Pem.certificate(LocalCa.open(ca).certificatePem()));
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Account account(@Nullable ClientCertificate certificate) {
    return V2Shop.account(Set.of(V2Shop.APPID), List.of(V2Key.of(V2Shop.KEY)), certificate);
  }

  private static RefundOrder refund(String outRefundNo) {
    String transactionId = wechat.platform().orders().iterator().next().paid().transactionId();
    return new RefundOrder("REFUND01", transactionId, outRefundNo, 100, 8800, "CNY", null, null);
  }

  @Test
  @DisplayName("The merchant's certificate is shown, and the refund is accepted")
  void shown() throws Exception {
    var account = account(V2Accounts.certificate(p12, V2Shop.MCHID));

    assertThat(given(calls.refund(account, refund("R1"))).refund()).isNotNull();
    assertThat(given(calls.refund(account, refund("R2"))).refund()).isNotNull();
  }

  @Test
  @DisplayName("Calls without a certificate never borrow the connection of one that showed it")
  void notBorrowed() throws Exception {
    given(calls.refund(account(V2Accounts.certificate(p12, V2Shop.MCHID)), refund("R3")));

    given(calls.query(account(null), "REFUND01", null));

    assertThat(
            wechat.journal().entries().stream()
                .filter(entry -> entry.request().path().equals("/pay/orderquery"))
                .map(entry -> entry.request().clientCertificate() == null))
        .containsOnly(true);
  }

  @Test
  @DisplayName("Without a certificate no refund is tried; the setting that is missing is named")
  void missing() {
    int before = wechat.journal().entries().size();

    assertThat(reason(calls.refund(account(null), refund("R4"))))
        .contains("paybell.accounts.shop.v2.certificate");
    assertThat(wechat.journal().entries()).hasSize(before);
  }

  @Test
  @DisplayName("A certificate whose key does not open: the setting is named")
  void unusable() throws Exception {
    assertThat(reason(calls.refund(account(V2Accounts.unusable(p12, V2Shop.MCHID)), refund("R5"))))
        .contains("paybell.accounts.shop.v2.certificate");
  }

  @Test
  @DisplayName("A platform that we do not trust is told nothing: no connection, and why")
  void untrusted() {
    var strict = new V2Calls(URI.create(wechat.tlsUrl()), Clock.systemUTC(), null, PATIENCE);
    int before = wechat.journal().entries().size();

    var answer = unknown(strict.query(account(null), "REFUND01", null));

    assertThat(answer.doubt()).isEqualTo(Doubt.UNREACHABLE);
    assertThat(answer.detail()).contains("TLS");
    assertThat(wechat.journal().entries()).hasSize(before);
  }
}
