package io.github.paybell.engine.delivery;

import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who wants what, where the ledger's transaction finds it: exactly what the configuration says that
 * was started last. Thread-safe.
 */
final class Subscriptions {
  private final Store store;
  private final Sql lock;
  private final Sql subscribers;
  private final Sql subscriptions;
  private final Sql insertSubscriber;
  private final Sql deleteSubscriber;
  private final Sql insertSubscription;
  private final Sql deleteSubscription;

  private record Subscription(String type, String subscriber) {}

  Subscriptions(Store store) {
    this.store = store;
    lock = load("lock_subscribers");
    subscribers = load("subscribers");
    subscriptions = load("subscriptions");
    insertSubscriber = load("insert_subscriber");
    deleteSubscriber = load("delete_subscriber");
    insertSubscription = load("insert_subscription");
    deleteSubscription = load("delete_subscription");
  }

  private Sql load(String name) {
    return Sql.load(Subscriptions.class, store, name);
  }

  /** Makes the configuration the one that holds; writes nothing where it is so already. */
  void configure(List<Subscriber> wanted, Instant now) throws SQLException {
    store.write(
        connection -> {
          configure(connection, wanted, now);
          return 0;
        });
  }

  private void configure(Connection connection, List<Subscriber> wanted, Instant now)
      throws SQLException {
    lock.rows().query(connection, row -> row.mustText("subscriber"));
    var names = new TreeSet<String>();
    var types = new HashSet<Subscription>();
    for (var subscriber : wanted) {
      names.add(subscriber.name());
      subscriber.events().names().forEach(t -> types.add(new Subscription(t, subscriber.name())));
    }
    var namesNow =
        Set.copyOf(subscribers.rows().query(connection, row -> row.mustText("subscriber")));
    var typesNow =
        Set.copyOf(
            subscriptions
                .rows()
                .query(
                    connection,
                    row -> new Subscription(row.mustText("type"), row.mustText("subscriber"))));
    for (var gone : without(typesNow, types)) {
      change(connection, deleteSubscription, gone);
    }
    for (var gone : without(namesNow, names)) {
      deleteSubscriber.rows().set("subscriber", gone).execute(connection);
    }
    for (var added : without(names, namesNow)) {
      insertSubscriber.rows().set("subscriber", added).set("now", now).execute(connection);
    }
    for (var added : without(types, typesNow)) {
      change(connection, insertSubscription, added);
    }
  }

  private static void change(Connection connection, Sql sql, Subscription subscription)
      throws SQLException {
    sql.rows()
        .set("type", subscription.type())
        .set("subscriber", subscription.subscriber())
        .execute(connection);
  }

  private static <T> Set<T> without(Set<T> all, Set<T> those) {
    var left = new HashSet<>(all);
    left.removeAll(those);
    return left;
  }
}
