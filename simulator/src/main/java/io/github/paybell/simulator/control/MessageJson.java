package io.github.paybell.simulator.control;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Messages as JSON. What is not there is absent. */
final class MessageJson {
  private MessageJson() {}

  /** How a message stands, without its attempts. */
  static ObjectNode summary(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", message.id());
    json.put("api", message.api().name());
    json.put("event_type", message.eventType());
    json.put("mchid", message.mchid());
    String outTradeNo = message.outTradeNo();
    if (outTradeNo != null) {
      json.put("out_trade_no", outTradeNo);
    }
    String outRefundNo = message.outRefundNo();
    if (outRefundNo != null) {
      json.put("out_refund_no", outRefundNo);
    }
    json.put("notify_url", message.notifyUrl());
    json.put("create_time", Timestamps.exact(message.createdAt()));
    json.put("state", message.state().name());
    Instant next = message.nextAt();
    if (next != null) {
      json.put("next_at", Timestamps.exact(next));
    }
    ArrayNode faults = json.putArray("faults");
    message.faults().stream().map(Fault::kind).map(FaultKind::wireName).forEach(faults::add);
    ArrayNode notes = json.putArray("notes");
    message.notes().forEach(notes::add);
    return json;
  }

  /** A message with its attempts and their answers. */
  static ObjectNode of(Message message) {
    return with(message, false);
  }

  /** A message with its attempts, their requests included. */
  static ObjectNode whole(Message message) {
    return with(message, true);
  }

  private static ObjectNode with(Message message, boolean requests) {
    ObjectNode json = summary(message);
    ArrayNode attempts = json.putArray("attempts");
    message.attempts().forEach(attempt -> attempts.add(attempt(attempt, requests)));
    return json;
  }

  private static ObjectNode attempt(MessageAttempt attempt, boolean request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", attempt.number());
    json.put("at", Timestamps.exact(attempt.at()));
    json.put("sent_at", Timestamps.exact(attempt.sentAt()));
    Integer status = attempt.status();
    if (status != null) {
      json.put("status", status);
    }
    if (request) {
      BodyJson.headers(json, attempt.headers());
    }
    BodyJson.body(json, attempt.body());
    json.put("taken_as", attempt.takenAs().name());
    json.put("why", attempt.why());
    json.put("took_ms", attempt.took().toMillis());
    FaultKind fault = attempt.fault();
    if (fault != null) {
      json.put("fault", fault.wireName());
    }
    json.put("right", attempt.right().name());
    json.put("hole", attempt.isHole());
    json.put("counts", attempt.counts());
    if (request) {
      ObjectNode sent = json.putObject("request");
      BodyJson.headers(sent, attempt.requestHeaders());
      BodyJson.body(sent, attempt.requestBody());
    }
    return json;
  }
}
