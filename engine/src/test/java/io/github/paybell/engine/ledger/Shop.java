package io.github.paybell.engine.ledger;

import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.protocol.SettableClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A ledger on a store of its own, with a clock that stands until it is moved. */
final class Shop implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2026-01-05T01:30:00Z");

  private final StoreOptions options;
  private final SettableClock clock = new SettableClock(BEGIN);
  private final Store store;
  private final Ledger ledger;
  private final Orders orders;
  private final Problems problems;
  final Refunds refunds;

  Shop(StoreOptions options) {
    this(options, Policies.UNSET);
  }

  Shop(StoreOptions options, Policies policies) {
    this.options = options;
    store = Store.open(options);
    var identity =
        new Identity(Told.MCHID, Told.IDENTITY.appids(), Told.IDENTITY.subMchids(), policies);
    ledger = new Ledger(store, account -> identity, clock);
    orders = new Orders(store, ledger, Ladder.standard(), clock);
    problems = new Problems(store, ledger, clock);
    refunds = new Refunds(store, ledger, clock);
  }

  Instant later(Duration duration) {
    clock.move(duration);
    return clock.instant();
  }

  Instant now() {
    return clock.instant();
  }

  /** Begins all at once, and fails where one of them does. */
  static <T> List<T> together(List<? extends Callable<? extends T>> work) throws Exception {
    var threads = Executors.newFixedThreadPool(work.size());
    var start = new CyclicBarrier(work.size());
    try {
      var running = new ArrayList<Future<? extends T>>();
      for (var each : work) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return each.call();
                }));
      }
      var results = new ArrayList<T>();
      for (var each : running) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  Registration register(String outTradeNo, @Nullable String reference) {
    return register(outTradeNo, reference, Policies.UNSET);
  }

  Registration register(String outTradeNo, @Nullable String reference, Policies policies) {
    return register(
        new NewOrder(
            outTradeNo, 100, "CNY", reference, null, null, null, null, null, policies, null));
  }

  Registration register(NewOrder order) {
    return orders.register(Told.ACCOUNT, order);
  }

  Judgement apply(Told told) throws SQLException {
    var evidence = told.evidence();
    return store.write(connection -> ledger.apply(connection, evidence));
  }

  int applyTogether(Told... told) throws SQLException {
    var group = new ArrayList<Evidence>();
    for (var each : told) {
      group.add(each.evidence());
    }
    return store.write(connection -> ConfluentTest.postTogether(ledger, connection, group));
  }

  RefundRequest refund(String outTradeNo, String outRefundNo, long fen) {
    return refunds.request(Told.ACCOUNT, outTradeNo, outRefundNo, fen, null, "alice");
  }

  void refused(String outRefundNo, @Nullable Instant again) {
    refunds.refused(
        refunds.find(Told.ACCOUNT, outRefundNo).orElseThrow(), "NOT_ENOUGH", "余额不足", again, null);
  }

  RefundView refund(String outRefundNo) {
    return refunds.find(Told.ACCOUNT, outRefundNo).orElseThrow();
  }

  OrderView order(String outTradeNo) {
    return orders.find(Told.ACCOUNT, outTradeNo).orElseThrow();
  }

  List<ProblemView> open() {
    return problems.list(null, "open", null, 200).items();
  }

  List<String> openKinds() {
    return open().stream().map(ProblemView::kind).sorted().toList();
  }

  UUID problem(String kind) {
    return open().stream()
        .filter(problem -> problem.kind().equals(kind))
        .findFirst()
        .orElseThrow()
        .id();
  }

  Resolution resolve(ProblemView problem, String action) {
    return resolve(problem.id(), action);
  }

  Resolution resolve(UUID problem, String action) {
    return problems.resolve(problem, action, "looked at it", "alice");
  }

  List<String> events() throws SQLException {
    return texts("select type from paybell_event order by id");
  }

  List<String> audit() throws SQLException {
    return texts("select action from paybell_audit order by id");
  }

  /** When an order is asked about next; null: never. */
  @Nullable Instant orderDue(String outTradeNo) throws SQLException {
    return due("select next_query_at from paybell_order where out_trade_no = ?", outTradeNo);
  }

  /** When a refund is asked about next; null: never. */
  @Nullable Instant refundDue(String outRefundNo) throws SQLException {
    return due("select next_query_at from paybell_refund where out_refund_no = ?", outRefundNo);
  }

  private @Nullable Instant due(String query, String number) throws SQLException {
    try (var connection = connect();
        var statement = connection.prepareStatement(query)) {
      statement.setString(1, number);
      try (var rows = statement.executeQuery()) {
        rows.next();
        if (options.url().startsWith("jdbc:postgresql:")) {
          var time = rows.getObject(1, OffsetDateTime.class);
          return time == null ? null : time.toInstant();
        }
        if (!options.url().startsWith("jdbc:sqlite:")) { // MariaDB, MySQL
          var time = rows.getObject(1, LocalDateTime.class);
          return time == null ? null : time.toInstant(ZoneOffset.UTC);
        }
        var time = rows.getString(1);
        return time == null ? null : Instant.parse(time);
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(options.url(), options.username(), options.password());
  }

  List<@Nullable String> texts(String query) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var texts = new ArrayList<@Nullable String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
