package io.github.paybell.engine.store;

import java.sql.SQLException;

/**
 * The database does not take one of Paybell's statements, so no payment could be recorded there.
 * The message names the database, the statement, and what the database said.
 */
public final class RefusedStatementException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  RefusedStatementException(String database, String statement, SQLException said) {
    super(
        database
            + " does not take Paybell's statement "
            + statement
            + ": "
            + said.getMessage()
            + " – no payment could be recorded, so nothing is started. The database's user needs"
            + " the right to read and write all paybell_ tables, and they must be this version's;"
            + " else use a database that docs/stores.md names",
        said);
  }
}
