package io.github.paybell.engine.account;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key by whose hash a payer is found: one for each store, made once, kept in it sealed by the
 * master key. A replica with another master key cannot open it; it takes notifications all the
 * same, without hashes. Immutable and thread-safe.
 */
public final class StoreKey {
  private static final Logger log = LoggerFactory.getLogger(StoreKey.class);

  private static final String NAME = "payer";
  // No account's name: what is sealed for the store does not open as an account's.
  private static final String STORE = "*";
  private static final String PAYER = "payer";
  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int HASH_BYTES = 16;

  private final MasterKey master;
  private final @Nullable SecretKeySpec key;

  private StoreKey(MasterKey master, @Nullable SecretKeySpec key) {
    this.master = master;
    this.key = key;
  }

  /** Reads the store's key, or makes it; of two replicas that do so at once one wins. */
  public static StoreKey open(Store store, MasterKey master, Clock clock) throws SQLException {
    var read = Sql.load(StoreKey.class, store, "store_key");
    var insert = Sql.load(StoreKey.class, store, "insert_store_key_if_absent");
    var found = store.read(connection -> read(read, connection));
    var sealed = found.isPresent() ? found.get() : make(store, master, read, insert, clock);
    return new StoreKey(master, unsealed(master, sealed));
  }

  private static String make(Store store, MasterKey master, Sql read, Sql insert, Clock clock)
      throws SQLException {
    var made = master.seal(STORE, NAME, Secret.of(random()));
    return store.write(
        connection -> {
          insert
              .rows()
              .set("name", NAME)
              .set("sealed", made)
              .set("now", clock.instant())
              .execute(connection);
          // Another replica may have been first: then that one's.
          return read(read, connection).orElseThrow();
        });
  }

  private static Optional<String> read(Sql sql, Connection connection) throws SQLException {
    return sql.rows().set("name", NAME).first(connection, row -> row.mustText("sealed"));
  }

  private static String random() {
    var bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static @Nullable SecretKeySpec unsealed(MasterKey master, String sealed) {
    try {
      var secret = master.open(STORE, NAME, sealed).reveal();
      return new SecretKeySpec(Base64.getDecoder().decode(secret), HMAC);
    } catch (IllegalStateException e) {
      log.error(
          "the store's key does not open with this master key ({}): orders cannot be found by their"
              + " payer. Give every replica on this database the same master-key",
          master.id());
      return null;
    }
  }

  /** Whether this replica's master key opens it. */
  public boolean opens() {
    return key != null;
  }

  /** Tells this replica's master key from others, without telling it. */
  public String masterKeyId() {
    return master.id();
  }

  /**
   * The hash of an openid: 32 hex digits, equal on every replica of this store.
   *
   * @return null: the key does not open here
   */
  public @Nullable String hash(String openid) {
    if (key == null) {
      return null;
    }
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      return HexFormat.of()
          .formatHex(mac.doFinal(openid.getBytes(StandardCharsets.UTF_8)), 0, HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Seals who paid an order of an account.
   *
   * @return null: other replicas could not open it
   */
  public @Nullable String seal(String account, String payer) {
    return key == null ? null : master.seal(account, PAYER, Secret.of(payer));
  }

  /**
   * Opens what {@link #seal} made for the same account.
   *
   * @return null: it does not open here
   */
  public @Nullable String unseal(String account, String sealed) {
    try {
      return master.open(account, PAYER, sealed).reveal();
    } catch (IllegalStateException e) {
      log.warn("a sealed payer of account {} does not open here: {}", account, e.getMessage());
      return null;
    }
  }

  @Override
  public String toString() {
    return "StoreKey";
  }
}
