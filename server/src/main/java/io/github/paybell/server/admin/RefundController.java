package io.github.paybell.server.admin;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.RefundOutcome;
import io.github.paybell.engine.ledger.RefundView;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Refunds: money that goes back, and how far it is. */
@RestController
@RequestMapping(path = "/api/v1/accounts/{account}", produces = MediaType.APPLICATION_JSON_VALUE)
final class RefundController {
  private static final String GOES_ON =
      "The refund is noted and goes on by itself under the same number; repeat the call, or ask"
          + " later how it stands.";

  private final WechatCalls calls;

  RefundController(WechatCalls calls) {
    this.calls = calls;
  }

  @PostMapping("/orders/{out_trade_no}/refunds")
  ResponseEntity<RefundResponse> refund(
      @PathVariable("account") String name,
      @PathVariable("out_trade_no") String outTradeNo,
      @RequestBody RefundOrderRequest request) {
    var account = calls.account(name);
    // Within the limit of calls: a refund that is noted is also sent.
    return calls.call(
        () ->
            refund(account, outTradeNo, request)
                .match(
                    onItsWay ->
                        ResponseEntity.status(
                                onItsWay.created() ? HttpStatus.CREATED : HttpStatus.OK)
                            .body(RefundResponse.of(onItsWay.refund())),
                    differs -> {
                      throw AdminError.conflict(
                              "refund-differs",
                              "The refund was asked for with other data",
                              "Refund "
                                  + differs.refund().outRefundNo()
                                  + " was asked for before with another "
                                  + differs.field()
                                  + "; nothing was changed.")
                          .with("field", differs.field());
                    },
                    impossible -> {
                      throw AdminError.conflict(
                          "refund-impossible",
                          "Refund exceeds the refundable amount",
                          impossible.reason() + ".");
                    },
                    unknownOrder -> {
                      throw AdminError.unknown("order", outTradeNo);
                    },
                    invalid -> {
                      throw AdminError.invalid(invalid.reason() + ".");
                    },
                    refused -> {
                      throw AdminError.refused(refused.code(), refused.message());
                    },
                    unknown -> {
                      throw AdminError.unknownOutcome(
                          unknown.doubt(), unknown.detail(), unknown.said(), GOES_ON);
                    },
                    unable -> {
                      throw AdminError.unable(
                          unable.reason()
                              + ". The refund is noted and goes on when that is mended");
                    }));
  }

  private RefundOutcome refund(Account account, String outTradeNo, RefundOrderRequest request) {
    if (request.outRefundNo() == null) {
      throw AdminError.invalid("out_refund_no must be a string.");
    }
    if (request.amount() == null) {
      throw AdminError.invalid("amount must be an object.");
    }
    return calls
        .engine()
        .refunding()
        .refund(
            account,
            outTradeNo,
            request.outRefundNo(),
            request.amount().refund(),
            request.reason(),
            Caller.ADMIN);
  }

  @GetMapping("/refunds/{out_refund_no}")
  RefundResponse find(
      @PathVariable("account") String name,
      @PathVariable("out_refund_no") String outRefundNo,
      @RequestParam(name = "refresh", defaultValue = "false") boolean refresh) {
    var account = calls.account(name);
    var refund = find(account, outRefundNo);
    if (!refresh) {
      return RefundResponse.of(refund);
    }
    var refreshed =
        calls.refresh(
            () -> new WechatCalls.Refreshed(calls.engine().refreshing().refund(account, refund)));
    return RefundResponse.of(find(account, outRefundNo)).refreshed(refreshed.error());
  }

  private RefundView find(Account account, String outRefundNo) {
    return calls
        .engine()
        .refunds()
        .find(account.name(), outRefundNo)
        .orElseThrow(() -> AdminError.unknown("refund", outRefundNo));
  }
}
