package io.github.paybell.engine.ledger;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the {@code data} of an event about another product. */
final class OtherJson {
  private static final JsonFactory JSON = new JsonFactory();

  // An event must fit a Kafka record and a webhook's body; WeChat Pay's are some KB.
  private static final int MOST_BYTES = 512 * 1024;

  private OtherJson() {}

  static String of(String account, UUID notification, OtherProduct said) {
    var text = new StringWriter(400 + said.resource().length());
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("account", account);
      json.writeStringProperty("notification", notification.toString());
      json.writeStringProperty("event_type", said.type().name());
      text(json, "original_type", said.originalType());
      text(json, "summary", said.summary());
      resource(json, said.resource());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  /** As it came; what is no JSON, as a text. */
  private static void resource(JsonGenerator json, String resource) {
    if (resource.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      json.writeBooleanProperty("truncated", true);
      return;
    }
    json.writeName("resource");
    if (isJson(resource)) {
      json.writeRawValue(resource);
    } else {
      json.writeString(resource);
    }
  }

  private static boolean isJson(String text) {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      var first = parser.nextToken();
      if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }
}
