package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Engine;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.AttachWarning;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.PlaceRequest;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.RetiredAccount;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.TradeState;
import io.github.paybell.engine.log.LogLine;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.MerchantAccounts;
import io.github.paybell.spring.NotifyReply;
import io.github.paybell.spring.OrderDiffersException;
import io.github.paybell.spring.OrderInfo;
import io.github.paybell.spring.OutcomeUnknownException;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.Payer;
import io.github.paybell.spring.PlacedOrder;
import io.github.paybell.spring.RefundInfo;
import io.github.paybell.spring.WechatRefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Paybell} over an engine. Thread-safe. */
final class EnginePaybell implements Paybell {
  private static final Logger log = LoggerFactory.getLogger(EnginePaybell.class);

  /** Who asks, in the audit. */
  private static final String ACTOR = "shop";

  /** Of a hundred merchants' names a sentence has room for a few. */
  private static final int NAMES = 8;

  private final Engine engine;
  private final Expecting expecting;
  private final AttachWarning attachWarning;
  private final NotifyUrls urls;
  private final HandedOver handedOver;
  private final MerchantAccounts accounts;
  private final @Nullable String name;

  /**
   * @param name of the account it speaks for; null: the only one
   */
  EnginePaybell(
      Engine engine,
      Expecting expecting,
      NotifyUrls urls,
      HandedOver handedOver,
      MerchantAccounts accounts,
      @Nullable String name) {
    this(engine, expecting, urls, handedOver, accounts, new AttachWarning(), name);
  }

  private EnginePaybell(
      Engine engine,
      Expecting expecting,
      NotifyUrls urls,
      HandedOver handedOver,
      MerchantAccounts accounts,
      AttachWarning attachWarning,
      @Nullable String name) {
    this.engine = engine;
    this.expecting = expecting;
    this.urls = urls;
    this.handedOver = handedOver;
    this.accounts = accounts;
    this.attachWarning = attachWarning;
    this.name = name;
  }

  @Override
  public Paybell account(String other) {
    known(other);
    return new EnginePaybell(engine, expecting, urls, handedOver, accounts, attachWarning, other);
  }

  @Override
  public MerchantAccounts accounts() {
    return accounts;
  }

