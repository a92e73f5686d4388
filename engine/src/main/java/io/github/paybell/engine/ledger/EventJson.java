package io.github.paybell.engine.ledger;

import static io.github.paybell.engine.ledger.PaymentJson.number;
import static io.github.paybell.engine.ledger.PaymentJson.text;

import io.github.paybell.engine.ledger.PaymentJson.Extent;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the {@code data} of an event: the order as it stands after the step, and what the step was
 * about (TOLD_WHOLE).
 */
final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();

  // Of 512 KiB; the rest is the envelope's.
  private static final int MOST_BYTES = 511 * 1024;
  private static final int MOST_BYTES_OF_A_CHARACTER = 3;

  private EventJson() {}

  /**
   * The problem an event tells of.
   *
   * @param orders of one that notifications share; null: it is about the event's order, or none
   */
  record Problem(
      UUID id,
      ProblemKind kind,
      Severity severity,
      @Nullable String cause,
      @Nullable String member,
      @Nullable String resolution,
      @Nullable ProblemOrders orders) {}

  /** About a problem of an order. */
  static String of(Order order, Problem problem) {
    return fitting(
        (json, extent) -> {
          order(json, order, order.attach());
          problem(json, problem);
        });
  }

  /**
   * About a step.
   *
   * @param evidence what made it; of a payment it is told whole
   * @param refund null: it is not about a refund, or WeChat Pay only said that there is one
   */
  static String of(Order order, Evidence evidence, Evidence.@Nullable RefundFacts refund) {
    boolean ofPayment = evidence.refund() == null;
    return fitting(
        (json, extent) -> {
          order(json, order, attach(order, evidence));
          if (ofPayment) {
            PaymentJson.payer(json, evidence.details().payer());
          }
          text(json, "appid", evidence.appid() == null ? order.appid() : evidence.appid());
          text(json, "mchid", evidence.mchid());
          text(
              json,
              "sub_mchid",
              evidence.subMchid() == null ? order.subMchid() : evidence.subMchid());
          if (ofPayment) {
            PaymentJson.members(json, evidence.details(), extent);
          }
          refund(json, refund);
        });
  }

  /**
   * About evidence that differs from what was expected.
   *
   * @param identity the account's; null when the account is gone
   */
  static String disputed(Order order, @Nullable Identity identity, Evidence evidence) {
    return fitting(
        (json, extent) -> {
          order(json, order, order.attach());
          json.writeObjectPropertyStart("expected");
          amount(json, order.total(), order.currency(), null, null);
          text(json, "transaction_id", order.transactionId());
          text(json, "appid", order.appid());
          text(json, "mchid", identity == null ? null : identity.mchid());
          text(json, "sub_mchid", order.subMchid());
          json.writeEndObject();
          json.writeObjectPropertyStart("came");
          text(json, "transaction_id", evidence.transactionId());
          json.writeStringProperty("trade_state", evidence.tradeState().name());
          amount(
              json,
              evidence.total(),
              evidence.currency(),
              evidence.payerTotal(),
              evidence.payerCurrency());
          text(json, "success_time", evidence.successTime());
          text(json, "attach", evidence.attach());
          PaymentJson.payer(json, evidence.details().payer());
          text(json, "appid", evidence.appid());
          text(json, "mchid", evidence.mchid());
          text(json, "sub_mchid", evidence.subMchid());
          PaymentJson.members(json, evidence.details(), extent);
          json.writeEndObject();
          refund(json, evidence.refund());
        });
  }

  /** About an account as a whole. */
  static String of(String account, Problem problem) {
    return object(
        (json, extent) -> {
          json.writeStringProperty("account", account);
          problem(json, problem);
        },
        Extent.WHOLE);
  }

  /** About an account, with one member that is JSON already. */
  static String of(String account, String member, String object) {
    return object(
        (json, extent) -> {
          json.writeStringProperty("account", account);
          json.writeName(member);
          json.writeRawValue(object);
        },
        Extent.WHOLE);
  }

  /** The message's, else the registered one. */
  private static @Nullable String attach(Order order, Evidence evidence) {
    return evidence.refund() != null || evidence.attach() == null
        ? order.attach()
        : evidence.attach();
  }

  private static void order(JsonGenerator json, Order order, @Nullable String attach) {
    json.writeStringProperty("account", order.key().account());
    json.writeStringProperty("out_trade_no", order.key().outTradeNo());
    text(json, "transaction_id", order.transactionId());
    json.writeStringProperty("trade_state", order.tradeState().name());
    amount(json, order.total(), order.currency(), order.payerTotal(), order.payerCurrency());
    number(json, "payer_total", order.payerTotal());
    text(json, "success_time", order.successTime());
    text(json, "reference", order.reference());
    json.writeBooleanProperty("late", order.late());
    json.writeBooleanProperty("duplicate", order.duplicate());
    text(json, "attach", attach);
  }

  private static void amount(
      JsonGenerator json,
      @Nullable Long total,
      @Nullable String currency,
      @Nullable Long payerTotal,
      @Nullable String payerCurrency) {
    if (total != null) {
      json.writeObjectPropertyStart("amount");
      json.writeNumberProperty("total", total);
      text(json, "currency", currency);
      number(json, "payer_total", payerTotal);
      text(json, "payer_currency", payerCurrency);
      json.writeEndObject();
    }
  }

  private static void refund(JsonGenerator json, Evidence.@Nullable RefundFacts refund) {
    if (refund != null) {
      json.writeObjectPropertyStart("refund");
      json.writeStringProperty("out_refund_no", refund.outRefundNo());
      text(json, "refund_id", refund.refundId());
      json.writeStringProperty("refund_status", refund.status().name());
      json.writeNumberProperty("amount", refund.amount());
      number(json, "payer_refund", refund.payerRefund());
      number(json, "settlement_refund", refund.settlementRefund());
      json.writeEndObject();
    }
  }

  private static void problem(JsonGenerator json, Problem problem) {
    json.writeObjectPropertyStart("problem");
    json.writeStringProperty("id", problem.id().toString());
    json.writeStringProperty("kind", problem.kind().wireName());
    json.writeStringProperty("severity", problem.severity().wireName());
    text(json, "cause", problem.cause());
    text(json, "member", problem.member());
    text(json, "resolution", problem.resolution());
    var orders = problem.orders();
    if (orders != null) {
      json.writeArrayPropertyStart("orders");
      orders.first().forEach(json::writeString);
      json.writeEndArray();
      json.writeNumberProperty("orders_total", orders.total());
    }
    json.writeEndObject();
  }

  /** As much as subscribers and their brokers take; what is left out is said. */
  private static String fitting(BiConsumer<JsonGenerator, Extent> members) {
    var text = "";
    for (var extent : Extent.values()) {
      text = object(members, extent);
      if (fits(text)) {
        break;
      }
    }
    return text;
  }

  private static String object(BiConsumer<JsonGenerator, Extent> members, Extent extent) {
    var text = new StringWriter(500);
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      members.accept(json, extent);
      if (extent != Extent.WHOLE) {
        json.writeBooleanProperty("truncated", true);
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static boolean fits(String text) {
    return text.length() <= MOST_BYTES / MOST_BYTES_OF_A_CHARACTER
        || text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }
}
