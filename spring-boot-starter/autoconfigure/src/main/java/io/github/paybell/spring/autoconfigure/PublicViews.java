package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.ledger.OrderView;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.ledger.RefundView;
import io.github.paybell.spring.OrderInfo;
import io.github.paybell.spring.PlacedOrder;
import io.github.paybell.spring.RefundInfo;
import io.github.paybell.spring.RefundStatus;
import io.github.paybell.spring.Severity;
import io.github.paybell.spring.TradeState;
import java.util.Locale;

/**
 * The engine's views as the shop sees them: the public types do not change when the engine does.
 */
final class PublicViews {
  private PublicViews() {}

  static PlacedOrder placed(Placed placed) {
    return new PlacedOrder(placed.prepayId(), placed.codeUrl(), placed.h5Url(), placed.payParams());
  }

  static OrderInfo order(OrderView order) {
    return new OrderInfo(
        order.account(),
        order.outTradeNo(),
        TradeState.valueOf(order.tradeState()),
        order.total(),
        order.currency(),
        order.reference(),
        order.expiresAt(),
        order.description(),
        order.attach(),
        order.appid(),
        order.subMchid(),
        order.transactionId(),
        order.payerTotal(),
        order.successTime(),
        order.late(),
        order.duplicate(),
        order.version(),
        order.problems().stream().map(PublicViews::problem).toList(),
        order.timeline().stream()
            .map(
                entry ->
                    new OrderInfo.Entry(entry.at(), entry.what(), entry.version(), entry.detail()))
            .toList(),
        order.refunds().stream().map(PublicViews::refund).toList());
  }

  private static OrderInfo.Problem problem(ProblemView problem) {
    return new OrderInfo.Problem(
        problem.kind(),
        severity(problem.severity()),
        problem.cause(),
        problem.openedAt(),
        problem.resolution());
  }

  static RefundInfo refund(RefundView refund) {
    return new RefundInfo(
        refund.outRefundNo(),
        refund.outTradeNo(),
        refund.transactionId(),
        refund.refundId(),
        RefundStatus.valueOf(refund.refundStatus()),
        refund.accepted(),
        refund.amount(),
        refund.payerRefund(),
        refund.settlementRefund(),
        refund.reason(),
        refund.refusedCode(),
        refund.refusedMessage(),
        refund.successTime());
  }

  /** By its name in events and the API. */
  static Severity severity(String wireName) {
    return Severity.valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
