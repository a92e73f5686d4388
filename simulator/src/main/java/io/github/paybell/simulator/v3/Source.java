package io.github.paybell.simulator.v3;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a value of a request stands, and how WeChat Pay complains about it.
 *
 * @param location {@code body}, {@code query} or {@code path}
 * @param pointer of the value inside it, such as {@code /amount/total}
 */
record Source(String location, String pointer) {
  Source at(Object step) {
    return new Source(location, pointer + "/" + step);
  }

  /** What begins most messages; {@code kind} is 字段, 值字段 or 数值字段. */
  String mapped(String kind) {
    return "输入源“" + input() + "”映射到" + kind + "“" + FieldNames.of(name()) + "”";
  }

  /** What is said of a value of another type. */
  String needs(String type) {
    return "无法将 JSON 输入源“" + input() + "”映射到目标字段“" + FieldNames.of(name()) + "”中，此字段需要一个合法的" + type;
  }

  /**
   * A complaint.
   *
   * @param value what stands there, or null if nothing does
   * @param issue what is wrong, for programmers
   * @param message in WeChat's words
   */
  V3Failure wrong(@Nullable JsonNode value, String issue, String message) {
    ObjectNode detail = Json.object();
    detail.put("field", location.equals("body") ? pointer : name());
    if (value == null) {
      detail.put("value", "");
    } else {
      detail.set("value", value);
    }
    detail.put("issue", issue).put("location", location);
    return V3Failure.of(400, "PARAM_ERROR", message)
        .with(detail)
        .noting("PARAM_ERROR: " + input() + " " + issue + ". " + message);
  }

  private String name() {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private String input() {
    return (location.equals("path") ? "/uri_template" : "/" + location) + pointer;
  }
}
