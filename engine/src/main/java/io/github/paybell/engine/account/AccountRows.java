package io.github.paybell.engine.account;

import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on {@code paybell_account}, and what tells that something changed. */
final class AccountRows {
  /** 24 random bytes are 32 characters of base64. */
  private static final int TOKEN_BYTES = 24;

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * A row.
   *
   * @param document null: the row only keeps the token of an account that the file holds, or that
   *     was removed
   * @param retiredAt null: it takes orders
   */
  record Row(
      String account,
      String notifyToken,
      @Nullable String document,
      long version,
      Instant updatedAt,
      @Nullable Instant retiredAt) {
    @Override
    public String toString() {
      return "Row[" + account + ", version=" + version + "]";
    }
  }

  /**
   * What the tables looked like. Versions only rise, so every change of an account changes their
   * sum. Certificates come one by one and go only from the earliest end on, so that the same number
   * with the same earliest end are the same ones.
   *
   * @param firstEnd of the certificate that ends first; null: there is none
   */
  record State(long rows, long versions, long keys, @Nullable Instant firstEnd) {
    static final State EMPTY = new State(0, 0, 0, null);
  }

  private final Sql insertIfAbsent;
  private final Sql lock;
  private final Sql update;
  private final Sql retire;
  private final Sql remove;
  private final Sql all;
  private final Sql state;

  AccountRows(Store store) {
    insertIfAbsent = Sql.load(AccountRows.class, store, "insert_if_absent");
    lock = Sql.load(AccountRows.class, store, "lock");
    update = Sql.load(AccountRows.class, store, "update");
    retire = Sql.load(AccountRows.class, store, "retire");
    remove = Sql.load(AccountRows.class, store, "remove");
    all = Sql.load(AccountRows.class, store, "all");
    state = Sql.load(AccountRows.class, store, "state");
  }

  /**
   * The row of an account, locked until the transaction ends; made with a new token if there was
   * none. One that comes second gets the first one's token.
   */
  Row lockOrInsert(Connection connection, String account, Instant now) throws SQLException {
    insertIfAbsent
        .rows()
        .set("account", account)
        .set("notify_token", randomToken())
        .set("updated_at", now)
        .execute(connection);
    return lock(connection, account).orElseThrow();
  }

  private static String randomToken() {
    var bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The row of an account, locked until the transaction ends; empty: there is none. */
  Optional<Row> lock(Connection connection, String account) throws SQLException {
    return lock.rows().set("account", account).first(connection, AccountRows::row);
  }

  void update(Connection connection, String account, String token, String document, Instant now)
      throws SQLException {
    update
        .rows()
        .set("account", account)
        .set("notify_token", token)
        .set("document", document)
        .set("updated_at", now)
        .execute(connection);
  }

  void retire(Connection connection, String account, Instant now) throws SQLException {
    retire.rows().set("account", account).set("now", now).execute(connection);
  }

  void remove(Connection connection, String account, Instant now) throws SQLException {
    remove.rows().set("account", account).set("now", now).execute(connection);
  }

  List<Row> all(Connection connection) throws SQLException {
    return all.rows().query(connection, AccountRows::row);
  }

  State state(Connection connection) throws SQLException {
    return state
        .rows()
        .first(
            connection,
            row ->
                new State(
                    row.number("row_count"),
                    row.number("version_sum"),
                    row.number("key_count"),
                    row.instant("first_end")))
        .orElseThrow();
  }

  private static Row row(Result row) throws SQLException {
    return new Row(
        row.mustText("account"),
        row.mustText("notify_token"),
        row.text("document"),
        row.number("version"),
        row.mustInstant("updated_at"),
        row.instant("retired_at"));
  }
}
