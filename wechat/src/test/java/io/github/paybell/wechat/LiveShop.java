package io.github.paybell.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.account.Secret;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.PlaceOutcome;
import io.github.paybell.engine.calls.PlaceRequest;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.Placing;
import io.github.paybell.engine.calls.QueryOutcome;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.healing.Healing;
import io.github.paybell.engine.healing.HealingOptions;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.RefundRequest;
import io.github.paybell.engine.ledger.RefundView;
import io.github.paybell.engine.ledger.Registration;
import io.github.paybell.engine.ledger.Resolution;
import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.Coupon;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shop as it runs: an engine on a store, calls by one API version, and the simulator. Nobody
 * notifies; what is learnt is learnt by asking. Between any two calls a test may step in, or let
 * the process die and begin again on the same store.
 */
final class LiveShop implements AutoCloseable {
  static final long TOTAL = 1000;

  /** Stands before and after each call. */
  interface Watch {
    Watch NONE = new Watch() {};

    /**
     * @param call query, close, refund or queryRefund
     */
    default void before(String call) {}

    default void after(String call) {}
  }

  /** The process is gone. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  final Simulator wechat;
  private final Placement.Api api;
  private final Policies policies;
  private final StoreOptions store;
  private final WechatPay calls;
  private final Ahead clock = new Ahead();
  private TestEngine engine;
  Watch watch = Watch.NONE;

  /** The calls that were made, by their names in {@link Watch}. */
  final List<String> made = Collections.synchronizedList(new ArrayList<>());

  /** An appid of the account that the merchant is not bound to: WeChat Pay refuses its orders. */
  static final String UNBOUND = "wxzzzzzzzzzzzzzzzz";

  /** Real time, and more of it where a test says so. */
  private static final class Ahead extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  LiveShop(Placement.Api api, Policies policies, StoreOptions store) {
    this(api, policies, store, silent(), null);
  }

  private static Simulator silent() {
    var wechat = Unhurried.start();
    wechat.strike(Fault.of(FaultKind.LOST));
    return wechat;
  }

  /**
   * @param proxy where the calls go instead of the simulator
   */
  LiveShop(
      Placement.Api api,
      Policies policies,
      StoreOptions store,
      Simulator wechat,
      @Nullable URI proxy) {
    this.api = api;
    this.policies = policies;
    this.store = store;
    this.wechat = wechat;
    var url = proxy == null ? URI.create(wechat.url()) : proxy;
    calls =
        api == Placement.Api.V2
            ? new V2Calls(url, Clock.systemUTC())
            : new V3Calls(url, Clock.systemUTC());
    engine = start();
  }

  private TestEngine start() {
    var defaults = HealingOptions.defaults();
    return TestEngine.on(
        store,
        List.of(settings(api)),
        new HealingOptions(
            defaults.ladder(),
            defaults.queriesPerSecond(),
            policies,
            defaults.billAt(),
            defaults.silence(),
            defaults.retention()),
        new Watched(),
        clock);
  }

