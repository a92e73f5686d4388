package io.github.paybell.engine.ledger;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The {@code data} of an event as it is shown and kept: with as little of a person as is needed.
 */
public final class PersonalData {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int HINT = 4;

  private PersonalData() {}

  /** Of an openid the last characters, never more than half of it. */
  public static String hint(String openid) {
    return openid.substring(openid.length() - Math.min(HINT, openid.length() / 2));
  }

  /** The same with a hint at the payer, and at each other openid, instead of the whole. */
  public static String hinted(String data) {
    return copy(data, Rule.HINTED);
  }

  /** The same without the payer, and of another product without what its message says. */
  static String without(String data) {
    return copy(data, Rule.WITHOUT);
  }

  private enum Rule {
    HINTED {
      @Override
      boolean took(JsonParser from, JsonGenerator to, String name) {
        if (name.equals("payer") && from.currentToken() == JsonToken.START_OBJECT) {
          to.writeObjectPropertyStart(name);
          to.writeStringProperty("hint", "…" + hint(first(from)));
          to.writeEndObject();
          return true;
        }
        if (name.endsWith("openid") && from.currentToken() == JsonToken.VALUE_STRING) {
          to.writeStringProperty(name, "…" + hint(from.getString()));
          return true;
        }
        return false;
      }

      /** The openid; the sub_openid where there is none. */
      private String first(JsonParser payer) {
        var first = "";
        while (payer.nextToken() == JsonToken.PROPERTY_NAME) {
          if (payer.nextToken() == JsonToken.VALUE_STRING && first.isEmpty()) {
            first = payer.getString();
          }
          payer.skipChildren();
        }
        return first;
      }
    },
    WITHOUT {
      @Override
      boolean took(JsonParser from, JsonGenerator to, String name) {
        boolean personal = name.equals("payer") || name.equals("resource");
        if (personal) {
          from.skipChildren();
        }
        return personal;
      }
    };

    /**
     * @param from stands at the member's value
     * @return whether nothing of the member is left to be copied
     */
    abstract boolean took(JsonParser from, JsonGenerator to, String name);
  }

  private static String copy(String data, Rule rule) {
    var text = new StringWriter(data.length());
    try (var from = JSON.createParser(ObjectReadContext.empty(), data);
        var to = JSON.createGenerator(text)) {
      while (from.nextToken() != null) {
        if (from.currentToken() == JsonToken.PROPERTY_NAME) {
          var name = from.currentName();
          from.nextToken();
          if (rule.took(from, to, name)) {
            continue;
          }
          to.writeName(name);
        }
        to.copyCurrentEventExact(from);
      }
    }
    return text.toString();
  }
}
