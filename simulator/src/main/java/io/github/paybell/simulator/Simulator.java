package io.github.paybell.simulator;

import io.github.paybell.simulator.bill.Bills;
import io.github.paybell.simulator.cashier.Cashier;
import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.control.ControlApi;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.StandingFault;
import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.http.Address;
import io.github.paybell.simulator.http.Handler;
import io.github.paybell.simulator.http.Journal;
import io.github.paybell.simulator.http.Listener;
import io.github.paybell.simulator.http.Live;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.http.Tls;
import io.github.paybell.simulator.messenger.BeforeAnswer;
import io.github.paybell.simulator.messenger.Messages;
import io.github.paybell.simulator.messenger.Messenger;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Frequency;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.OrderIntake;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.Refused;
import io.github.paybell.simulator.tls.LocalCa;
import io.github.paybell.simulator.v2.V2Gate;
import io.github.paybell.simulator.v3.V3Gate;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running simulator of WeChat Pay. Thread-safe.
 *
 * <pre>{@code
 * try (var wechat = Simulator.start(SimulatorOptions.forTests())) {
 *   shop.placeOrder("ORDER0001", wechat.url());
 *   wechat.pay("ORDER0001");   // as the user would
 *   wechat.settle();           // the notification has been sent and answered
 * }
 * }</pre>
 */
