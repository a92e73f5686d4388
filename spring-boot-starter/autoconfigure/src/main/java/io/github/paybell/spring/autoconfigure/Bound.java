package io.github.paybell.spring.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the shop's transactions are bound to, and whether one of them is in Paybell's database.
 * Thread-safe.
 *
 * @param source the transaction manager's
 * @param routing null: it is always the same database
 * @param url of Paybell's database
 */
record Bound(DataSource source, @Nullable Routing routing, String url) {

  /** Whether this thread is in a transaction on the source, whichever database that is in. */
  boolean isInTransaction() {
    return TransactionSynchronizationManager.hasResource(source);
  }

  /** Whether what begins now on this thread would be in another database. */
  boolean elsewhere() {
    return routing != null && routing.elsewhere();
  }

  /** Whether a connection of the source is in Paybell's database. */
  boolean isOwn(Connection connection) throws SQLException {
    return routing == null || url.equals(connection.getMetaData().getURL());
  }

  /** Why something cannot be part of the caller's transaction. */
  IllegalStateException wrong(String what) {
    return new IllegalStateException(
        what
            + " is part of the transaction that it is called in, and the routing DataSource has"
            + " bound that to another database than the one that has Paybell's tables, its default."
            + " Begin the transaction on the default one (without @DS, or with @DS of the primary),"
            + " or call it where no transaction is active.");
  }
}
