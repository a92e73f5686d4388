package io.github.paybell.simulator.node;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a script saw: each line of its output is {@code {"name":"…","value":…}}. */
public final class Seen {
  private final Map<String, JsonNode> values;

  private Seen(Map<String, JsonNode> values) {
    this.values = values;
  }

  static Seen of(String output) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    output
        .lines()
        .map(line -> JsonMapper.shared().readTree(line))
        .forEach(seen -> values.put(seen.path("name").stringValue(), seen.path("value")));
    return new Seen(values);
  }

  /** Everything, as the script wrote it. */
  public Map<String, JsonNode> all() {
    return values;
  }

  /** A member of what was seen under a name, as text; empty if it was not there. */
  public String text(String name, String... members) {
    return at(name, members).asString("");
  }

  /** A member of what was seen under a name. */
  public JsonNode at(String name, String... members) {
    JsonNode value = values.getOrDefault(name, MissingNode.getInstance());
    for (String member : members) {
      value = value.path(member);
    }
    return value;
  }
}
