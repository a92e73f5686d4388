package io.github.paybell.engine.delivery.cloudevents;

import io.github.paybell.engine.ledger.Event;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes events as CloudEvents 1.0. {@code subject} (the out_trade_no) and {@code version} (an
 * extension that rises per order) are absent where no order stands behind the event. Thread-safe.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 *     1.0.2</a>
 */
public final class CloudEvents {
  /** Of {@link #json}, as a media type. */
  public static final String JSON_TYPE = "application/cloudevents+json; charset=utf-8";

  /** Of {@link Event#data()}. */
  public static final String DATA_TYPE = "application/json";

  private static final JsonFactory JSON = new JsonFactory();
  private static final String VERSION = "version";
  private static final int ENVELOPE_LENGTH = 320;

  private CloudEvents() {}

  /** The structured form, data included; UTF-8. */
  public static byte[] json(Event event) {
    var text = new StringWriter(ENVELOPE_LENGTH + event.data().length());
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      attributes(event)
          .forEach(
              (name, value) -> {
                json.writeName(name);
                if (name.equals(VERSION)) {
                  json.writeRawValue(value);
                } else {
                  json.writeString(value);
                }
              });
      json.writeStringProperty("datacontenttype", DATA_TYPE);
      json.writeName("data");
      json.writeRawValue(event.data());
      json.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The context attributes for a binary form, in the order of the structured one; without {@code
   * datacontenttype}, which each transport has its own place for.
   */
  public static Map<String, String> attributes(Event event) {
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("specversion", "1.0");
    attributes.put("id", event.id().toString());
    attributes.put("source", "/accounts/" + event.account());
    attributes.put("type", event.type().wireName());
    var subject = event.subject();
    if (subject != null) {
      attributes.put("subject", subject);
    }
    // no finer than what every database keeps: before and after the store, the text is the same
    attributes.put("time", event.time().truncatedTo(ChronoUnit.MICROS).toString());
    var version = event.version();
    if (version != null) {
      attributes.put(VERSION, version.toString());
    }
    return Collections.unmodifiableMap(attributes);
  }
}
