package io.github.paybell.wechat;

import io.github.paybell.engine.account.ClientCertificate;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients: one for calls that need no certificate, and one for each certificate, because
 * kept connections belong to the merchant that showed it. Thread-safe.
 */
final class V2Connections {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private final TrustManager @Nullable [] trust;
  private final HttpClient plain;

  /** A certificate that was replaced goes with the account that had it, and its client too. */
  private final Map<ClientCertificate, HttpClient> byCertificate = new WeakHashMap<>();

  /**
   * Clients that trust these.
   *
   * @param trust null: whom this Java runtime trusts
   */
  V2Connections(TrustManager @Nullable [] trust) {
    this.trust = trust;
    try {
      this.plain = client(null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no TLS", e);
    }
  }

  /** For calls without a certificate. */
  HttpClient plain() {
    return plain;
  }

  /**
   * For calls that show this certificate; null: none.
   *
   * @throws GeneralSecurityException if its key cannot be used
   */
  HttpClient with(@Nullable ClientCertificate certificate) throws GeneralSecurityException {
    if (certificate == null) {
      return plain;
    }
    synchronized (byCertificate) {
      HttpClient client = byCertificate.get(certificate);
      if (client == null) {
        client = client(keys(certificate));
        byCertificate.put(certificate, client);
      }
      return client;
    }
  }

  private static KeyManager[] keys(ClientCertificate certificate) throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(certificate.keyStore(), certificate.password());
    return factory.getKeyManagers();
  }

  private HttpClient client(KeyManager @Nullable [] keys) throws GeneralSecurityException {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys, trust, null);
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT_TIMEOUT)
        .sslContext(tls)
        .build();
  }
}
