package io.github.paybell.engine.bill;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.Evidence.RefundFacts;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ladder;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.OrderKey;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.RefundStatus;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A ledger, a merchant, a clock that is set by hand, and the bills that WeChat Pay gives out. */
final class BillDesk implements AutoCloseable {
  static final String ACCOUNT = "shop";
  static final LocalDate DAY = LocalDate.of(2026, 1, 5);
  static final BillDay BILL_DAY = new BillDay(ACCOUNT, DAY);

  final Store store;
  final Path folder;
  final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T01:00:00Z"));
  final Accounts accounts;
  final Ledger ledger;
  final Orders orders;
  final Bills wechat = new Bills();
  final Reconciliation reconciliation;

  BillDesk(TestStores stores) {
    try {
      store = Store.open(stores.create());
      folder = Files.createTempDirectory("paybell-bill-test");
      accounts = Accounts.open(store, MasterKey.load(null, folder), clock);
      accounts.configure(
          List.of(
              new AccountSettings(
                  ACCOUNT,
                  "1900000109",
                  List.of("wx8888888888888888"),
                  List.of(),
                  "token-of-the-test-shop",
                  new AccountSettings.V2(
                      Secret.of("TestKeyOfTheBillDesk000000000001"), null, null, null),
                  null,
                  null,
                  null)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    var identity =
        new Identity("1900000109", Set.of("wx8888888888888888"), Set.of(), Policies.UNSET);
    ledger = new Ledger(store, account -> identity, clock);
    orders = new Orders(store, ledger, Ladder.standard(), clock);
    reconciliation = replica();
  }

  /** One more runner on the same store. */
  Reconciliation replica() {
    return replica("bills");
  }

  /** One on another machine: it has a folder of its own. */
  Reconciliation replica(String own) {
    return new Reconciliation(
        store,
        accounts,
        wechat,
        ledger,
        new ReconciliationOptions(LocalTime.of(10, 30), folder.resolve(own)),
        clock);
  }

  /** The orders that are due for a query because something hinted at them. */
  List<String> hinted() throws SQLException {
    return store.read(
        connection -> {
          try (var rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "select out_trade_no from paybell_order where hinted_at is not null"
                          + " and next_query_at <= hinted_at")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
              found.add(rows.getString(1));
            }
            return found;
          }
        });
  }

  /** Registers an order of one yuan. */
  BillDesk order(String outTradeNo) {
    orders.register(
        ACCOUNT,
        new NewOrder(
            outTradeNo, 100, "CNY", null, null, null, null, null, null, Policies.UNSET, null));
    return this;
  }

  /** Registers an order of one yuan that a query tells to be paid, as {@link BillText} lists it. */
  BillDesk paid(String outTradeNo) {
    order(outTradeNo);
    return told(outTradeNo, "42" + outTradeNo, "2026-01-05T09:30:12+08:00", null);
  }

  BillDesk told(
      String outTradeNo,
      String transactionId,
      @Nullable String successTime,
      @Nullable RefundFacts refund) {
    return told(outTradeNo, transactionId, successTime, refund, true);
  }

  /** What a v2 message tells whose signature may be another's. */
  BillDesk doubtful(String outTradeNo) {
    return told(outTradeNo, "42" + outTradeNo, "2026-01-05T09:30:12+08:00", null, false);
  }

  private BillDesk told(
      String outTradeNo,
      String transactionId,
      @Nullable String successTime,
      @Nullable RefundFacts refund,
      boolean confirmed) {
    var told =
        Evidence.about(
                new OrderKey(ACCOUNT, outTradeNo),
                Ids.at(0),
                confirmed ? Evidence.Source.QUERY : Evidence.Source.NOTIFICATION)
            .mchid("1900000109")
            .transactionId(transactionId)
            .total(100L)
            .currency("CNY")
            .payerTotal(100L)
            .payerCurrency("CNY")
            .successTime(successTime)
            .confirmed(confirmed);
    ledger.learn(refund == null ? told.payment(TradeState.SUCCESS) : told.refund(refund));
    return this;
  }

  /** What a query tells of a refund of half a yuan. */
  BillDesk refunded(String outTradeNo, String outRefundNo, RefundStatus status) {
    return told(
        outTradeNo,
        "42" + outTradeNo,
        null,
        new RefundFacts(outRefundNo, "50" + outRefundNo, status, 50, null, null));
  }

  /** The next morning, when the bill of {@link #DAY} is there. */
  BillDesk nextMorning() {
    clock.set(Instant.parse("2026-01-06T02:30:00Z"));
    return this;
  }

  RunOutcome run(BillText bill) {
    wechat.gives(bill.bytes());
    return reconciliation.run(BILL_DAY);
  }

  ReconciliationView view() {
    return reconciliation.report(ACCOUNT, DAY, 0).orElseThrow();
  }

  OrderView view(String outTradeNo) {
    return orders.find(ACCOUNT, outTradeNo).orElseThrow();
  }

  /** {@code kind outcome number} of each difference. */
  List<String> differences() {
    return view().differences().stream()
        .map(d -> d.kind() + " " + d.outcome() + " " + d.outTradeNo())
        .toList();
  }

  /** The first column of each row. */
  List<String> rows(String query) {
    try {
      return store.read(
          connection -> {
            try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
              var texts = new ArrayList<String>();
              while (rows.next()) {
                texts.add(rows.getString(1));
              }
              return texts;
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> events() {
    return rows("select type from paybell_event order by id");
  }

  /** {@code kind} of each open problem, with how often it was seen. */
  List<String> problems() {
    var kinds = rows("select kind from paybell_problem where state = 'open' order by id");
    var seen = rows("select times_seen from paybell_problem where state = 'open' order by id");
    var problems = new ArrayList<String>();
    for (int i = 0; i < kinds.size(); i++) {
      problems.add(kinds.get(i) + " " + seen.get(i));
    }
    return problems;
  }

  @Override
  public void close() {
    store.close();
  }

  /** WeChat Pay's side of the port: bills, and nothing else. */
  static final class Bills implements WechatPay {
    private Supplier<Answer<byte[]>> next = () -> new Answer.Refused<>("NO_STATEMENT_EXIST", "");
    int asked;

    void gives(byte[] bill) {
      next = () -> new Answer.Given<>(bill);
    }

    void refuses(String code) {
      next = () -> new Answer.Refused<>(code, "the words of WeChat Pay");
    }

    void answers(Supplier<Answer<byte[]>> answer) {
      next = answer;
    }

    @Override
    public Answer<Done> bill(Account account, LocalDate day, Path target) {
      asked++;
      return next.get()
          .match(
              given -> {
                try {
                  Files.write(target, given.value());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                return new Answer.Given<>(Done.DONE);
              },
              refused -> new Answer.Refused<>(refused.code(), refused.message()),
              unknown -> new Answer.Unknown<>(unknown.doubt(), unknown.detail()),
              unable -> new Answer.Unable<>(unable.reason()));
    }

    @Override
    public Answer<Placed> place(Account account, Placement placement) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Evidence> refund(Account account, RefundOrder refund) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Evidence> queryRefund(
        Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Map<String, String>> certificates(Account account) {
      throw new UnsupportedOperationException();
    }
  }
}
