package io.github.paybell.engine.account;

import io.github.paybell.engine.store.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that seals secrets at rest: 32 bytes, AES-256-GCM. All replicas on one database need the
 * same one. Immutable and thread-safe; its {@code toString} says nothing but the key's id.
 *
 * <p>A sealed text is {@code sealed:v1:<key id>:<base64 of nonce and ciphertext>}. Account and
 * field are authenticated with it, so a sealed text that was moved elsewhere does not open.
 */
public final class MasterKey {
  private static final Logger log = LoggerFactory.getLogger(MasterKey.class);

  private static final String FILE_PREFIX = "file:";
  private static final String SEALED = "sealed:v1:";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;
  private final String id;

  private MasterKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "AES");
    this.id = id(bytes);
  }

  /**
   * Takes the key from the configuration, or from the data directory, where it is made once.
   *
   * @param configured {@code file:} and a path, or the key as 64 hex digits or base64; null: {@code
   *     dataDir/master-key}
   * @param dataDir an existing directory
   * @throws IllegalStateException if the key is not 32 bytes, cannot be read or written, or its
   *     file can be read by everybody; the message names the file and never the key
   */
  public static MasterKey load(@Nullable String configured, Path dataDir) {
    if (configured != null && !configured.startsWith(FILE_PREFIX)) {
      return new MasterKey(decode("master-key", configured));
    }
    var path =
        configured == null
            ? dataDir.resolve("master-key")
            : Path.of(configured.substring(FILE_PREFIX.length()));
    try {
      if (configured == null && Files.notExists(path)) {
        create(path);
        log.info(
            "master key made in {}: back it up, stored merchant keys cannot be read without it",
            path.toAbsolutePath());
      }
      refuseReadableByAll(path);
      return new MasterKey(decode("master-key file " + path, KeyFile.read(path)));
    } catch (KeyFile.NoKeyException e) {
      throw new IllegalStateException("master-key file " + path + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read or make the master key in "
              + path.toAbsolutePath()
              + " ("
              + e.getClass().getSimpleName()
              + "): it must be a file that this user can read",
          e);
    }
  }

  /** Tells keys apart without telling the key: 8 hex digits of its digest. */
  public String id() {
    return id;
  }

  /** Seals a secret for one field of one account. */
  String seal(String account, String field, Secret secret) {
    return seal(account, field, secret.reveal().getBytes(StandardCharsets.UTF_8));
  }

  /** Seals bytes for one field of one account; neither name holds a line end. */
  public String seal(String account, String field, byte[] bytes) {
    var nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, account, field);
      var sealed = cipher.doFinal(bytes);
      var both = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return SEALED + id + ":" + Base64.getEncoder().encodeToString(both);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + field + " of account " + account, e);
    }
  }

  /** Opens a secret, see {@link #openBytes}. */
  Secret open(String account, String field, String sealed) {
    return Secret.of(new String(openBytes(account, field, sealed), StandardCharsets.UTF_8));
  }

  /**
   * Opens what {@link #seal} made for the same field of the same account.
   *
   * @throws IllegalStateException if another key sealed it, or it was changed or moved
   */
  public byte[] openBytes(String account, String field, String sealed) {
    var what = field + " of account " + account;
    int colon = sealed.indexOf(':', SEALED.length());
    if (!sealed.startsWith(SEALED) || colon < 0) {
      throw new IllegalStateException(
          "cannot open " + what + ": it is not in the form sealed:v1:…, the row was damaged");
    }
    var sealedBy = sealed.substring(SEALED.length(), colon);
    if (!sealedBy.equals(id)) {
      throw new IllegalStateException(
          "cannot open "
              + what
              + ": it was sealed with another master key than this one ("
              + id
              + "). Give every replica on this database the same master-key, or store the secret"
              + " again");
    }
    try {
      var both = Base64.getDecoder().decode(sealed.substring(colon + 1));
      var nonce = Arrays.copyOf(both, NONCE_BYTES);
      var cipher = cipher(Cipher.DECRYPT_MODE, nonce, account, field);
      return cipher.doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "cannot open "
              + what
              + ": the sealed text was changed or belongs to another account or field; store the"
              + " secret again",
          e);
    }
  }

  @Override
  public String toString() {
    return "MasterKey[" + id + "]";
  }

  private Cipher cipher(int mode, byte[] nonce, String account, String field)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    // Neither part can hold a line end, so the two cannot be read as another two.
    cipher.updateAAD((account + "\n" + field).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static String id(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("paybell master key id".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(bytes), 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decode(String what, byte[] content) {
    return content.length == KEY_BYTES
        ? content
        : decode(what, new String(content, StandardCharsets.ISO_8859_1));
  }

  private static byte[] decode(String what, String text) {
    var stripped = text.strip();
    if (stripped.matches("[0-9A-Fa-f]{64}")) {
      return HexFormat.of().parseHex(stripped);
    }
    if (stripped.matches("[0-9A-Za-z+/]{43}=?")) {
      return Base64.getDecoder().decode(stripped);
    }
    throw new IllegalStateException(
        what + " must hold 32 bytes, as 64 hex digits or base64: `openssl rand -hex 32` makes one");
  }

  /** Whole or not at all: a key half written would be found by the next start. */
  private static void create(Path path) throws IOException {
    var bytes = new byte[KEY_BYTES];
    RANDOM.nextBytes(bytes);
    OwnerOnly.write(path, HexFormat.of().formatHex(bytes) + "\n");
  }

  private static void refuseReadableByAll(Path path) throws IOException {
    if (OwnerOnly.readableByAll(path)) {
      log.warn("master key file {} can be read by every user of this machine", path);
      throw new IllegalStateException(
          "master-key file "
              + path.toAbsolutePath()
              + " can be read by every user of this machine: chmod 600 it; if others had access,"
              + " take a new key and store the secrets again");
    }
  }
}
