package io.github.paybell.engine.account;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;

/** Opens what only the account room can make. */
public final class V2Accounts {
  private V2Accounts() {}

  /** A merchant's {@code apiclient_cert.p12}. */
  public static ClientCertificate certificate(byte[] p12, String password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(p12), password.toCharArray());
    return new ClientCertificate(
        store, password.toCharArray(), Instant.parse("2027-01-01T00:00:00Z"));
  }

  /** One whose password does not open its key. */
  public static ClientCertificate unusable(byte[] p12, String password)
      throws GeneralSecurityException, IOException {
    ClientCertificate good = certificate(p12, password);
    return new ClientCertificate(good.keyStore(), "wrong".toCharArray(), good.expiresAt());
  }
}
