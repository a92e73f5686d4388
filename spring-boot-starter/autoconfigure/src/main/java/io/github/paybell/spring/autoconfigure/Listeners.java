package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.inbox.AnswerSource;
import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.OtherProduct;
import io.github.paybell.engine.ledger.TransactionListener;
import io.github.paybell.spring.OtherNotification;
import io.github.paybell.spring.PaymentListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * The shop's listeners, in their order, as the part of a step's transaction that is the shop's.
 * Thread-safe.
 */
final class Listeners implements TransactionListener, AnswerSource {
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
      // A deadlock is no fault of the listener and is met again at once, wherever in the
      // transaction it was.
      throw conflict(e);
    }
  }

  @Override
  public boolean takesOthers() {
    return all().stream().anyMatch(Overriding::takesOthers);
  }

  /** The first answer of a listener, in their order. */
  @Override
  public Optional<byte[]> answer(String account, UUID notification, OtherProduct question) {
    var asked =
        new OtherNotification(
            notification,
            account,
            question.type().name(),
            question.originalType(),
            question.summary(),
            question.resource());
    return all().stream()
        .map(listener -> listener.answer(asked))
        .flatMap(Optional::stream)
        .findFirst();
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
