package io.github.paybell.server.admin;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.AttachWarning;
import io.github.paybell.engine.calls.CloseOutcome;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.OrderView;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders: what payments are expected, and what became of them. */
@RestController
@RequestMapping(
    path = "/api/v1/accounts/{account}/orders",
    produces = MediaType.APPLICATION_JSON_VALUE)
final class OrderController {
  private static final String REPEAT =
      "The order stays registered; repeat the same call, it is the same order.";

  private static final int REJECTIONS = 16;

  private final WechatCalls calls;
  private final AttachWarning attachWarning = new AttachWarning();

  OrderController(WechatCalls calls) {
    this.calls = calls;
  }

  @PostMapping
  ResponseEntity<PlacedResponse> place(
      @PathVariable("account") String name, @RequestBody PlaceOrderRequest request) {
    var account = calls.account(name);
    var wanted = request.request();
    calls.requireTaken(account, wanted.order().outTradeNo());
    return calls
        .call(() -> calls.engine().placing().place(account, wanted))
        .match(
            ready ->
                ResponseEntity.status(ready.registered() ? HttpStatus.CREATED : HttpStatus.OK)
                    .body(PlacedResponse.of(ready)),
            differs -> {
              throw differs(differs.existing().outTradeNo(), differs.field());
            },
            over -> {
              throw AdminError.over(over.order().tradeState(), over.code(), over.message());
            },
            refused -> {
              throw AdminError.notPlaced(refused.code(), refused.message(), refused.notPlaced());
            },
            unknown -> {
              throw AdminError.unknownOutcome(
                  unknown.doubt(), unknown.detail(), unknown.said(), REPEAT);
            },
            unable -> {
              throw AdminError.unable(unable.reason());
            },
            invalid -> {
              throw AdminError.invalid(invalid.reason() + ".");
            });
  }

  @PutMapping("/{out_trade_no}")
  ResponseEntity<OrderResponse> register(
      @PathVariable("account") String name,
      @PathVariable("out_trade_no") String outTradeNo,
      @RequestBody OrderRequest request) {
    var account = calls.account(name);
    var order = request.order(outTradeNo);
    calls.requireTaken(account, outTradeNo);
    attachWarning.look(account, order.attach());
    return calls
        .engine()
        .orders()
        .register(account.name(), order)
        .match(
            created ->
                ResponseEntity.status(HttpStatus.CREATED)
                    .body(registered(account, created.order())),
            same -> ResponseEntity.ok(registered(account, same.order())),
            differs -> {
              throw differs(outTradeNo, differs.field());
            });
  }

  private static OrderResponse registered(Account account, OrderView order) {
    var warning = WechatPay.warning(account, order.outTradeNo());
    return warning.map(OrderResponse.of(order)::warned).orElseGet(() -> OrderResponse.of(order));
  }

  private static AdminError differs(String outTradeNo, String field) {
    return AdminError.conflict(
            "order-differs",
            "The order is registered with other data",
            "Order "
                + outTradeNo
                + " was registered before with another "
                + field
                + "; nothing was changed.")
        .with("field", field);
  }

  @GetMapping("/{out_trade_no}")
  OrderResponse find(
      @PathVariable("account") String name,
      @PathVariable("out_trade_no") String outTradeNo,
      @RequestParam(name = "refresh", defaultValue = "false") boolean refresh) {
    var account = calls.account(name);
    var order = order(account, outTradeNo);
    if (!refresh) {
      return shown(order);
    }
    var refreshed =
        calls.refresh(
            () -> new WechatCalls.Refreshed(calls.engine().refreshing().order(account, order)));
    return shown(order(account, outTradeNo)).refreshed(refreshed.error());
  }

  private OrderResponse shown(OrderView order) {
    var rejections = calls.engine().rejections();
    return OrderResponse.of(
        order,
        rejections.list(order.account(), order.outTradeNo(), null, null, REJECTIONS).items());
  }

  /** Who paid, in full, for a reason that is kept. */
  @PostMapping("/{out_trade_no}/payer")
  PayerResponse payer(
      @PathVariable("account") String name,
      @PathVariable("out_trade_no") String outTradeNo,
      @RequestBody RevealRequest request) {
    return calls
        .engine()
        .payers()
        .reveal(calls.account(name).name(), outTradeNo, request.checkedReason(), Caller.ADMIN)
        .match(
            revealed -> PayerResponse.of(revealed.payer()),
            () -> {
              throw AdminError.gone(
                  "payer-not-kept",
                  "The payer is not known",
                  "No message told of a payer of order "
                      + outTradeNo
                      + ", or it is no longer kept.");
            },
            () -> {
              throw AdminError.unknown("order", outTradeNo);
            });
  }

  @PostMapping("/{out_trade_no}/close")
  OrderResponse close(
      @PathVariable("account") String name, @PathVariable("out_trade_no") String outTradeNo) {
    var account = calls.account(name);
    var order = order(account, outTradeNo);
    return CloseOutcome.ifOver(order)
        .orElseGet(() -> calls.call(() -> calls.engine().closing().close(account, order)))
        .match(
            closed -> OrderResponse.of(closed.order()),
            paid -> {
              throw AdminError.paid(paid.order().tradeState());
            },
            open -> {
              throw notClosed(
                  "WeChat Pay did not close it and says that it is unpaid; close it again.");
            },
            disputed -> {
              throw notClosed(
                  "WeChat Pay says something about the order that contradicts what is expected; see"
                      + " its problems.");
            },
            refused -> {
              throw AdminError.refused(refused.code(), refused.message());
            },
            unknown -> {
              throw AdminError.unknownOutcome(
                  unknown.doubt(),
                  unknown.detail(),
                  unknown.said(),
                  "The order stays open here; close it again.");
            },
            unable -> {
              throw AdminError.unable(unable.reason());
            });
  }

  private static AdminError notClosed(String detail) {
    return AdminError.conflict("order-open", "The order is not closed", detail);
  }

  private OrderView order(Account account, String outTradeNo) {
    return calls
        .engine()
        .orders()
        .find(account.name(), outTradeNo)
        .orElseThrow(() -> AdminError.unknown("order", outTradeNo));
  }
}
