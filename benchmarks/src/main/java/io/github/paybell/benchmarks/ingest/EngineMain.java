package io.github.paybell.benchmarks.ingest;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.EngineOptions;
import io.github.paybell.engine.RetentionOptions;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.calls.NoWechatPay;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.store.Store;
import io.github.paybell.server.notify.NotifyOptions;
import io.github.paybell.server.notify.NotifyServer;
import io.github.paybell.server.notify.TrustedProxies;
import io.github.paybell.server.settings.SettingsSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Paybell's notify listener and engine without the admin API, because the server has no setting for
 * the size of a group.
 *
 * <p>Arguments: the configuration file and how many notifications share one transaction, at most.
 */
final class EngineMain {
  private EngineMain() {}

  public static void main(String[] args) throws InterruptedException {
    var read = new SettingsSource(Path.of(args[0]), Map.of(), Map.of()).read();
    var settings = read.settings();
    var usual = InboxOptions.defaults();
    var inbox =
        new InboxOptions(
            usual.deadline(),
            usual.maxWaiting(),
            Integer.parseInt(args[1]),
            usual.rejectionsPerSecond(),
            usual.rejectionsKept());
    var engine =
        Engine.start(
            Store.open(settings.store().options(settings.dataDirectory())),
            new EngineOptions(
                MasterKey.load(null, settings.dataDirectory()),
                read.accounts(),
                inbox,
                HealingOptions.defaults(),
                DeliveryOptions.of(List.of()),
                RetentionOptions.defaults(),
                null,
                new NotifyUrls(null, true),
                settings.dataDirectory()),
            new NoWechatPay(),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    var notify =
        NotifyServer.open(
            new NotifyOptions(
                settings.notifyListener().host(),
                settings.notifyListener().port(),
                TrustedProxies.of(List.of()),
                MaxBody.DEFAULT),
            engine.inbox(),
            engine::ready);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  notify.close();
                  engine.close();
                }));
    new CountDownLatch(1).await();
  }
}
