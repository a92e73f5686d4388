package io.github.paybell.simulator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.binarywang.wxpay.config.WxPayConfig;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.simulator.platform.Merchants;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local CA, as clients of WeChat Pay meet it. */
class LocalCaTest {
  private static final char[] PASSWORD = "1900000109".toCharArray();

  @TempDir Path folder;

  @Test
  @DisplayName("It is made once: the second time the same certificate is there")
  void madeOnce() {
    var first = LocalCa.open(folder.resolve("ca")).certificatePem();

    assertThat(LocalCa.open(folder.resolve("ca")).certificatePem()).isEqualTo(first);
    assertThat(LocalCa.open(folder.resolve("other")).certificatePem()).isNotEqualTo(first);
  }

  @Test
  @DisplayName("It is a CA for ten years that cannot make further CAs")
  void isCa() {
    var certificate = V3Pem.certificate(LocalCa.open(folder).certificatePem());

    assertThat(certificate.getBasicConstraints()).isZero();
    var days =
        java.time.Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant())
            .toDays();
    assertThat(days).isEqualTo(3650);
  }

  @Test
  @DisplayName("Only its owner can read its key")
  void keyIsPrivate() throws Exception {
    LocalCa.open(folder);

    assertThat(Files.getPosixFilePermissions(folder.resolve("ca-key.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  @DisplayName("A CA of which one file is missing is refused, not overwritten")
  void halfIsRefused() throws Exception {
    LocalCa.open(folder);
    Files.delete(folder.resolve("ca.pem"));

    assertThatThrownBy(() -> LocalCa.open(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("incomplete")
        .hasMessageContaining("ca-key.pem");
    assertThat(folder.resolve("ca.pem")).doesNotExist();
  }

  @Test
  @DisplayName("A CA that is no PEM is refused in one sentence that says what to do")
  void brokenIsRefused() throws Exception {
    LocalCa.open(folder);
    Files.writeString(folder.resolve("ca.pem"), "rubbish");

    assertThatThrownBy(() -> LocalCa.open(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Remove its two files");
  }

  @Test
  @DisplayName(
      "A client that trusts it connects by TLS, with host names checked, and is known by"
          + " the merchant's certificate")
  void handshake() throws Exception {
    var ca = LocalCa.open(folder);
    var merchant = new Merchants().require(Merchants.DEFAULT);
    var server = context(identity(ca.server(List.of("shop.test"))), trust(ca));
    var client = context(p12(ca.merchantP12(merchant)), trust(ca));
    try (var listener =
        (SSLServerSocket)
            server
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setNeedClientAuth(true);
      for (var host : List.of("api.mch.weixin.qq.com", "127.0.0.1", "shop.test")) {
        var seen =
            CompletableFuture.supplyAsync(
                () -> {
                  try (var socket = (SSLSocket) listener.accept()) {
                    socket.startHandshake();
                    socket.getOutputStream().write('.');
                    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
        var plain = new java.net.Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
        try (var socket =
            (SSLSocket) client.getSocketFactory().createSocket(plain, host, 443, true)) {
          var parameters = socket.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          socket.setSSLParameters(parameters);
          socket.startHandshake();
          assertThat(socket.getInputStream().read()).isEqualTo('.');
        }
        assertThat(seen.join().getSubjectX500Principal().getName()).startsWith("CN=1900000109");
        assertThat(V3Pem.serial(seen.join())).isEqualTo(merchant.merchantSerial());
      }
    }
  }

  @Test
  @DisplayName("WxJava takes the merchant's PKCS#12")
  void wxJava() throws Exception {
    var merchant = new Merchants().require(Merchants.DEFAULT);
    var config = new WxPayConfig();
    config.setMchId(merchant.mchid());
    config.setKeyContent(LocalCa.open(folder).merchantP12(merchant));

    assertThat(config.initSSLContext()).isNotNull();
  }

  private static SSLContext context(KeyManagerFactory keys, TrustManagerFactory trust)
      throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyManagerFactory identity(Pem pem) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    InputStream text =
        new ByteArrayInputStream(
            pem.certificates().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    var chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(text)
            .toArray(java.security.cert.Certificate[]::new);
    store.setKeyEntry("server", V3Pem.privateKey(pem.privateKey()), PASSWORD, chain);
    return keys(store);
  }

  private static KeyManagerFactory p12(byte[] bytes) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(bytes), PASSWORD);
    return keys(store);
  }

  private static KeyManagerFactory keys(KeyStore store) throws Exception {
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD);
    return factory;
  }

  private static TrustManagerFactory trust(LocalCa ca) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", V3Pem.certificate(ca.certificatePem()));
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
