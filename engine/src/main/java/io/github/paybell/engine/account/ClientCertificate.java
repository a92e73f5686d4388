package io.github.paybell.engine.account;

import java.security.KeyStore;
import java.time.Instant;

/**
 * The merchant's certificate for the v2 calls that need one (refunds): key and chain. Immutable;
 * its {@code toString} tells the end of its life only.
 */
public final class ClientCertificate {
  private final KeyStore keyStore;
  private final char[] password;
  private final Instant expiresAt;

  ClientCertificate(KeyStore keyStore, char[] password, Instant expiresAt) {
    this.keyStore = keyStore;
    this.password = password.clone();
    this.expiresAt = expiresAt;
  }

  /** Holds one key entry; opened with {@link #password}. */
  public KeyStore keyStore() {
    return keyStore;
  }

  /** For the key store and its key, and nothing else. */
  public char[] password() {
    return password.clone();
  }

  /** When WeChat Pay stops taking it. */
  public Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public String toString() {
    return "ClientCertificate[until " + expiresAt + "]";
  }
}
