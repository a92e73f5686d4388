package io.github.paybell.engine.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.delivery.Tries;
import io.github.paybell.engine.delivery.cloudevents.Events;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS only who proves to be the host of the URL is told. */
class TlsTest {
  private static final char[] WORD = "changeit".toCharArray();

  /** For a handshake on a busy machine; and for how long one waits that never ends. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  @TempDir private static Path folder;

  private static SSLContext server;
  private static OkHttpClient trusting;

  @BeforeAll
  static void certificate() throws IOException, InterruptedException, GeneralSecurityException {
    var file = folder.resolve("receiver.p12");
    var keytool =
        new ProcessBuilder(
                System.getProperty("java.home")
                    + File.separator
                    + "bin"
                    + File.separator
                    + "keytool",
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=receiver",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(WORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();

    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, WORD);
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, WORD);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("receiver", store.getCertificate("receiver"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    server = SSLContext.getInstance("TLS");
    server.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    trusting =
        new OkHttpClient.Builder()
            .sslSocketFactory(
                server.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
            .build();
  }

  @Test
  @DisplayName("a trusted receiver of the right name is told, and its connection kept")
  void trusted() {
    try (var receiver = receiver();
        var webhook = webhook(https(receiver, "127.0.0.1"), trusting)) {
      for (var event : Hooks.events(5)) {
        assertThat(Tries.tell(webhook, event)).isEqualTo(new DeliveryResult.Delivered(204));
      }
      assertThat(receiver.connections).hasValue(1);
    }
  }

  @Test
  @DisplayName("a receiver whose certificate nobody signed is not told")
  void selfSigned() {
    try (var receiver = receiver();
        var webhook = webhook(https(receiver, "127.0.0.1"), new OkHttpClient())) {
      assertThat(tell(webhook))
          .isEqualTo(
              new DeliveryResult.Failed(
                  null,
                  "the certificate of 127.0.0.1:"
                      + receiver.port()
                      + " is not trusted, or not valid now",
                  null));
      assertThat(receiver.requests).isEmpty();
    }
  }

  @Test
  @DisplayName("a receiver with a trusted certificate for another name is not told")
  void wrongName() {
    try (var receiver = receiver();
        var webhook = webhook(https(receiver, "localhost"), trusting)) {
      assertThat(tell(webhook))
          .isEqualTo(
              new DeliveryResult.Failed(
                  null,
                  "the certificate of localhost:" + receiver.port() + " is for another name",
                  null));
      assertThat(receiver.requests).isEmpty();
    }
  }

  @Test
  @DisplayName("a receiver that speaks no TLS is not told")
  void noTls() {
    try (var receiver = new Receiver((request, wire) -> wire.answer("204 No Content"));
        var webhook = webhook(https(receiver, "127.0.0.1"), trusting)) {
      assertThat(tell(webhook)).isInstanceOf(DeliveryResult.Failed.class);
    }
  }

  private static Receiver receiver() {
    return new Receiver(
        server.getServerSocketFactory(), (request, wire) -> wire.answer("204 No Content"));
  }

  private static URI https(Receiver receiver, String host) {
    return URI.create("https://" + host + ":" + receiver.port() + "/");
  }

  private static Webhook webhook(URI url, OkHttpClient base) {
    return new Webhook(Hooks.options(url, TIMEOUT, true), 1, Clock.systemUTC(), base);
  }

  private static DeliveryResult tell(Webhook webhook) {
    return Tries.tell(webhook, Events.of("cup-1", 1));
  }
}
