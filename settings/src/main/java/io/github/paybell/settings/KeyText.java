package io.github.paybell.settings;

import io.github.paybell.engine.account.KeyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** Keys as other libraries' settings have them: {@code classpath:}, or base64 without its PEM. */
public final class KeyText {
  private static final String FILE = "file:";
  private static final String CLASS_PATH = "classpath:";

  /** No shorter than an EC public key, and none of the other texts that a key may be. */
  private static final Pattern BARE = Pattern.compile("[0-9A-Za-z+/\\s]{100,}={0,2}\\s*");

  // rsaEncryption, 1.2.840.113549.1.1.1, stands before the key in PKCS#8 and nowhere in PKCS#1.
  private static final byte[] RSA = {
    0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01
  };

  private static final int HEADER = 40;
  private static final int LINE = 64;

  private KeyText() {}

  /**
   * A private key as the engine takes it.
   *
   * @param key what an error calls it
   * @throws SettingsException if what it names is not on the class path
   */
  public static String privateKey(String key, String written) {
    var text = text(key, written);
    if (!BARE.matcher(text).matches()) {
      return text;
    }
    var der = decoded(text);
    return pem(has(der, RSA) ? "PRIVATE KEY" : "RSA PRIVATE KEY", der);
  }

  /**
   * A private key of the shop's own file or class path, as the engine takes it.
   *
   * @param key what an error calls it
   * @param location {@code file:} or {@code classpath:}
   * @throws SettingsException if it cannot be read
   */
  public static String privateKeyAt(String key, String location) {
    if (location.startsWith(FILE)) {
      return privateKey(key, file(key, location.substring(FILE.length())));
    }
    if (location.startsWith(CLASS_PATH)) {
      return privateKey(key, location);
    }
    throw new SettingsException(
        key + " is at no place that is known.", "Name it by file: or classpath:.");
  }

  private static String file(String key, String path) {
    try {
      return new String(KeyFile.read(Path.of(path)), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException(
          key + " names " + path + ", which cannot be read as a key.",
          "Name a file of at most 64 KiB that this process may read.",
          e);
    }
  }

  /** A platform certificate or public key as the engine takes it; the same errors. */
  public static String platformKey(String key, String written) {
    var text = text(key, written);
    if (!BARE.matcher(text).matches()) {
      return text;
    }
    var der = decoded(text);
    return pem(isCertificate(der) ? "CERTIFICATE" : "PUBLIC KEY", der);
  }

  /** A binary file as the engine takes it, in base64; the same errors. */
  static String binary(String key, String written) {
    return written.startsWith(CLASS_PATH)
        ? Base64.getEncoder().encodeToString(resource(key, written))
        : written;
  }

  private static String text(String key, String written) {
    return written.startsWith(CLASS_PATH)
        ? new String(resource(key, written), StandardCharsets.UTF_8)
        : written;
  }

  private static byte[] resource(String key, String written) {
    var name = written.substring(CLASS_PATH.length());
    try {
      return new ClassPathResource(name).getContentAsByteArray();
    } catch (IOException e) {
      throw new SettingsException(
          key + " names " + name + " on the class path, which cannot be read.",
          "Let it name a resource of the jar, or better a file beside it: file: and a path.",
          e);
    }
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // The engine says that it is no key.
      return new byte[0];
    }
  }

  private static boolean has(byte[] der, byte[] part) {
    for (int i = 0; i + part.length <= Math.min(der.length, HEADER); i++) {
      if (Arrays.equals(der, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCertificate(byte[] der) {
    try {
      CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static String pem(String kind, byte[] der) {
    var lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }
}
