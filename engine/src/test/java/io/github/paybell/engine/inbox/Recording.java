package io.github.paybell.engine.inbox;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.Problems;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A replica whose groups the test puts together itself. */
final class Recording implements AutoCloseable {
  private final StoreOptions database;
  private final Store store;
  private final Accounts accounts;
  private final Clock clock;
  private final Orders orders;
  private final Problems problems;
  private final Intake intake;
  final NotificationLog log;
  final Retries retries;

  Recording(StoreOptions database, Clock clock) throws SQLException {
    this.database = database;
    this.clock = clock;
    store = Store.open(database);
    accounts = Accounts.open(store, MasterKey.load("0f".repeat(32), Path.of(".")), clock);
    configure(TestPlatform.API_V3_KEY);
    var ledger =
        new Ledger(
            store,
            name -> new Identity(TestPlatform.MCHID, Set.of(), Set.of(), Policies.UNSET),
            clock);
    orders = new Orders(store, ledger, Ladder.standard(), clock);
    problems = new Problems(store, ledger, clock);
    intake = new Intake(store, accounts, ledger, clock);
    log = new NotificationLog(store, accounts, intake, clock);
    retries = new Retries(store, accounts, intake, clock);
  }

  void configure(String apiV3Key) throws SQLException {
    accounts.configure(TestPlatform.accounts(apiV3Key));
  }

  void register(String outTradeNo) {
    orders.register("shop", TestEngine.order(outTradeNo, 100));
  }

  /** Records them in one transaction, as they stand. */
  List<Recorded> record(Sent... group) throws SQLException {
    var arrivals = read(group);
    return store.write(connection -> intake.recording().run(connection, arrivals, Store.LOCK_WAIT));
  }

  List<Arrival> read(Sent... group) {
    var shop = Objects.requireNonNull(accounts.byName("shop"));
    var arrivals = new ArrayList<Arrival>();
    for (var sent : group) {
      var delivery =
          new NotifyRequest(
              sent.token(), name -> sent.headers().get(name), sent.body(), "127.0.0.1");
      arrivals.add(
          intake
              .reader()
              .read(shop, Reader.recognise(sent.body()), delivery, clock.instant())
              .match(
                  Reading.Genuine::arrival,
                  refused -> {
                    throw new IllegalStateException(refused.detail());
                  }));
    }
    return arrivals;
  }

  OrderView order(String outTradeNo) {
    return orders.find("shop", outTradeNo).orElseThrow();
  }

  List<ProblemView> open() {
    return problems.list(null, "open", null, 200).items();
  }

  List<String> openKinds() {
    return open().stream().map(ProblemView::kind).sorted().toList();
  }

  List<NotificationView> stored() {
    return log.list(null, null, null, null, 200).items();
  }

  List<String> texts(String query) throws SQLException {
    return TestRows.texts(database, query);
  }

  void change(String statement) throws SQLException {
    TestRows.change(database, statement);
  }

  @Override
  public void close() {
    store.close();
  }
}
