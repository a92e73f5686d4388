package io.github.paybell.protocol.v3;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    Writer objectIf(boolean any, String name, Content content) {
      return any ? object(name, content) : this;
    }

    Writer object(String name, Content content) {
      generator.writeObjectPropertyStart(name);
      content.writeTo(this);
      generator.writeEndObject();
      return this;
    }

    /** An array of objects; left out if empty. */
    <T> Writer array(String name, List<T> elements, Function<T, Content> each) {
      if (elements.isEmpty()) {
        return this;
      }
      generator.writeArrayPropertyStart(name);
      for (T element : elements) {
        generator.writeStartObject();
        each.apply(element).writeTo(this);
        generator.writeEndObject();
      }
      generator.writeEndArray();
      return this;
    }

    /** The members of that part whose raw JSON was kept under {@code prefix + name}. */
    Writer raw(String prefix, Map<String, String> unknown) {
      unknown.forEach(
          (name, json) -> {
            if (name.startsWith(prefix)) {
              rawMember(name.substring(prefix.length()), json);
            }
          });
      return this;
    }

    /** The raw members that belong to none of the parts with these prefixes. */
    Writer rawBut(List<String> prefixes, Map<String, String> unknown) {
      unknown.forEach(
          (name, json) -> {
            if (prefixes.stream().noneMatch(name::startsWith)) {
              rawMember(name, json);
            }
          });
      return this;
    }

    private void rawMember(String name, String json) {
      generator.writeName(name);
      generator.writeRawValue(json);
    }
  }
}
