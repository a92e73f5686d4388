package io.github.paybell.protocol.v3;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON: objects member by member, absent members left out. Not for the hot path. */
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes the members of one object. */
  interface Content {
    void writeTo(Writer writer);
  }

  static String object(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.writeStartObject();
      content.writeTo(new Writer(generator));
      generator.writeEndObject();
    }
    return text.toString();
  }

  static String quoted(String value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.writeString(value);
    }
    return text.toString();
  }

  /** Members of the object that is open. */
  static final class Writer {

    private final JsonGenerator generator;

    private Writer(JsonGenerator generator) {
      this.generator = generator;
    }

    Writer text(String name, @Nullable String value) {
      if (value != null) {
        generator.writeStringProperty(name, value);
      }
      return this;
    }

    Writer number(String name, @Nullable Long value) {
      if (value != null) {
        generator.writeNumberProperty(name, value);
      }
      return this;
    }

    Writer object(String name, Content content) {
      generator.writeObjectPropertyStart(name);
      content.writeTo(this);
      generator.writeEndObject();
      return this;
    }

    <T> Writer array(String name, List<T> elements, java.util.function.Function<T, Content> each) {
      generator.writeArrayPropertyStart(name);
      for (T element : elements) {
        generator.writeStartObject();
        each.apply(element).writeTo(this);
        generator.writeEndObject();
      }
      generator.writeEndArray();
      return this;
    }

    /** The raw members whose name begins with the prefix and has no dot after it. */
    Writer raw(String prefix, Map<String, String> unknown) {
      unknown.forEach(
          (name, json) -> {
            if (name.startsWith(prefix) && name.indexOf('.', prefix.length()) < 0) {
              generator.writeName(name.substring(prefix.length()));
              generator.writeRawValue(json);
            }
          });
      return this;
    }
  }
}
