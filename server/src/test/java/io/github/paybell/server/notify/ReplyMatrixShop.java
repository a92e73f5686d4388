package io.github.paybell.server.notify;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.EngineOptions;
import io.github.paybell.engine.RetentionOptions;
import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.calls.NoWechatPay;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.server.system.Message;
import io.github.paybell.server.system.Sender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;

/** A notify listener with an engine behind it, and the samples' merchants. */
final class ReplyMatrixShop implements AutoCloseable {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Engine engine;
  private final NotifyServer notify;

  ReplyMatrixShop(StoreOptions store, InboxOptions inbox, List<AccountSettings> accounts) {
    try {
      engine =
          Engine.start(
              Store.open(store),
              new EngineOptions(
                  MasterKey.load(null, Files.createTempDirectory("paybell-key")),
                  accounts,
                  inbox,
                  HealingOptions.defaults(),
                  DeliveryOptions.of(List.of()),
                  RetentionOptions.defaults(),
                  null,
                  new NotifyUrls(null, true),
                  Files.createTempDirectory("paybell-work")),
              new NoWechatPay(),
              meters,
              Clock.systemUTC());
      notify =
          NotifyServer.open(
              new NotifyOptions("127.0.0.1", 0, TrustedProxies.of(List.of()), MaxBody.DEFAULT),
              engine.inbox(),
              engine::ready);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReplyMatrixShop on(StoreOptions store) {
    return new ReplyMatrixShop(store, TestEngine.UNHURRIED, TestEngine.accounts());
  }

  Engine engine() {
    return engine;
  }

  int port() {
    return notify.port();
  }

  Sender connect() throws IOException {
    return new Sender(notify.port());
  }

  Sender.Answer post(String token, Message message) throws IOException {
    try (var sender = connect()) {
      return sender.post(token, message);
    }
  }

  void register(String account, String outTradeNo, long total) {
    engine.orders().register(account, TestEngine.order(outTradeNo, total));
  }

  OrderView order(String account, String outTradeNo) {
    return engine.orders().find(account, outTradeNo).orElseThrow();
  }

  /** How often a notification ended so, by the metrics. */
  long count(String outcome) {
    return meters.find("paybell.notification").tag("outcome", outcome).timers().stream()
        .mapToLong(timer -> timer.count())
        .sum();
  }

  @Override
  public void close() {
    notify.close();
    engine.close();
  }
}
