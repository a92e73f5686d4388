package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Response;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with places of the form <code>{{name}}</code>. Immutable. */
final class Html {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

  // Everything comes from here and nothing is inline, so nothing else need be allowed; any page
  // may show the cashier in a frame, that is what the script does.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

  private final String template;

  /** The page in this file. */
  Html(String name) {
    this.template = Assets.text(name);
  }

  /**
   * The page in a language.
   *
   * @param values what stands in the places; a place without a value takes the language's text
   */
  Response answer(int status, Language language, Map<String, String> values) {
    Matcher places = PLACE.matcher(template);
    String page =
        places.replaceAll(
            place -> {
              String name = place.group(1);
              String value = values.get(name);
              return Matcher.quoteReplacement(escaped(value == null ? language.text(name) : value));
            });
    return Response.html(status, page)
        .with("Content-Security-Policy", POLICY)
        .with("Cache-Control", "no-store")
        .with("Content-Language", language.tag())
        .with("Vary", "Accept-Language");
  }

  /** Text as it may stand in an element or a quoted attribute. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
