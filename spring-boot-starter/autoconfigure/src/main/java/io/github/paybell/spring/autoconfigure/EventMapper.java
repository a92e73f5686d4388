package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.spring.OtherNotification;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import io.github.paybell.spring.ProblemEvent;
import io.github.paybell.spring.ReconciliationEvent;
import io.github.paybell.spring.RefundEvent;
import io.github.paybell.spring.RefundStatus;
import io.github.paybell.spring.TradeState;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which method of a listener an event of the ledger is, and with what. */
final class EventMapper {
  private EventMapper() {}

  /** Reads the event once; what is returned may be given any number of listeners. */
  static Consumer<PaymentListener> call(Event event) {
    return event.type() instanceof EventType type ? call(event, type) : other(event);
  }

  private static Consumer<PaymentListener> call(Event event, EventType type) {
    return switch (type) {
      case PAYMENT_SUCCEEDED -> payment(event, PaymentListener::paymentSucceeded);
      case PAYMENT_LATE -> payment(event, PaymentListener::paymentLate);
      case PAYMENT_DUPLICATE -> payment(event, PaymentListener::paymentDuplicate);
      case PAYMENT_DISPUTED -> payment(event, PaymentListener::paymentDisputed);
      case ORDER_CLOSED -> payment(event, PaymentListener::orderClosed);
      case REFUND_SUCCEEDED -> refund(event, PaymentListener::refundSucceeded);
      case REFUND_ABNORMAL -> refund(event, PaymentListener::refundAbnormal);
      case REFUND_CLOSED -> refund(event, PaymentListener::refundClosed);
      case PROBLEM_OPENED -> problem(event, PaymentListener::problemOpened);
      case PROBLEM_RESOLVED -> problem(event, PaymentListener::problemResolved);
      case RECONCILIATION_DIFFERENCE -> {
        var told =
            new ReconciliationEvent(
                event.id(),
                event.time(),
                event.account(),
                RawMember.of(event.data(), "reconciliation"));
        yield listener -> listener.reconciliationDiffers(told);
      }
    };
  }

  private static Consumer<PaymentListener> other(Event event) {
    var data = EventData.of(event.data());
    var text = data.text("resource");
    var told =
        new OtherNotification(
            event.id(),
            event.account(),
            data.must("event_type"),
            data.text("original_type"),
            data.text("summary"),
            text != null
                ? text
                : data.flag("truncated") ? "" : RawMember.of(event.data(), "resource"));
    return listener -> listener.otherNotification(told);
  }

  private interface Method<E> {
    void call(PaymentListener listener, E event);
  }

  private static Consumer<PaymentListener> payment(Event event, Method<PaymentEvent> method) {
    var told = payment(event, EventData.of(event.data()));
    return listener -> method.call(listener, told);
  }

  private static Consumer<PaymentListener> refund(Event event, Method<RefundEvent> method) {
    var data = EventData.of(event.data());
    var told = new RefundEvent(payment(event, data), refund(data));
    return listener -> method.call(listener, told);
  }

  private static Consumer<PaymentListener> problem(Event event, Method<ProblemEvent> method) {
    var data = EventData.of(event.data());
    var subject = event.subject();
    var total = data.number("problem.orders_total");
    var severity = data.text("problem.severity");
    var told =
        new ProblemEvent(
            event.id(),
            event.time(),
            event.account(),
            subject,
            UUID.fromString(data.must("problem.id")),
            data.must("problem.kind"),
            severity == null ? null : PublicViews.severity(severity),
            data.text("problem.cause"),
            data.text("problem.member"),
            subject == null ? data.texts("problem.orders") : List.of(subject),
            total != null ? total.intValue() : subject == null ? 0 : 1,
            data.text("problem.resolution"));
    return listener -> method.call(listener, told);
  }

  private static PaymentEvent payment(Event event, EventData data) {
    var version = event.version();
    var total = data.number("amount.total");
    var currency = data.text("amount.currency");
    boolean truncated = data.flag("truncated");
    return new PaymentEvent(
        event.id(),
        event.type().wireName(),
        event.time(),
        version == null ? 0 : version,
        event.account(),
        data.must("out_trade_no"),
        data.text("transaction_id"),
        TradeState.valueOf(data.must("trade_state")),
        total == null ? 0 : total,
        currency == null ? "CNY" : currency,
        data.number("payer_total"),
        DetailsMapper.time(data.text("success_time")),
        data.text("reference"),
        data.flag("late"),
        data.flag("duplicate"),
        data.text("attach"),
        DetailsMapper.details(data, truncated),
        DetailsMapper.dispute(data, truncated));
  }

  private static RefundEvent.@Nullable Refund refund(EventData data) {
    if (data.object("refund") == null) {
      return null;
    }
    var amount = data.number("refund.amount");
    return new RefundEvent.Refund(
        data.must("refund.out_refund_no"),
        data.text("refund.refund_id"),
        RefundStatus.valueOf(data.must("refund.refund_status")),
        amount == null ? 0 : amount,
        data.number("refund.payer_refund"),
        data.number("refund.settlement_refund"));
  }
}