  private Account known(String other) {
    return engine
        .accounts()
        .find(other)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No account is named "
                        + other
                        + "; configured are "
                        + names()
                        + ". Set paybell.accounts."
                        + other
                        + ", or add it with paybell.accounts().put(…)"));
  }

  @Override
  public String notifyUrl(String other) {
    return urls.of(known(other).notifyToken())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Set paybell.base-url to the address under which WeChat Pay reaches the shop"));
  }

  @Override
  public NotifyReply receive(String other, Map<String, List<String>> headers, byte[] body) {
    ShopTransactions.requireOutside("Paybell.receive");
    return handedOver.receive(known(other), headers, body);
  }

  private Account account() {
    if (name == null) {
      var all = engine.accounts().all();
      if (all.isEmpty()) {
        throw new IllegalStateException(AccountsProblem.none().getMessage());
      }
      if (all.size() != 1) {
        throw new IllegalStateException(
            "There are several accounts, "
                + names()
                + ": say which with paybell.account(\"…\") before the call");
      }
      return all.iterator().next();
    }
    return engine
        .accounts()
        .find(name)
        .orElseThrow(() -> new IllegalStateException("Account " + name + " is not there any more"));
  }

  private String names() {
    var all = engine.accounts().all();
    if (all.isEmpty()) {
      return "none";
    }
    var first = all.stream().map(Account::name).limit(NAMES).collect(Collectors.joining(", "));
    return all.size() > NAMES ? first + " and " + (all.size() - NAMES) + " more" : first;
  }

  private void requireTaken(Account account, ExpectedOrder order) {
    RetiredAccount.refusal(account, order.outTradeNo(), engine.orders())
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
  }

  @Override
  public boolean expect(ExpectedOrder order) {
    requireUnsettled(order);
    var account = account();
    requireTaken(account, order);
    WechatPay.warning(account, order.outTradeNo()).ifPresent(log::warn);
    var expected = Expected.order(order);
    attachWarning.look(account, expected.attach());
    return expecting
        .expect(account.name(), expected)
        .match(
            created -> {
              log.info(
                  LogLine.of("registered")
                      .with("account", created.order().account())
                      .with("out_trade_no", order.outTradeNo())
                      .with("reference", created.order().reference())
                      .with("total", created.order().total())
                      .toString());
              return true;
            },
            same -> false,
            differs -> {
              throw new OrderDiffersException("Order " + order.outTradeNo(), differs.field());
            });
  }

  private static void requireUnsettled(ExpectedOrder order) {
    if (order.settled()) {
      throw new IllegalArgumentException(
          "Order "
              + order.outTradeNo()
              + " is settled: only an OrderBook says so, of a payment that was acted on");
    }
  }

  @Override
  public PlacedOrder place(ExpectedOrder order, Payer payer) {
    ShopTransactions.requireOutside("Paybell.place");
    requireUnsettled(order);
    var account = account();
    requireTaken(account, order);
    var request =
        new PlaceRequest(
            Expected.order(order),
            Placement.TradeType.valueOf(payer.tradeType().name()),
            null,
            payer.openid(),
            payer.clientIp());
    return engine
        .placing()
        .place(account, request)
        .match(
            ready -> PublicViews.placed(ready.placed()),
            differs -> {
              throw new OrderDiffersException("Order " + order.outTradeNo(), differs.field());
            },
            over -> {
              // API v2 and v3 spell it differently.
              throw new WechatRefusedException(
                  TradeState.valueOf(over.order().tradeState()).paid()
                      ? "ORDERPAID"
                      : "ORDERCLOSED",
                  over.message());
            },
            refused -> {
              throw new WechatRefusedException(
                  refused.code(),
                  refused.message()
                      + (refused.notPlaced()
                          ? ". WeChat Pay has no such order: repair the data and place it under the"
                              + " same out_trade_no"
                          : ""));
            },
            unknown -> {
              throw new OutcomeUnknownException(
                  unknown.detail() + ". The order stays expected; place it again, the same");
            },
            unable -> {
              throw new IllegalArgumentException(unable.reason());
            },
            invalid -> {
              throw new IllegalArgumentException(invalid.reason());
            });
  }

  @Override
  public Optional<OrderInfo> order(String outTradeNo) {
    return find(outTradeNo).map(PublicViews::order);
  }

  private Optional<OrderView> find(String outTradeNo) {
    return engine.orders().find(account().name(), outTradeNo);
  }

  @Override
  public Optional<OrderInfo> refresh(String outTradeNo) {
    ShopTransactions.requireOutside("Paybell.refresh");
    var known = find(outTradeNo);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    var error = engine.refreshing().order(account(), known.get());
    if (error != null) {
      log.debug("order {} was not refreshed: {}", outTradeNo, error);
    }
    return order(outTradeNo);
  }

  @Override
  public OrderInfo close(String outTradeNo) {
    ShopTransactions.requireOutside("Paybell.close");
    return engine
        .closing()
        .close(account(), must(outTradeNo))
        .match(
            closed -> PublicViews.order(closed.order()),
            paid -> PublicViews.order(paid.order()),
            open -> {
              throw new OutcomeUnknownException(
                  "WeChat Pay did not close order "
                      + outTradeNo
                      + " and says that it is unpaid. Close it again");
            },
            disputed -> {
              throw new OutcomeUnknownException(
                  "WeChat Pay says something about order "
                      + outTradeNo
                      + " that contradicts what is expected; see its problems");
            },
            refused -> {
              throw new WechatRefusedException(refused.code(), refused.message());
            },
            unknown -> {
              throw new OutcomeUnknownException(unknown.detail() + ". Close it again");
            },
            unable -> {
              throw new IllegalArgumentException(unable.reason());
            });
  }

  private OrderView must(String outTradeNo) {
    return find(outTradeNo)
        .orElseThrow(() -> new IllegalArgumentException("No order " + outTradeNo + " is known"));
  }

  @Override
  public RefundInfo refund(String outTradeNo, String outRefundNo, long amount, String reason) {
    ShopTransactions.requireOutside("Paybell.refund");
    return engine
        .refunding()
        .refund(account(), outTradeNo, outRefundNo, amount, reason, ACTOR)
        .match(
            onItsWay -> PublicViews.refund(onItsWay.refund()),
            differs -> {
              throw new OrderDiffersException("Refund " + outRefundNo, differs.field());
            },
            impossible -> {
              throw new IllegalArgumentException(impossible.reason());
            },
            unknownOrder -> {
              throw new IllegalArgumentException("No order " + outTradeNo + " is known");
            },
            invalid -> {
              throw new IllegalArgumentException(invalid.reason());
            },
            refused -> {
              throw new WechatRefusedException(refused.code(), refused.message());
            },
            unknown -> {
              throw new OutcomeUnknownException(
                  unknown.detail()
                      + ". The refund is noted and goes on by itself under the same number");
            },
            unable -> {
              throw new IllegalArgumentException(
                  unable.reason() + ". The refund is noted and goes on when that is mended");
            });
  }
}
