package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.Orders;
import io.github.paybell.engine.ledger.PlacedAs;
import io.github.paybell.engine.ledger.TradeState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Registers an order and places it at WeChat Pay. The registration is committed before WeChat Pay
 * hears of the order, so the fastest notification finds it. After a crash at any point the same
 * request again is the same order. Thread-safe; blocks as long as the call does.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012525171">JSAPI order</a>
 */
public final class Placing {
  /** WeChat Pay lifts an earlier end to this; the ledger would close what can still be paid. */
  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);

  private final WechatPay wechat;
  private final OrderQueries queries;
  private final Closing closing;
  private final Orders orders;
  private final NotifyUrls urls;
  private final Clock clock;

  /**
   * @param urls where WeChat Pay reports payments to
   */
  public Placing(
      WechatPay wechat,
      OrderQueries queries,
      Closing closing,
      Orders orders,
      NotifyUrls urls,
      Clock clock) {
    this.wechat = wechat;
    this.queries = queries;
    this.closing = closing;
    this.orders = orders;
    this.urls = urls;
    this.clock = clock;
  }

  /** By which interfaces an account can place orders, the one that is taken by default first. */
  public static List<Api> apis(Account account) {
    return PlacementDraft.apis(account);
  }

  /**
   * Places an order.
   *
   * @throws io.github.paybell.engine.store.StoreUnavailableException if the store cannot be asked;
   *     placing again is safe
   */
  public PlaceOutcome place(Account account, PlaceRequest request) {
    var draft = PlacementDraft.of(account, request, urls);
    if (draft instanceof PlacementDraft.Refused refused) {
      return refused.outcome();
    }
    var placement = ((PlacementDraft.Complete) draft).placement();
    if (endsTooSoon(account, request.order())) {
      return new PlaceOutcome.Invalid(
          "expires_at must be at least " + SHORTEST_LIFE.toMinutes() + " minute ahead");
    }
    return orders
        .register(account.name(), placed(request.order(), placement))
        .match(
            created -> place(account, placement, created.order(), true),
            same -> place(account, placement, same.order(), false),
            differs -> new PlaceOutcome.Differs(differs.existing(), differs.field()));
  }

  /** Of an order that is known its end was far enough away, once. */
  private boolean endsTooSoon(Account account, NewOrder order) {
    var expiresAt = order.expiresAt();
    return expiresAt != null
        && expiresAt.isBefore(clock.instant().plus(SHORTEST_LIFE))
        && orders.find(account.name(), order.outTradeNo()).isEmpty();
  }

  private static NewOrder placed(NewOrder order, Placement placement) {
    return new NewOrder(
        order.outTradeNo(),
        order.total(),
        order.currency(),
        order.reference(),
        order.expiresAt(),
        order.description(),
        order.attach(),
        order.appid(),
        order.subMchid(),
        order.policies(),
        new PlacedAs(placement.tradeType().name(), PlacementDigest.of(placement)));
  }

  private PlaceOutcome place(
      Account account, Placement placement, OrderView order, boolean registered) {
    // An order that was closed before WeChat Pay knew it could be paid if it were placed now.
    var over = over(order, null);
    return over != null
        ? over
        : Called.say("place", account, order.outTradeNo(), null, wechat.place(account, placement))
            .match(
                given -> ready(account, order, given.value(), registered),
                refused -> refused(account, order, refused),
                unknown -> unknown(order, unknown),
                unable -> {
                  var unused = withoutEffect(order);
                  return new PlaceOutcome.Unable(unable.reason());
                });
  }

  private PlaceOutcome ready(Account account, OrderView order, Placed placed, boolean registered) {
    var after = again(order);
    if (state(after).ended()) {
      // Closed while it was being placed: it must not be paid.
      closing.close(account, order.outTradeNo(), order.subMchid());
      var over = over(again(order), null);
      return over == null ? new PlaceOutcome.Ready(again(order), placed, registered) : over;
    }
    return new PlaceOutcome.Ready(after, placed, registered);
  }

  private PlaceOutcome refused(Account account, OrderView order, Answer.Refused<Placed> refused) {
    boolean ask = refused.refusedWith("ORDERPAID") || refused.refusedWith("ORDERCLOSED");
    boolean undecided = !ask && !saysNumberIsKnown(refused) && withoutEffect(order);
    if (!ask && !undecided) {
      return new PlaceOutcome.Refused(refused.code(), refused.message(), false);
    }
    var asked = queries.order(account, order.outTradeNo(), order.subMchid());
    var over = over(again(order), refused);
    return over != null
        ? over
        : new PlaceOutcome.Refused(
            refused.code(), refused.message(), undecided && asked instanceof QueryOutcome.NotThere);
  }

  /**
   * WeChat Pay has the number, or may have it: v2 refuses with {@code INVALID_REQUEST} both what it
   * does not understand and a number that it knows with other data.
   */
  private static boolean saysNumberIsKnown(Answer.Refused<Placed> refused) {
    return refused.refusedWith("OUT_TRADE_NO_USED") || refused.refusedWith("INVALID_REQUEST");
  }

  private PlaceOutcome unknown(OrderView order, Answer.Unknown<Placed> unknown) {
    if (unknown.doubt() == Answer.Doubt.LIMITED) {
      var unused = withoutEffect(order);
    }
    return new PlaceOutcome.Unknown(unknown.doubt(), unknown.detail(), unknown.said());
  }

  private boolean withoutEffect(OrderView order) {
    return orders.placeRefused(order.account(), order.outTradeNo());
  }

  private static PlaceOutcome.@Nullable Over over(
      OrderView order, Answer.@Nullable Refused<Placed> said) {
    var state = state(order);
    if (!state.paid() && !state.ended()) {
      return null;
    }
    return said != null
        ? new PlaceOutcome.Over(order, said.code(), said.message())
        : state.paid()
            ? new PlaceOutcome.Over(order, "ORDERPAID", "the order is paid")
            : new PlaceOutcome.Over(order, "ORDERCLOSED", "the order is closed");
  }

  private OrderView again(OrderView order) {
    return Objects.requireNonNull(
        orders.find(order.account(), order.outTradeNo()).orElse(null), "orders are never deleted");
  }

  private static TradeState state(OrderView order) {
    return TradeState.valueOf(order.tradeState());
  }
}
