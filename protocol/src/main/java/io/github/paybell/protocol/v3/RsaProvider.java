package io.github.paybell.protocol.v3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who computes RSA. Verifying RSA is most of the cost of a notification, and two well-kept
 * native providers do it in about half the time of the JDK's; neither is needed.
 */
final class RsaProvider {

  /** Fastest first, as measured: class of the provider, or the method that makes one. */
  private static final String[][] NATIVE = {
    {
      "AmazonCorrettoCryptoProvider",
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider"
    },
    {"Conscrypt", "org.conscrypt.OpenSSLProvider"},
  };

  // A signature made once with a key that was thrown away: what a provider must be able to verify.
  private static final String TEST_MESSAGE = "Paybell tries an RSA provider";
  private static final String TEST_KEY =
      "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAooe3Tgcezraw/Ir5ksD6VUzfKbG0LiJ3"
          + "0qDM7Z7JVVH8muMd4ichjvT2tidT0lu4PHpgK/ZUA77efvNRb9+Rtc8pjtjch9LRdNFO5jUUZKxD"
          + "o8gEcR5g9XeR1loxJgn7jBKzGpEu/XoGavVwmBolPNP2ALnzDlBoiJjGl0xyNDGkrnALdUGAHx+M"
          + "FqLpCn9jbTmIXP6fHJBxPc9nHlMHpsb2DlLOuK5h9nur5RE8GGk5lSoa47ICGs43Hj9kZLc36RQE"
          + "SqOzuJLaEoqKylrkndjmjR25SBK3gmiAwMurmN5KY40oqy2K3UOiMiwfBctlJlcgAH4rm1tCyDzm"
          + "KxRmvwIDAQAB";
  private static final String TEST_SIGNATURE =
      "Wy3gltTpGs3mJ2yXvRnWtoaiOKQhjVQlG0knHC0IFqbfwMHwple+QOSHF/wnZ3PGnDedSZWrKVYP"
          + "qrxkK+q2uNLQNgdl1h9ShG8RcnfpZmh2SVCV44xsKUVdLPRv9uMHmc8+6Ne2nh6vySTCJZgKUrxA"
          + "fK0wBe1W/qyMs6csBSy9smj9/ue5lwClV8UIpL/agcH+AmZpRC7cJn/i5oheMQJnld0/ZUKybxel"
          + "7zvEwxDoH3RY4u6wnDG+AQTXNT2j0gkGSOmKBmMToLQ3AkssMoUXqKAKJfWS29vEbm7UhbJ1Vbu/"
          + "Wp+ziGXXEkzVtwTIr5yN1y4Fls9KzeSNUc54BA==";

  private RsaProvider() {}

  /** The fastest provider that is present and works; null means the platform's own. */
  static @Nullable Provider best() {
    for (String[] nameAndClass : NATIVE) {
      Provider provider = find(nameAndClass[0], nameAndClass[1]);
      if (provider != null && works(provider)) {
        return provider;
      }
    }
    return null;
  }

  private static @Nullable Provider find(String name, String className) {
    Provider installed = Security.getProvider(name);
    if (installed != null) {
      return installed;
    }
    try {
      return Class.forName(className)
          .asSubclass(Provider.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError | RuntimeException absentOrUnusable) {
      // Not on the class path, or without a native library for this machine: the next one will do.
      return null;
    }
  }

  /** A provider that loads is not yet one whose native half works here. */
  static boolean works(Provider provider) {
    try {
      PublicKey key =
          KeyFactory.getInstance("RSA", provider)
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(TEST_KEY)));
      Signature signature = Signature.getInstance(RsaVerifier.ALGORITHM, provider);
      signature.initVerify(key);
      signature.update(TEST_MESSAGE.getBytes(StandardCharsets.US_ASCII));
      byte[] good = Base64.getDecoder().decode(TEST_SIGNATURE);
      if (!signature.verify(good)) {
        return false;
      }
      // What accepts anything is worse than what accepts nothing; and it must be usable again.
      signature.update((TEST_MESSAGE + ".").getBytes(StandardCharsets.US_ASCII));
      return !signature.verify(good);
    } catch (GeneralSecurityException | LinkageError | RuntimeException broken) {
      return false;
    }
  }
}
