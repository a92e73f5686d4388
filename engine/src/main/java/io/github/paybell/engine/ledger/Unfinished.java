package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What of an account is not over: orders that may still be paid, refunds on their way. */
public final class Unfinished {
  private final Sql unfinished;

  public Unfinished(Store store) {
    unfinished = Sql.load(Unfinished.class, store, "unfinished");
  }

  /** One sentence each, for people; empty: all is over. */
  public List<String> reasons(Connection connection, String account) throws SQLException {
    return unfinished
        .rows()
        .set("account", account)
        .first(
            connection,
            row -> {
              var reasons = new ArrayList<String>();
              long orders = row.number("open_orders");
              long refunds = row.number("open_refunds");
              if (orders > 0) {
                reasons.add(
                    (orders == 1 ? "1 order is" : orders + " orders are")
                        + " open: WeChat Pay is still asked about them; close them, or wait");
              }
              if (refunds > 0) {
                reasons.add(
                    (refunds == 1 ? "1 refund is" : refunds + " refunds are") + " not through");
              }
              return reasons;
            })
        .orElseThrow();
  }
}
