package io.github.paybell.server;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.EngineOptions;
import io.github.paybell.engine.account.InvalidAccountsException;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.engine.store.Store;
import io.github.paybell.server.door.Door;
import io.github.paybell.server.door.DoorException;
import io.github.paybell.server.door.DoorOptions;
import io.github.paybell.server.door.TrustedProxies;
import io.github.paybell.server.office.BearerToken;
import io.github.paybell.server.office.Office;
import io.github.paybell.server.office.OfficeException;
import io.github.paybell.server.office.OfficeOptions;
import io.github.paybell.server.settings.PaybellSettings;
import io.github.paybell.server.settings.SettingsException;
import io.github.paybell.server.settings.SettingsSource;
import io.github.paybell.wechat.WechatClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Engine, door and office of one process. Thread-safe once started. */
public final class PaybellServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PaybellServer.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final PaybellSettings settings;
  private final Engine engine;
  private final Office office;
  private final Door door;

  /**
   * Starts everything; when this returns, the door takes notifications.
   *
   * @throws StartException saying in one sentence why it cannot; nothing is left open then
   */
  public static PaybellServer start(SettingsSource source) {
    return start(source, List.of());
  }

  /** As {@link #start(SettingsSource)}, with further configuration classes for the office. */
  static PaybellServer start(SettingsSource source, List<Class<?>> additions) {
    try {
      return new PaybellServer(source, additions);
    } catch (SettingsException | DoorException | OfficeException e) {
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
      var telling = opened(new Telling(settings, Clock.systemUTC()));
      var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      var starting = new CompletableFuture<Engine>();
      var urls = new NotifyUrls(settings.door().baseUrl(), settings.wechat().isWechat());
      // Opened before the engine, which calls it to its end.
      var wechat = opened(new WechatClient(settings.wechat().uri(), Clock.systemUTC()));
      var readiness = new Readiness(() -> starting.isDone() && starting.join().ready());
      // The engine starts while the office does: each keeps one core busy for about a second.
      Runnable startEngine =
          () ->
              new Thread(
                      () -> start(starting, read, directory, telling, wechat, meters),
                      "paybell-engine-start")
                  .start();
      this.office =
          opened(
              office(
                  read,
                  token,
                  urls,
                  telling,
                  wechat,
                  startEngine,
                  starting,
                  readiness,
                  meters,
                  additions));
      this.engine = engine(starting);
      closeBefore(office, engine);
      var report = new StartReport(settings, read.warnings(), directory, urls, telling);
      report.check(engine.accounts().views());
      this.door =
          opened(
              Door.open(
                  new DoorOptions(settings.door().host(), settings.door().port(), proxies),
                  engine.inbox(),
                  () -> office.ready() && readiness.getAsBoolean()));
      source
          .file()
          .ifPresent(
              file -> opened(AccountsWatch.start(source, file, engine.accounts()::configure)));
      // Last: what is asked for may be answered by a notification, which the door takes by now.
      engine.startHealing();
      engine.startDelivery();
      started = true;
      opened(ProcessMeters.bind(meters));
      report.log(door.port(), office.port(), engine);
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private Office office(
      SettingsSource.Read read,
      BearerToken token,
      NotifyUrls urls,
      Telling telling,
      WechatPay wechat,
      Runnable startEngine,
      CompletableFuture<Engine> starting,
      Readiness readiness,
      PrometheusMeterRegistry meters,
      List<Class<?>> additions) {
    try {
      return Office.open(
          new OfficeOptions(
              settings.office().host(),
              settings.office().port(),
              token,
              urls,
              telling.subscribers(),
              "json".equalsIgnoreCase(System.getenv("PAYBELL_LOG"))),
          read.sources(),
          startEngine,
          wechat,
          starting::join,
          readiness,
          meters,
          additions);
    } catch (RuntimeException e) {
      // Started or on its way, the engine is nobody's now.
      starting.thenAccept(Engine::close);
      throw e;
    }
  }

  private static void start(
      CompletableFuture<Engine> starting,
      SettingsSource.Read read,
      DataDirectory directory,
      Telling telling,
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
              telling.options(),
              null,
              directory.path());
      starting.complete(
          Engine.start(
              Store.open(settings.store().options(directory.path())),
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
    var configured = settings.office().token();
    if (configured == null) {
      return directory.token();
    }
    try {
      return BearerToken.of(configured.value("paybell.office.token"));
    } catch (IllegalArgumentException e) {
      throw new StartException("paybell.office.token: " + e.getMessage());
    }
  }

  private TrustedProxies proxies() {
    try {
      return TrustedProxies.of(settings.door().trustedProxies());
    } catch (IllegalArgumentException e) {
      throw new StartException("paybell." + e.getMessage());
    }
  }

  // The office came first, but its calls need the engine to the end.
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

  /** The engine behind door and office. */
  public Engine engine() {
    return engine;
  }

  /** The port that the door stands on. */
  public int doorPort() {
    return door.port();
  }

  /** The port that the office stands on. */
  public int officePort() {
    return office.port();
  }

  /** The settings it was started with. */
  public PaybellSettings settings() {
    return settings;
  }

  /**
   * Stops in order: the door takes nothing new and gives the answers that are due, the office
   * closes, the engine ends what it admitted. Again: does nothing.
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
