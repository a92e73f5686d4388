package io.github.paybell.engine.delivery;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.Transactions;
import io.github.paybell.protocol.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A ledger with events to tell, any number of deliveries over its store, and a clock to move. */
final class Desk implements AutoCloseable {
  static final String ACCOUNT = "shop";
  static final Instant BEGIN = Instant.parse("2026-01-05T02:00:00Z");

  final SettableClock clock = new SettableClock(BEGIN);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final StoreOptions options;
  final Store store;
  final Ledger ledger;
  private final Orders orders;
  private final Problems problems;
  private final List<Delivery> deliveries = new ArrayList<>();
  private final AtomicInteger sequence = new AtomicInteger();

  Desk(StoreOptions options) {
    this(options, Store.open(options));
  }

  private Desk(StoreOptions options, Store store) {
    this.options = options;
    this.store = store;
    var identity = new Identity("1900000109", Set.of(), Set.of(), Policies.UNSET);
    ledger = new Ledger(store, account -> identity, clock);
    orders = new Orders(store, ledger, Ladder.standard(), clock);
    problems = new Problems(store, ledger, clock);
  }

  /** The same database through transactions of the test's choice. */
  Store through(Transactions transactions) throws SQLException {
    return Store.within(store.dataSource(), transactions, transactions, false, null);
  }

  Delivery delivery(Subscriber... subscribers) throws SQLException {
    return delivery(DeliveryOptions.BACKOFF, subscribers);
  }

  Delivery delivery(List<Duration> backoff, Subscriber... subscribers) throws SQLException {
    return delivery(
        store, new DeliveryOptions(List.of(subscribers), backoff, DeliveryOptions.RETENTION));
  }

  Delivery delivery(Store through, DeliveryOptions options) throws SQLException {
    // In the middle: each gap is as long as the schedule says.
    var delivery = new Delivery(through, ledger, options, meters, clock, () -> 0.5);
    deliveries.add(delivery);
    return delivery;
  }

  /** Wants the days' reports, which are the events that {@link #events} makes. */
  static Subscriber subscriber(String name, Channel channel) {
    return subscriber(name, 256, 0, channel);
  }

  static Subscriber subscriber(String name, int concurrency, int perSecond, Channel channel) {
    return new Subscriber(
        name,
        EventSelection.of(List.of("reconciliation.difference", "payment.succeeded")),
        concurrency,
        perSecond,
        channel);
  }

  /** Makes so many events, by the ledger. */
  void events(int many) throws SQLException {
    store.write(
        connection -> {
          var posting = ledger.open(connection);
          for (int i = 0; i < many; i++) {
            posting.reconciled(ACCOUNT, "{\"day\":" + sequence.incrementAndGet() + "}");
          }
          posting.flush();
          return 0;
        });
  }

  /**
   * Writes events of a time of the test's choice, as the ledger would have: its own ids only rise,
   * and another test of this process may have set its clock forward.
   */
  List<UUID> eventsAt(Instant at, int many) throws SQLException {
    return eventsAt(at, many, ACCOUNT, EventType.RECONCILIATION_DIFFERENCE, null);
  }

  List<UUID> eventsAt(
      Instant at, int many, String account, EventType type, @Nullable String subject)
      throws SQLException {
    var events = Sql.load(Event.class, store, "insert_event").rows();
    var rows = Sql.load(Event.class, store, "insert_delivery").rows();
    var ids = new ArrayList<UUID>();
    for (int i = 0; i < many; i++) {
      var first = EventIds.first(at);
      var id =
          new UUID(
              first.getMostSignificantBits(),
              first.getLeastSignificantBits() | sequence.incrementAndGet());
      ids.add(id);
      events
          .add()
          .set("id", id)
          .set("account", account)
          .set("type", type.wireName())
          .set("subject", subject)
          .set("version", subject == null ? null : sequence.longValue())
          .set("personal", false)
          .set("data", "{}")
          .set("now", at);
      rows.add().set("id", id).set("type", type.wireName()).set("now", at);
    }
    store.write(
        connection -> {
          events.execute(connection);
          return rows.execute(connection);
        });
    return ids;
  }

  void register(String outTradeNo) {
    orders.register(
        ACCOUNT,
        new NewOrder(
            outTradeNo, 100, "CNY", null, null, null, null, null, null, Policies.UNSET, null));
  }

  List<ProblemView> problems() {
    return problems.list(null, "open", null, 200).items();
  }

  List<String> degrading() throws SQLException {
    return problems.degrading();
  }

  List<@Nullable String> texts(String query) throws SQLException {
    try (var connection =
            DriverManager.getConnection(options.url(), options.username(), options.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var texts = new ArrayList<@Nullable String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  /** How many deliveries are of each state, as {@code state:count}. */
  List<@Nullable String> states(String subscriber) throws SQLException {
    return store.read(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "select state, count(*) from paybell_delivery where subscriber = ?"
                      + " group by state order by state")) {
            statement.setString(1, subscriber);
            var states = new ArrayList<@Nullable String>();
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                states.add(rows.getString(1) + ":" + rows.getLong(2));
              }
            }
            return states;
          }
        });
  }

  @Override
  public void close() {
    deliveries.forEach(Delivery::close);
    store.close();
  }
}
