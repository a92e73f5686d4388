package io.github.paybell.engine.together;

import io.github.paybell.engine.Embedding;
import io.github.paybell.engine.Engine;
import io.github.paybell.engine.EngineOptions;
import io.github.paybell.engine.RetentionOptions;
import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.calls.NoWechatPay;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.inbox.AnswerSource;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.engine.inbox.NotificationView;
import io.github.paybell.engine.inbox.NotifyRequest;
import io.github.paybell.engine.inbox.ProcessingOptions;
import io.github.paybell.engine.inbox.ProcessingOptions.Acknowledge;
import io.github.paybell.engine.inbox.Reply;
import io.github.paybell.engine.inbox.TestPlatform;
import io.github.paybell.engine.inbox.TestPlatform.Sent;
import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.OrderSource;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.TransactionListener;
import io.github.paybell.protocol.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A shop with an engine inside: its listener fulfils what was paid, in its own table. */
final class EmbeddedShop implements AutoCloseable {
  static final List<Duration> BACKOFF = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30));

  private final ShopDatabase database;
  private final Engine engine;
  private final SettableClock clock;
  private final MeterRegistry meters = new SimpleMeterRegistry();

  /** What a shop is started with; each test says what matters to it. */
  static final class Settings {
    private Acknowledge acknowledge = Acknowledge.RECORDED;
    private Duration deadline = Duration.ofMinutes(2);
    private List<Duration> backoff = BACKOFF;
    private int threads = 4;
    private Listener listener = (connection, event) -> {};
    private OrderSource orders = OrderSource.NONE;
    private AnswerSource answers = AnswerSource.NONE;
    private boolean takesOthers = true;
    private boolean tellsPayments = true;
    private WechatPay wechat = new NoWechatPay();
    private List<AccountSettings> accounts = TestPlatform.accounts();
    private SettableClock clock = SettableClock.atPresent();
    private boolean immortal;

    Settings acknowledge(Acknowledge when) {
      acknowledge = when;
      return this;
    }

    Settings deadline(Duration within) {
      deadline = within;
      return this;
    }

    Settings backoff(List<Duration> gaps) {
      backoff = gaps;
      return this;
    }

    Settings threads(int many) {
      threads = many;
      return this;
    }

    /** What else the listener does before it fulfils. */
    Settings listener(Listener does) {
      listener = does;
      return this;
    }

    Settings orders(OrderSource source) {
      orders = source;
      return this;
    }

    Settings answers(AnswerSource source) {
      answers = source;
      return this;
    }

    /** A shop whose code does nothing with messages of other products. */
    Settings withoutOthers() {
      takesOthers = false;
      return this;
    }

    /** A shop where other code acts on payments. */
    Settings besideOtherCode() {
      tellsPayments = false;
      return this;
    }

    Settings wechat(WechatPay asked) {
      wechat = asked;
      return this;
    }

    Settings accounts(List<AccountSettings> configured) {
      accounts = configured;
      return this;
    }

    Settings clock(SettableClock shared) {
      clock = shared;
      return this;
    }

    /** Another replica, which lives on when {@link ShopDatabase#mortal} dies. */
    Settings immortal() {
      immortal = true;
      return this;
    }

    EmbeddedShop on(ShopDatabase database) throws SQLException {
      return new EmbeddedShop(database, this);
    }
  }

  /** A part of the shop's listener; what it throws undoes the step. */
  interface Listener {
    void on(Connection connection, Event event) throws Exception;
  }

  private EmbeddedShop(ShopDatabase database, Settings settings) throws SQLException {
    this.database = database;
    clock = settings.clock;
    try {
      engine =
          Engine.start(
              database.store(settings.immortal),
              new EngineOptions(
                  MasterKey.load("0f".repeat(32), Path.of(".")),
                  settings.accounts,
                  new InboxOptions(settings.deadline, 4096, 256, 5, 10_000),
                  HealingOptions.defaults(),
                  DeliveryOptions.of(List.of()),
                  RetentionOptions.defaults(),
                  new Embedding(
                      together(settings.listener, settings.takesOthers, settings.tellsPayments),
                      settings.orders,
                      new ProcessingOptions(
                          settings.acknowledge, settings.threads, settings.backoff),
                      settings.answers),
                  new NotifyUrls(null, true),
                  Files.createTempDirectory("paybell-work")),
              settings.wechat,
              meters,
              clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TransactionListener together(
      Listener listener, boolean takesOthers, boolean tellsPayments) {
    return new TransactionListener() {
      @Override
      public void with(Connection connection, List<Event> events) throws SQLException {
        for (var event : events) {
          tell(connection, event);
        }
      }

      private void tell(Connection connection, Event event) throws SQLException {
        try {
          listener.on(connection, event);
        } catch (SQLException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
        if (event.type().wireName().startsWith("payment.succeeded")) {
          fulfil(connection, event);
        }
      }

      @Override
      public boolean takesOthers() {
        return takesOthers;
      }

      @Override
      public boolean tellsPayments() {
        return tellsPayments;
      }
    };
  }

  private static void fulfil(Connection connection, Event event) throws SQLException {
    try (var statement =
        connection.prepareStatement("insert into fulfilment (out_trade_no, event) values (?, ?)")) {
      statement.setString(1, event.subject());
      statement.setString(2, event.type().wireName());
      statement.executeUpdate();
    }
  }

  Engine engine() {
    return engine;
  }

  MeterRegistry meters() {
    return meters;
  }

  void register(String outTradeNo) {
    engine.orders().register("shop", TestEngine.order(outTradeNo, 100));
  }

  CompletableFuture<Reply> later(Sent sent) {
    var answer = new CompletableFuture<Reply>();
    engine
        .inbox()
        .receive(
            new NotifyRequest(
                sent.token(), name -> sent.headers().get(name), sent.body(), "127.0.0.1"),
            reply -> {
              if (!answer.complete(reply)) {
                throw new IllegalStateException("answered twice");
              }
            });
    return answer;
  }

  Reply send(Sent sent) {
    try {
      return later(sent).get(2, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException("no answer", e);
    }
  }

  /** Some time later: what is due is handled, at once. */
  int after(Duration time) {
    clock.move(time);
    return engine.handlePending();
  }

  OrderView order(String outTradeNo) {
    return engine.orders().find("shop", outTradeNo).orElseThrow();
  }

  List<String> events(String outTradeNo) {
    return order(outTradeNo).timeline().stream().map(OrderView.Entry::what).toList();
  }

  List<NotificationView> notifications() {
    return engine.notifications().list(null, null, null, null, 200).items();
  }

  NotificationView notification() {
    var all = notifications();
    if (all.size() != 1) {
      throw new IllegalStateException(all.size() + " notifications");
    }
    return all.get(0);
  }

  List<ProblemView> open() {
    return engine.problems().list(null, "open", null, 200).items();
  }

  List<String> fulfilled(String outTradeNo) throws SQLException {
    return database.fulfilled(outTradeNo);
  }

  /** Ends as a process does that is told to: what is under way ends before. */
  @Override
  public void close() {
    engine.close();
  }

  /** Asks WeChat Pay about what is due. */
  void sweep() {
    engine.healing().sweepAll(clock.instant());
  }
}