  private static AccountSettings settings(Placement.Api api) {
    Merchant merchant = TestShop.MERCHANT;
    var publicKey =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(merchant.publicKey().publicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    return new AccountSettings(
        "shop",
        merchant.mchid(),
        List.of(merchant.appid(), UNBOUND),
        List.of(),
        "test-token-of-the-shop",
        api == Placement.Api.V2
            ? new AccountSettings.V2(Secret.of(V2Shop.KEY), null, null, null)
            : null,
        api == Placement.Api.V3
            ? new AccountSettings.V3(
                Secret.of(merchant.apiV3Key()),
                null,
                merchant.merchantSerial(),
                Secret.of(merchant.merchantPrivateKey()),
                Map.of(merchant.publicKey().serial(), publicKey))
            : null,
        null,
        null);
  }

  /** The process has died; another one goes on with the same store. */
  void beginAgain() {
    engine.close();
    engine = start();
  }

  /** Another process over the same store, at the same WeChat Pay. */
  LiveShop replica() {
    return new LiveShop(api, policies, store, wechat, null);
  }

  /** Time passes here; at WeChat Pay it does not. */
  void later(Duration more) {
    clock.ahead = clock.ahead.plus(more);
  }

  /** Does what healing has to do by now. */
  void heal() {
    engine.engine().healing().sweepAll(clock.instant());
  }

  /** Registers an order and places it, as a shop's call does. */
  PlaceOutcome order(String outTradeNo, String description, @Nullable String appid) {
    return order(outTradeNo, description, appid, Placement.TradeType.NATIVE, null);
  }

  PlaceOutcome order(
      String outTradeNo,
      String description,
      @Nullable String appid,
      Placement.TradeType tradeType,
      @Nullable String payerClientIp) {
    return new Placing(
            new Watched(),
            engine.engine().orderQueries(),
            engine.engine().closing(),
            engine.engine().orders(),
            new NotifyUrls("https://shop.example.com", true),
            clock)
        .place(
            account(),
            new PlaceRequest(
                expected(outTradeNo, description, appid), tradeType, null, null, payerClientIp));
  }

  /** Registers an order as a shop does that places it by itself. */
  Registration expect(String outTradeNo, String description, @Nullable String appid) {
    return engine.engine().orders().register("shop", expected(outTradeNo, description, appid));
  }

  private static NewOrder expected(String outTradeNo, String description, @Nullable String appid) {
    return new NewOrder(
        outTradeNo,
        TOTAL,
        "CNY",
        null,
        null,
        description,
        null,
        appid == null ? TestShop.MERCHANT.appid() : appid,
        null,
        Policies.UNSET,
        null);
  }

  Healing healing() {
    return engine.engine().healing();
  }

  /** Sends a refund because somebody asks for it. */
  QueryOutcome send(RefundView refund) {
    return engine.engine().refunding().request(account(), refund);
  }

  Account account() {
    return Objects.requireNonNull(engine.engine().accounts().byName("shop"));
  }

  /** Registers an order that may never be placed. */
  void register(String outTradeNo, @Nullable String reference) {
    engine
        .engine()
        .orders()
        .register(
            "shop",
            new NewOrder(
                outTradeNo,
                TOTAL,
                "CNY",
                reference,
                null,
                null,
                null,
                null,
                null,
                Policies.UNSET,
                null));
  }

  /** Registers an order and places it at WeChat Pay; either may have happened before. */
  void place(String outTradeNo, @Nullable String reference) {
    register(outTradeNo, reference);
    if (wechat.platform().orders().stream().anyMatch(it -> it.key().equals(key(outTradeNo)))) {
      return;
    }
    var answer =
        calls.place(
            account(),
            api == Placement.Api.V2
                ? V2Shop.order(outTradeNo, Placement.TradeType.NATIVE, TOTAL, null, null)
                : TestShop.placement(Placement.TradeType.NATIVE, outTradeNo, null));
    assertThat(answer).isInstanceOf(Answer.Given.class);
  }

  /** Pays as the user would who began in time, unless it is paid. */
  void pay(String outTradeNo) {
    pay(outTradeNo, List.of());
  }

  void pay(String outTradeNo, List<Coupon> coupons) {
    if (!atWechat(outTradeNo).tradeState().isPaid()) {
      wechat.pay(key(outTradeNo), new Paying(coupons, null, "OTHERS", true, List.of()));
    }
  }

  QueryOutcome close(String outTradeNo) {
    return engine.engine().closing().close(account(), outTradeNo, null);
  }

  QueryOutcome ask(String outTradeNo) {
    return engine.engine().orderQueries().order(account(), outTradeNo, null);
  }

  RefundRequest request(String outTradeNo, String outRefundNo, long fen) {
    return request(outTradeNo, outRefundNo, fen, "少发一份");
  }

  RefundRequest request(String outTradeNo, String outRefundNo, long fen, String reason) {
    return engine.engine().refunds().request("shop", outTradeNo, outRefundNo, fen, reason, "alice");
  }

  /** The same request, made by nobody here: one that was thought lost arrives. */
  void refundThere(RefundView refund) {
    var answer =
        calls.refund(
            account(),
            new RefundOrder(
                refund.outTradeNo(),
                Objects.requireNonNull(refund.transactionId()),
                refund.outRefundNo(),
                refund.amount(),
                TOTAL,
                "CNY",
                null,
                null));
    assertThat(answer).isInstanceOf(Answer.Given.class);
  }

  /** A refund that this shop's system knows nothing of. */
  void refundByHand(String outTradeNo, long fen) {
    var answer =
        calls.refund(
            account(),
            new RefundOrder(
                outTradeNo,
                atWechat(outTradeNo).paid().transactionId(),
                "BY-HAND",
                fen,
                TOTAL,
                "CNY",
                null,
                null));
    assertThat(answer).isInstanceOf(Answer.Given.class);
    wechat.advance(Duration.ofSeconds(5));
  }

  /** Moves each refund of an order on, as healing would. */
  void advance(String outTradeNo) {
    for (var refund : order(outTradeNo).refunds()) {
      if (!refund.status().over()) {
        engine.engine().refunding().advance(account(), refund);
      }
    }
  }

  /** Moves one refund on. */
  QueryOutcome advance(RefundView refund) {
    return engine.engine().refunding().advance(account(), refund);
  }

  RefundView refund(String outRefundNo) {
    return engine.engine().refunds().find("shop", outRefundNo).orElseThrow();
  }

  /** Refunds are done at WeChat Pay, and asked about until it is known here. */
  void settle(String outTradeNo) {
    advance(outTradeNo);
    wechat.advance(Duration.ofSeconds(5));
    advance(outTradeNo);
  }

  OrderView order(String outTradeNo) {
    return engine.engine().orders().find("shop", outTradeNo).orElseThrow();
  }

  List<String> events(String outTradeNo) {
    return order(outTradeNo).timeline().stream()
        .filter(entry -> entry.version() != null)
        .map(OrderView.Entry::what)
        .filter(what -> !what.equals("registered"))
        .toList();
  }

  List<String> openProblems(String outTradeNo) {
    return order(outTradeNo).problems().stream()
        .filter(problem -> problem.state().equals("open"))
        .map(ProblemView::kind)
        .sorted()
        .toList();
  }

  void resolve(String outTradeNo, String kind, String action) {
    var problem =
        order(outTradeNo).problems().stream()
            .filter(it -> it.state().equals("open") && it.kind().equals(kind))
            .findFirst()
            .orElseThrow();
    assertThat(engine.engine().problems().resolve(problem.id(), action, null, "alice"))
        .isInstanceOf(Resolution.Resolved.class);
  }

  PlatformOrder atWechat(String outTradeNo) {
    return wechat.platform().order(key(outTradeNo));
  }

  /** Fen of each refund that WeChat Pay has of an order. */
  List<Long> refundsAtWechat(String outTradeNo) {
    return atWechat(outTradeNo).refunds().stream()
        .map(PlatformRefund::terms)
        .map(terms -> terms.refund())
        .toList();
  }

  private static PlatformOrderKey key(String outTradeNo) {
    return new PlatformOrderKey(TestShop.MERCHANT.mchid(), outTradeNo);
  }

  @Override
  public void close() {
    engine.close();
    wechat.close();
  }

  /** The port, with a watch before and after each call. */
  private final class Watched implements WechatPay {
    private <T> Answer<T> call(String name, Supplier<Answer<T>> call) {
      made.add(name);
      watch.before(name);
      var answer = call.get();
      watch.after(name);
      return answer;
    }

    @Override
    public Answer<Placed> place(Account account, Placement placement) {
      return call("place", () -> calls.place(account, placement));
    }

    @Override
    public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
      return call("query", () -> calls.query(account, outTradeNo, subMchid));
    }

    @Override
    public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
      return call("close", () -> calls.close(account, outTradeNo, subMchid));
    }

    @Override
    public Answer<Evidence> refund(Account account, RefundOrder refund) {
      return call("refund", () -> calls.refund(account, refund));
    }

    @Override
    public Answer<Evidence> queryRefund(
        Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
      return call(
          "queryRefund", () -> calls.queryRefund(account, outTradeNo, outRefundNo, subMchid));
    }

    @Override
    public Answer<Done> bill(Account account, LocalDate day, Path target) {
      return call("bill", () -> calls.bill(account, day, target));
    }

    @Override
    public Answer<Map<String, String>> certificates(Account account) {
      return call("certificates", () -> calls.certificates(account));
    }
  }
}
