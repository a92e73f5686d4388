package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what: one row in the transaction of the change itself (AUDITED). Append-only.
 * Thread-safe.
 */
public final class Audit {
  private final Sql insert;

  public Audit(SqlTarget store) {
    insert = Sql.load(Audit.class, store, "insert_audit");
  }

  /**
   * @param actor who, as the admin API knows them
   * @param action {@code room.verb}
   * @param subject what was changed, within the account
   * @param detail for people; never a secret
   */
  public void write(
      Connection connection,
      String actor,
      String action,
      @Nullable String account,
      @Nullable String subject,
      @Nullable String detail,
      Instant now)
      throws SQLException {
    insert
        .rows()
        .set("id", Ids.at(now.toEpochMilli()))
        .set("actor", actor)
        .set("action", action)
        .set("account", account)
        .set("subject", subject)
        .set("detail", detail)
        .set("now", now)
        .execute(connection);
  }
}
