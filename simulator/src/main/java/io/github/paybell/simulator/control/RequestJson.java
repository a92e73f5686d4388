package io.github.paybell.simulator.control;

import io.github.paybell.simulator.http.Journal;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What merchants asked and what they were answered, as JSON. */
final class RequestJson {
  private RequestJson() {}

  /** Without headers and bodies. */
  static ObjectNode summary(Journal.Entry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", entry.number());
    json.put("at", Timestamps.exact(entry.at()));
    json.put("peer", entry.request().peer());
    json.put("method", entry.request().method());
    json.put("target", entry.request().target());
    json.put("status", entry.answer().status());
    json.put("note", entry.answer().note());
    return json;
  }

  /** With everything. */
  static ObjectNode of(Journal.Entry entry) {
    ObjectNode json = summary(entry);
    ObjectNode request = json.putObject("request");
    BodyJson.headers(request, entry.request().headers());
    BodyJson.body(request, entry.request().body());
    ObjectNode answer = json.putObject("answer");
    BodyJson.headers(answer, entry.answer().headers());
    BodyJson.body(answer, entry.answer().body());
    return json;
  }
}
