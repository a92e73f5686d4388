package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.Together;
import io.github.paybell.spring.PaymentListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * The shop's listeners, in their order, as the part of a step's transaction that is the shop's.
 * Thread-safe.
 */
final class Listeners implements Together {
  private final ObjectProvider<PaymentListener> beans;
  private final Runnable flush;
  private volatile @Nullable List<PaymentListener> found;

  /**
   * @param beans asked when the first event comes: a listener may itself need beans that need the
   *     engine
   * @param flush writes what an ORM has still in mind
   */
  Listeners(ObjectProvider<PaymentListener> beans, Runnable flush) {
    this.beans = beans;
    this.flush = flush;
  }

  /** All of them; empty: the shop has none. */
  List<PaymentListener> all() {
    var known = found;
    if (known == null) {
      known = beans.orderedStream().toList();
      found = known;
    }
    return known;
  }

  @Override
  public void with(Connection connection, List<Event> events) throws SQLException {
    try {
      for (var event : events) {
        tell(event);
      }
      if (!all().isEmpty()) {
        flush.run();
      }
    } catch (PessimisticLockingFailureException e) {
      // A deadlock is nobody's fault and is met again at once, wherever in the transaction it was.
      throw conflict(e);
    }
  }

  /** Calls each listener with one event; what one of them throws ends it. */
  void tell(Event event) {
    var listeners = all();
    if (!listeners.isEmpty()) {
      var call = EventMapper.call(event);
      listeners.forEach(call);
    }
  }

  private static SQLException conflict(PessimisticLockingFailureException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    throw e;
  }
}
