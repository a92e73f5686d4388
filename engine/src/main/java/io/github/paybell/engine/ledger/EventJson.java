package io.github.paybell.engine.ledger;

import java.io.StringWriter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the {@code data} of an event: the order as it stands after the step, and what the step was
 * about.
 */
final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EventJson() {}

  /** The problem an event tells of. */
  record Problem(UUID id, ProblemKind kind, @Nullable String cause, @Nullable String resolution) {}

  static String of(Order order, Evidence.@Nullable RefundFacts refund, @Nullable Problem problem) {
    var text = new StringWriter(400);
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("account", order.key().account());
      json.writeStringProperty("out_trade_no", order.key().outTradeNo());
      text(json, "transaction_id", order.transactionId());
      json.writeStringProperty("trade_state", order.tradeState().name());
      var total = order.total();
      if (total != null) {
        json.writeObjectPropertyStart("amount");
        json.writeNumberProperty("total", total);
        text(json, "currency", order.currency());
        json.writeEndObject();
      }
      var payerTotal = order.payerTotal();
      if (payerTotal != null) {
        json.writeNumberProperty("payer_total", payerTotal);
      }
      text(json, "success_time", order.successTime());
      text(json, "reference", order.reference());
      json.writeBooleanProperty("late", order.late());
      json.writeBooleanProperty("duplicate", order.duplicate());
      text(json, "attach", order.attach());
      if (refund != null) {
        json.writeObjectPropertyStart("refund");
        json.writeStringProperty("out_refund_no", refund.outRefundNo());
        text(json, "refund_id", refund.refundId());
        json.writeStringProperty("refund_status", refund.status().name());
        json.writeNumberProperty("amount", refund.amount());
        var payerRefund = refund.payerRefund();
        if (payerRefund != null) {
          json.writeNumberProperty("payer_refund", payerRefund);
        }
        json.writeEndObject();
      }
      problem(json, problem);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** About an account as a whole. */
  static String of(String account, Problem problem) {
    var text = new StringWriter(200);
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("account", account);
      problem(json, problem);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** About an account, with one member that is JSON already. */
  static String of(String account, String member, String object) {
    var text = new StringWriter(200 + object.length());
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("account", account);
      json.writeName(member);
      json.writeRawValue(object);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void problem(JsonGenerator json, @Nullable Problem problem) {
    if (problem != null) {
      json.writeObjectPropertyStart("problem");
      json.writeStringProperty("id", problem.id().toString());
      json.writeStringProperty("kind", problem.kind().wireName());
      text(json, "cause", problem.cause());
      text(json, "resolution", problem.resolution());
      json.writeEndObject();
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
