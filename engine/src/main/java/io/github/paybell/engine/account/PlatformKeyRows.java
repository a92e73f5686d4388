package io.github.paybell.engine.account;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The statements on {@code paybell_platform_key}. */
final class PlatformKeyRows {
  /**
   * A platform certificate that WeChat Pay gave.
   *
   * @param effectiveAt begin of the certificate
   * @param expiresAt end of the certificate
   */
  record Learnt(String account, String serial, String pem, Instant effectiveAt, Instant expiresAt) {
    @Override
    public String toString() {
      return "Learnt[" + account + ", " + serial + "]";
    }
  }

  private final Sql insert;
  private final Sql ofAccount;
  private final Sql all;
  private final Sql prune;
  private final Sql forget;

  PlatformKeyRows(Store store) {
    insert = Sql.load(PlatformKeyRows.class, store, "insert_key_if_absent");
    ofAccount = Sql.load(PlatformKeyRows.class, store, "key_serials");
    all = Sql.load(PlatformKeyRows.class, store, "all_keys");
    prune = Sql.load(PlatformKeyRows.class, store, "prune_keys");
    forget = Sql.load(PlatformKeyRows.class, store, "forget_key");
  }

  /**
   * Keeps certificates and lets old ones go.
   *
   * @param past certificates of any account that ended before are let go
   * @return the serials that were not there before
   */
  List<String> store(Connection connection, List<Learnt> learnt, Instant past, Instant now)
      throws SQLException {
    var news = new ArrayList<String>();
    if (!learnt.isEmpty()) {
      var account = learnt.get(0).account();
      var kept = new HashSet<>(serials(connection, account));
      for (var each : learnt) {
        if (kept.add(each.serial())) {
          news.add(each.serial());
          // Another replica may be as fast: then its row stays, which says the same.
          insert
              .rows()
              .set("account", account)
              .set("serial", each.serial())
              .set("pem", each.pem())
              .set("effective_at", each.effectiveAt())
              .set("expires_at", each.expiresAt())
              .set("learnt_at", now)
              .execute(connection);
        }
      }
    }
    prune.rows().set("past", past).execute(connection);
    return news;
  }

  /** Lets all go that WeChat Pay gave for an account. */
  void forget(Connection connection, String account) throws SQLException {
    for (var serial : serials(connection, account)) {
      forget.rows().set("account", account).set("serial", serial).execute(connection);
    }
  }

  private List<String> serials(Connection connection, String account) throws SQLException {
    return ofAccount
        .rows()
        .set("account", account)
        .query(connection, row -> row.mustText("serial"));
  }

  List<Learnt> all(Connection connection) throws SQLException {
    return all.rows()
        .query(
            connection,
            row ->
                new Learnt(
                    row.mustText("account"),
                    row.mustText("serial"),
                    row.mustText("pem"),
                    row.mustInstant("effective_at"),
                    row.mustInstant("expires_at")));
  }
}
