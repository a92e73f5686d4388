package io.github.paybell.engine.account;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What of an account is not over yet, counted inside the transaction that would remove it. */
public interface RemovalCheck {
  /** One sentence each; empty: all is over. */
  List<String> reasons(Connection connection, String account) throws SQLException;
}
