package io.github.paybell.server.admin;

import java.beans.PropertyEditorSupport;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.module.SimpleModule;

/**
 * Texts, numbers and times of a request that a store can hold, in its path, query and body alike.
 * Others are the caller's error, whatever the database would make of them.
 */
@ControllerAdvice
final class Values {
  private static final OffsetDateTime EARLIEST = OffsetDateTime.parse("1970-01-01T00:00:00Z");
  private static final OffsetDateTime LATEST = OffsetDateTime.parse("9999-12-31T23:59:59Z");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

  /** For values in a body. */
  static JacksonModule json() {
    return new SimpleModule("paybell values")
        .addDeserializer(String.class, new TextReader())
        .addDeserializer(OffsetDateTime.class, new TimeReader());
  }

  /** For values in path and query. */
  @InitBinder
  void bind(WebDataBinder binder) {
    binder.registerCustomEditor(
        String.class,
        new PropertyEditorSupport() {
          @Override
          public void setAsText(String text) {
            if (hasNul(text)) {
              throw new IllegalArgumentException("NUL");
            }
            setValue(text);
          }
        });
    binder.registerCustomEditor(
        int.class,
        new PropertyEditorSupport() {
          @Override
          public void setAsText(String text) {
            // The framework would take 0x10, +5, and the digits of any script.
            if (!WHOLE_NUMBER.matcher(text).matches()) {
              throw new IllegalArgumentException("no number");
            }
            setValue(Integer.valueOf(text));
          }
        });
  }

  /**
   * @throws DateTimeException if it is no time, or one that a store cannot hold
   */
  static OffsetDateTime time(String text) {
    var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
    if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw new DateTimeException("outside of the years 1970 to 9999");
    }
    return time;
  }

  // PostgreSQL takes none; WeChat Pay sends none.
  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }

  private static final class TextReader extends StringDeserializer {
    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      var text = super.deserialize(parser, context);
      if (text != null && hasNul(text)) {
        throw InvalidFormatException.from(parser, "NUL", text, String.class);
      }
      return text;
    }
  }

  private static final class TimeReader extends StdScalarDeserializer<OffsetDateTime> {
    private static final long serialVersionUID = 1L;

    TimeReader() {
      super(OffsetDateTime.class);
    }

    @Override
    public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.currentToken().isScalarValue()) {
        return (OffsetDateTime) context.handleUnexpectedToken(getValueType(context), parser);
      }
      var text = parser.getString();
      try {
        return time(text);
      } catch (DateTimeException e) {
        throw InvalidFormatException.from(parser, "no time", text, OffsetDateTime.class);
      }
    }
  }
}
