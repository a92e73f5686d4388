package io.github.paybell.engine.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What else belongs to the transaction of a step: a shop's own writes (TOGETHER). Thread-safe. */
public interface TransactionListener {
  /** Nothing: the outside learns it from the event rows. */
  TransactionListener ALONE = (connection, events) -> {};

  /**
   * Called before the commit, after the ledger's rows are written and while its orders are locked.
   * Whatever it throws undoes the whole step, which is tried again later; so it may be called any
   * number of times for one event, and only the last call is committed.
   *
   * @param connection of the transaction; neither to be committed nor closed
   * @param events what the transaction tells, at least one, in order
   */
  void with(Connection connection, List<Event> events) throws SQLException;

  /**
   * Whether payments are told. False while other code of the shop acts on them: {@code
   * payment.succeeded} is kept and not told, and of a payment that the shop's {@link OrderSource}
   * does not call settled a problem is open, {@code shop_differs}, until it does or until payments
   * are told again.
   */
  default boolean tellsPayments() {
    return true;
  }

  /** Whether the shop's code does something with messages of other products. */
  default boolean takesOthers() {
    return false;
  }
}
