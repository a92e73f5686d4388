package io.github.paybell.server;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.EngineOptions;
import io.github.paybell.engine.account.InvalidAccountsException;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.server.admin.AdminException;
import io.github.paybell.server.admin.AdminOptions;
import io.github.paybell.server.admin.AdminServer;
import io.github.paybell.server.admin.BearerToken;
import io.github.paybell.server.notify.NotifyException;
import io.github.paybell.server.notify.NotifyOptions;
import io.github.paybell.server.notify.NotifyServer;
import io.github.paybell.server.notify.TrustedProxies;
import io.github.paybell.server.settings.PaybellSettings;
import io.github.paybell.server.settings.SettingsSource;
import io.github.paybell.settings.SettingsException;
import io.github.paybell.settings.Subscribers;
import io.github.paybell.wechat.WechatClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Engine, notify listener and admin API of one process. Thread-safe once started. */
public final class PaybellServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PaybellServer.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final PaybellSettings settings;
  private final Engine engine;
  private final AdminServer admin;
  private final NotifyServer notify;

  /**
   * Starts everything; when this returns, the notify listener takes notifications.
   *
   * @throws StartException saying in one sentence why it cannot; nothing is left open then
   */
  public static PaybellServer start(SettingsSource source) {
    return start(source, List.of());
  }

  /** As {@link #start(SettingsSource)}, with further configuration classes for the admin API. */
  static PaybellServer start(SettingsSource source, List<Class<?>> additions) {
    try {
      return new PaybellServer(source, additions);
    } catch (SettingsException | NotifyException | AdminException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private PaybellServer(SettingsSource source, List<Class<?>> additions) {
    var read = source.read();
    this.settings = read.settings();
    boolean started = false;
    try {
      var directory = opened(DataDirectory.take(settings.dataDirectory()));
      var token = token(directory);
      var proxies = proxies();
      var notifyOptions =
          new NotifyOptions(
              settings.notifyListener().host(),
              settings.notifyListener().port(),
              proxies,
              settings.notifyListener().bound());
      var subscribers =
          opened(Subscribers.open(settings.subscribers(), settings.delivery(), Clock.systemUTC()));
      var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      var starting = new CompletableFuture<Engine>();
      var urls = new NotifyUrls(settings.notifyListener().baseUrl(), settings.wechat().isWechat());
      // Opened before the engine, which calls it to its end.
      var wechat = opened(new WechatClient(settings.wechat().uri(), Clock.systemUTC()));
      Supplier<Optional<String>> whyNotReady =
          () ->
              starting.isDone()
                  ? starting.join().whyNotReady()
                  : Optional.of("the engine is starting");
      // The engine starts while the admin API does: each keeps one core busy for about a second.
      Runnable startEngine =
          () ->
              new Thread(
                      () ->
                          start(
                              starting,
                              read,
                              directory,
                              notifyOptions,
                              urls,
                              subscribers,
                              wechat,
                              meters),
                      "paybell-engine-start")
                  .start();
      this.admin =
          opened(
              admin(
                  read,
                  token,
                  urls,
                  subscribers,
                  startEngine,
                  starting,
                  whyNotReady,
                  meters,
                  additions));
      this.engine = engine(starting);
      closeBefore(admin, engine);
      var report = new ServerReport(settings, read.warnings(), directory, urls, subscribers);
      report.check(engine.accounts().views());
      this.notify = opened(NotifyServer.open(notifyOptions, engine.inbox(), engine::ready));
      source
          .file()
          .ifPresent(
              file -> opened(AccountsWatch.start(source, file, engine.accounts()::configure)));
      // Last: what is asked for may be answered by a notification, which the notify listener takes
      // by now.
      if (settings.healing().enabled()) {
        engine.startHealing();
      }
      engine.startDelivery();
      started = true;
      opened(ProcessMeters.bind(meters));
      report.log(notify.port(), admin.port(), engine);
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private AdminServer admin(
      SettingsSource.Read read,
      BearerToken token,
      NotifyUrls urls,
      Subscribers subscribers,
      Runnable startEngine,
      CompletableFuture<Engine> starting,
      Supplier<Optional<String>> whyNotReady,
      PrometheusMeterRegistry meters,
      List<Class<?>> additions) {
    try {
      return AdminServer.open(
          new AdminOptions(
              settings.admin().host(),
              settings.admin().port(),
              token,
              urls,
              subscribers.all(),
              "json".equalsIgnoreCase(System.getenv("PAYBELL_LOG"))),
          read.sources(),
          startEngine,
          starting::join,
          whyNotReady,
          meters,
          additions);
    } catch (RuntimeException e) {
      // Started or on its way, the engine has no other owner now.
      starting.thenAccept(Engine::close);
      throw e;
    }
  }

  private static void start(
      CompletableFuture<Engine> starting,
      SettingsSource.Read read,
      DataDirectory directory,
      NotifyOptions notifyOptions,
      NotifyUrls urls,
      Subscribers subscribers,
      WechatPay wechat,
      PrometheusMeterRegistry meters) {
    try {
      var settings = read.settings();
      var masterKey = settings.masterKey();
      var options =
          new EngineOptions(
              MasterKey.load(masterKey == null ? null : masterKey.written(), directory.path()),
              read.accounts(),
              InboxOptions.defaults(),
              settings.healing().options(),
              subscribers.options(null),
              settings.retention().options(),
              null,
              urls,
              directory.path());
      starting.complete(
          Engine.start(
              new StoreStart(settings, directory, notifyOptions).open(),
              options,
              wechat,
              meters,
              Clock.systemUTC()));
    } catch (Throwable e) {
      starting.completeExceptionally(e);
    }
  }

  private Engine engine(CompletableFuture<Engine> starting) {
    try {
      return opened(starting.join());
    } catch (CompletionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof SettingsException settingsException) {
        throw settingsException;
      }
      throw new StartException(
          cause instanceof InvalidAccountsException
              ? String.valueOf(cause.getMessage())
              : "the engine cannot start: " + sentence(cause),
          cause);
    }
  }

  private static String sentence(Throwable cause) {
    var message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private BearerToken token(DataDirectory directory) {
    var configured = settings.admin().token();
    if (configured == null) {
      return directory.token();
    }
    try {
      return BearerToken.of(configured.value("paybell.admin.token"));
    } catch (IllegalArgumentException e) {
      throw new StartException("paybell.admin.token: " + e.getMessage());
    }
  }

  private TrustedProxies proxies() {
    try {
      return TrustedProxies.of(settings.notifyListener().trustedProxies());
    } catch (IllegalArgumentException e) {
      throw new StartException("paybell." + e.getMessage());
    }
  }

  // The admin API came first, but its calls need the engine to the end.
  private void closeBefore(AutoCloseable first, AutoCloseable then) {
    opened.remove(first);
    opened.remove(then);
    opened.push(then);
    opened.push(first);
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }

  /** The engine behind notify listener and admin API. */
  public Engine engine() {
    return engine;
  }

  /** The port that the notify listener stands on. */
  public int notifyPort() {
    return notify.port();
  }

  /** The port that the admin API stands on. */
  public int adminPort() {
    return admin.port();
  }

  /** The settings it was started with. */
  public PaybellSettings settings() {
    return settings;
  }

  /**
   * Stops in order: the notify listener takes nothing new and gives the answers that are due, the
   * admin API closes, the engine ends what it admitted. Again: does nothing.
   */
  @Override
  public void close() {
    synchronized (opened) {
      @Nullable AutoCloseable part;
      while ((part = opened.poll()) != null) {
        try {
          part.close();
        } catch (Exception e) {
          log.warn("could not close {}", part.getClass().getSimpleName(), e);
        }
      }
    }
  }
}
