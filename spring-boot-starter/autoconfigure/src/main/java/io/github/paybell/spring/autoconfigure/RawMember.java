package io.github.paybell.spring.autoconfigure;

import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A member of a JSON object as it was written. */
final class RawMember {
  private static final JsonFactory JSON = new JsonFactory();

  private RawMember() {}

  /**
   * @return the member's own text; {@code {}} if there is none
   */
  static String of(String object, String name) {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = parser.currentName().equals(name);
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        if (found) {
          return object.substring(from, (int) parser.currentLocation().getCharOffset());
        }
      }
      return "{}";
    }
  }
}