public final class Simulator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Simulator.class);
  private static final int WORKERS = 32;

  private final SimulatorOptions options;
  private final Merchants merchants = new Merchants();
  private final StandingFaults faults = new StandingFaults();
  private final Journal journal = new Journal();
  private final Live live = new Live();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final SimClock clock;
  private final Platform platform;
  private final Messenger messenger;
  private final AnswerFaults answerFaults;
  private final Routes shopSide;
  private final Routes ownSide;
  private final ExecutorService workers;
  private final Listener listener;
  private final @Nullable Listener tlsListener;

  private Simulator(SimulatorOptions options) {
    this.options = options;
    Dice dice = new Dice(options.seed());
    options.merchants().forEach(merchants::put);
    faults.set(options.faults());
    boolean started = false;
    try {
      this.clock = opened(new SimClock(options.real(), options.speed()));
      this.platform = new Platform(clock, dice, merchants, options.rules());
      this.workers = workers();
      Vertx vertx = vertx();
      this.messenger = opened(new Messenger(platform, faults, options.real(), vertx));
      this.answerFaults = new AnswerFaults(faults, dice);
      platform.listen(messenger);
      LocalCa ca = options.tlsPort() == null ? null : LocalCa.open(options.caDirectory());
      this.ownSide = ownSide();
      this.shopSide = shopSide();
      this.listener =
          opened(Listener.open(vertx, options.host(), options.port(), null, this::answer, live));
      this.tlsListener = ca == null ? null : opened(tls(vertx, ca));
      // Stops first: what is due must not meet a messenger that is closed.
      opened.remove(clock);
      opened.push(clock);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /**
   * Starts one.
   *
   * @throws io.github.paybell.simulator.http.ListenException if the port cannot be had
   */
  public static Simulator start(SimulatorOptions options) {
    return new Simulator(options);
  }

  private ExecutorService workers() {
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            WORKERS,
            task -> {
              Thread thread = new Thread(task, "simulator-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    opened.push(pool::shutdownNow);
    return pool;
  }

  private Vertx vertx() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setUseDaemonThread(true));
    opened.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    return vertx;
  }

  private Listener tls(Vertx vertx, LocalCa ca) {
    var server = ca.server(List.of(Address.reachable(options.host())));
    int port = options.tlsPort() == null ? 0 : options.tlsPort();
    return Listener.open(
        vertx,
        options.host(),
        port,
        new Tls(server.certificates(), server.privateKey(), ca.certificatePem()),
        this::answer,
        live);
  }

  /** What merchants and their pages call: WeChat's own paths. */
  private Routes shopSide() {
    OrderIntake placing = new BeforeAnswer(platform, messenger, faults);
    Frequency frequency = new Frequency(platform, options.real());
    Bills bills = new Bills(platform);
    V3Gate v3 = new V3Gate(platform, placing, frequency, bills, options.real(), this::url);
    Routes routes =
        new Routes(
            request -> isV3(request) ? v3.notFound(request) : ownSide.handle(request),
            request ->
                isV3(request)
                    ? v3.wrongMethod(request)
                    : Response.text(405, "method not allowed\n"));
    new V2Gate(platform, placing, frequency, bills, this::url).routes(routes);
    v3.routes(routes);
    return routes;
  }

  /** What people and programs call that know that this is a simulator. */
  private Routes ownSide() {
    Routes routes =
        new Routes(
            request -> Response.text(404, "nothing here; the simulator's page is at /\n"),
            request -> Response.text(405, "method not allowed\n"));
    new Cashier(platform, this::url).routes(routes);
    new ControlApi(platform, messenger, faults, journal, live, this::url, this::reset)
        .routes(routes);
    return routes;
  }

  private CompletionStage<Response> answer(Request request) {
    boolean own = isOwn(request.path());
    CompletionStage<Response> answer =
        own
            ? answered(ownSide, request)
            : answerFaults.apply(request, () -> answered(shopSide, request));
    return answer.thenApply(
        it -> {
          // Of our own pages only what a shop's developer has to know, such as a wrong paySign.
          if (!own || !it.note().isEmpty()) {
            journal.write(options.real().instant(), request, it);
          }
          return it;
        });
  }

  private CompletableFuture<Response> answered(Handler handler, Request request) {
    return CompletableFuture.supplyAsync(() -> handler.handle(request), workers);
  }

  private static boolean isV3(Request request) {
    return request.path().startsWith("/v3/");
  }

  private static boolean isOwn(String path) {
    return path.equals("/")
        || Stream.of("/sim/", "/cashier", "/assets/", "/qr", "/pay.js", "/favicon")
            .anyMatch(path::startsWith);
  }

  /** Address for merchants and browsers, without a slash at the end. */
  public String url() {
    String base = options.baseUrl();
    return base != null
        ? base
        : "http://" + Address.reachable(options.host()) + ":" + listener.port();
  }

  /** Address with https, or null without TLS. */
  public @Nullable String tlsUrl() {
    return tlsListener == null
        ? null
        : "https://" + Address.reachable(options.host()) + ":" + tlsListener.port();
  }

  /** As it was started. */
  public SimulatorOptions options() {
    return options;
  }

  /** The merchant that is always there. */
  public Merchant merchant() {
    return merchants.require(Merchants.DEFAULT);
  }

  /** The state. */
  public Platform platform() {
    return platform;
  }

  /** The messages. */
  public Messages messenger() {
    return messenger;
  }

  /** The standing faults. */
  public StandingFaults faults() {
    return faults;
  }

  /** What merchants asked. */
  public Journal journal() {
    return journal;
  }

  /** Lets these faults strike every time, instead of those that stand; none: all goes well. */
  public void strike(Fault... standing) {
    faults.set(Stream.of(standing).map(fault -> new StandingFault(fault, 1)).toList());
  }

  /**
   * Pays an order as the user would, from the balance and without coupons.
   *
   * @param outTradeNo of an order of whichever merchant
   * @return the order, paid
   * @throws Refused ORDER_NOT_FOUND, ORDER_PAID, ORDER_CLOSED
   */
  public PlatformOrder pay(String outTradeNo) {
    return pay(
        platform.orders().stream()
            .map(PlatformOrder::key)
            .filter(key -> key.outTradeNo().equals(outTradeNo))
            .findFirst()
            .orElse(new PlatformOrderKey(Merchants.DEFAULT_MCHID, outTradeNo)),
        Paying.PLAIN);
  }

  /**
   * Pays an order as the user would.
   *
   * @return the order, paid
   * @throws Refused ORDER_NOT_FOUND, ORDER_PAID, ORDER_CLOSED, COUPONS_TOO_MUCH
   */
  public PlatformOrder pay(PlatformOrderKey key, Paying how) {
    return platform.pay(key, how).stream()
        .filter(order -> order.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  /** Moves simulated time; what becomes due happens on the way, and is over when this returns. */
  public void advance(Duration by) {
    clock.advance(by);
  }

  /** Waits until nothing is due and nothing is under way. */
  public void settle() {
    clock.settle();
  }

  /** Forgets orders, messages, requests and faults; merchants and rules stay. */
  public void reset() {
    faults.set(options.faults());
    clock.clear();
    clock.settle();
    platform.clear();
    messenger.clear();
    journal.clear();
    answerFaults.clear();
  }

  @Override
  public void close() {
    synchronized (opened) {
      for (AutoCloseable part = opened.poll(); part != null; part = opened.poll()) {
        try {
          part.close();
        } catch (Exception e) {
          log.warn("could not close {}", part.getClass().getSimpleName(), e);
        }
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }
}
