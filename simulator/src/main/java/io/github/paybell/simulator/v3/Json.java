package io.github.paybell.simulator.v3;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as this interface reads and writes it: no member twice, members in alphabetical order. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Real answers come sorted; and what differs in order only is the same request.
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A tree; throws Jackson's exception if the text is not one JSON value. */
  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /** The same text for the same content. */
  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }
}
