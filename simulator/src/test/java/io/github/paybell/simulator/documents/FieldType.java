package io.github.paybell.simulator.documents;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A documented type; the head of the table says how it is written.
 *
 * @param base such as {@code S32}, {@code Int} or {@code RFC3339}
 * @param more what its text must be beside that, or empty
 */
record FieldType(String base, String more) {
  private static final Pattern V2_TEXT = Pattern.compile("S(\\d+)");
  private static final Pattern V3_TEXT = Pattern.compile("string\\((?:(\\d+)-)?(\\d+)\\)");

  static FieldType of(String text) {
    int space = text.indexOf(' ');
    return space < 0
        ? new FieldType(text, "")
        : new FieldType(text.substring(0, space), text.substring(space + 1));
  }

  /** Whether a value is of this type. */
  boolean fits(JsonNode value) {
    return switch (base) {
      case "any" -> true;
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "bool" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "fen" -> value.isIntegralNumber() && value.longValue() >= 0;
      default -> value.isString() && fits(value.stringValue());
    };
  }

  private boolean fits(String text) {
    return isBase(text) && isMore(text);
  }

  private boolean isBase(String text) {
    Matcher v2 = V2_TEXT.matcher(base);
    Matcher v3 = V3_TEXT.matcher(base);
    int length = text.codePointCount(0, text.length());
    if (v2.matches()) {
      return length >= 1 && length <= Integer.parseInt(v2.group(1));
    }
    if (v3.matches()) {
      int least = v3.group(1) == null ? 1 : Integer.parseInt(v3.group(1));
      return length >= least && length <= Integer.parseInt(v3.group(2));
    }
    return switch (base) {
      case "text" -> true;
      case "Int" -> text.matches("0|[1-9][0-9]{0,9}");
      case "yuan" -> text.matches("-?(0|[1-9][0-9]*)\\.[0-9]{2}");
      case "RFC3339" -> isMoment(text);
      default -> throw new IllegalArgumentException("the table has an unknown type " + base);
    };
  }

  private boolean isMore(String text) {
    if (more.isEmpty()) {
      return true;
    }
    String inner = more.substring(1, more.length() - 1);
    return switch (more.charAt(0)) {
      case '{' -> List.of(inner.split("\\|")).contains(text);
      case '/' -> text.matches(inner);
      case 'y' -> isDate(text);
      case 'b' -> isBase64(text);
      case 'J' -> isJson(text);
      default -> throw new IllegalArgumentException("the table has an unknown type " + more);
    };
  }

  private boolean isDate(String text) {
    try {
      DateTimeFormatter.ofPattern(more.replace('y', 'u'), Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isMoment(String text) {
    try {
      OffsetDateTime.parse(text);
      // As WeChat Pay writes it: whole seconds, and never Z.
      return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+]08:00");
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isJson(String text) {
    try {
      return JsonMapper.shared().readTree(text).isContainer();
    } catch (JacksonException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return more.isEmpty() ? base : base + " " + more;
  }
}
