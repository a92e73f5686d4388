package io.github.paybell.protocol.v3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsaProviderTest {

  @Test
  @DisplayName(
      "FORGERY_INERT: without a given provider the fastest one present that works verifies")
  void best() {
    boolean nativeWorks =
        present("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
    assertThat(new V3Notifications().rsaProvider())
        .isEqualTo(
            nativeWorks
                ? "AmazonCorrettoCryptoProvider"
                : present("org.conscrypt.OpenSSLProvider") ? "Conscrypt" : "JDK");
    assertThat(new V3Notifications(null).rsaProvider()).isEqualTo("JDK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JDK",
        "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider",
        "org.conscrypt.OpenSSLProvider",
      })
  @DisplayName("FORGERY_INERT: every provider takes good signatures and no others, in any order")
  void sameVerdicts(String className) {
    assumeTrue(className.equals("JDK") || present(className));
    V3Notifications notifications =
        new V3Notifications(className.equals("JDK") ? null : make(className));
    Random random = new Random(1);
    MadeUp.Delivery it = new MadeUp(1).delivery();
    byte[] good = Base64.getDecoder().decode(it.headers().signature());
    for (int i = 0; i < 2000; i++) {
      byte[] signature = good.clone();
      boolean forged = random.nextBoolean();
      if (forged) {
        switch (random.nextInt(4)) {
          case 0 -> signature[random.nextInt(256)] ^= (byte) (1 << random.nextInt(8));
          case 1 -> random.nextBytes(signature);
          case 2 -> signature = new byte[256]; // the number 0
          // Above the modulus: not a signature at all, and some providers throw.
          default -> java.util.Arrays.fill(signature, (byte) 0xff);
        }
      }
      V3Headers headers =
          new V3Headers(
              it.headers().timestamp(),
              it.headers().nonce(),
              Base64.getEncoder().encodeToString(signature),
              MadeUp.SERIAL,
              null,
              null);
      V3Result result = notifications.read(headers, it.body(), MadeUp.KEYS, MadeUp.NOW);
      assertThat(V3ForgeryTest.verified(result)).describedAs("round %d", i).isEqualTo(!forged);
    }
  }

  @Test
  @DisplayName("FORGERY_INERT: a provider that believes everything, or nothing, is not chosen")
  void brokenProviders() {
    assertThat(RsaProvider.works(new Broken("Believes", Believing.class))).isFalse();
    assertThat(RsaProvider.works(new Broken("Doubts", Doubting.class))).isFalse();
    assertThat(RsaProvider.works(Security.getProvider("SUN"))).isFalse();
  }

  private static boolean present(String className) {
    try {
      return RsaProvider.works(make(className));
    } catch (LinkageError | RuntimeException absent) {
      return false;
    }
  }

  private static Provider make(String className) {
    try {
      return Class.forName(className)
          .asSubclass(Provider.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Broken extends Provider {
    Broken(String name, Class<? extends SignatureSpi> spi) {
      super(name, "1", "a provider with a fault");
      putService(
          new Service(this, "Signature", "SHA256withRSA", spi.getName(), null, Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
              return spi == Believing.class ? new Believing() : new Doubting();
            }
          });
      putService(
          new Service(this, "KeyFactory", "RSA", "the JDK's", null, Map.of()) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
              return Security.getProvider("SunRsaSign")
                  .getService("KeyFactory", "RSA")
                  .newInstance(null);
            }
          });
    }
  }

  private abstract static class Faulty extends SignatureSpi {
    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(java.security.PrivateKey key) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] b, int off, int len) {}

    @Override
    protected byte[] engineSign() {
      return new byte[0];
    }

    @Override
    @SuppressWarnings("deprecation")
    protected void engineSetParameter(String param, Object value) {}

    @Override
    @SuppressWarnings("deprecation")
    protected Object engineGetParameter(String param) {
      return null;
    }
  }

  private static final class Believing extends Faulty {
    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }
  }

  private static final class Doubting extends Faulty {
    @Override
    protected boolean engineVerify(byte[] signature) {
      return false;
    }
  }
}
