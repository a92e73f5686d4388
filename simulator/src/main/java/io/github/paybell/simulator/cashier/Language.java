package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Request;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The languages of the pages, with their texts. */
enum Language {
  /** Chinese: what a payer of WeChat Pay usually reads, so it is the default. */
  ZH("zh"),
  /** English. */
  EN("en");

  private final String tag;

  // A copy that is not changed, which the checker cannot see in the type.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Map<String, String> texts;

  Language(String tag) {
    this.tag = tag;
    this.texts = read("texts_" + tag + ".properties");
  }

  private static Map<String, String> read(String file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Assets.text(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> texts = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      texts.put(key, properties.getProperty(key, ""));
    }
    return Map.copyOf(texts);
  }

  /** The language of {@code ?lang=}, else the one that the browser likes best, else Chinese. */
  static Language of(Request request) {
    String asked = request.query("lang");
    Language language = asked == null ? null : tagged(asked);
    return language == null ? accepted(request.header("Accept-Language")) : language;
  }

  private static Language accepted(@Nullable String header) {
    if (header != null) {
      try {
        // Sorted by the weights in the header.
        for (Locale.LanguageRange range : Locale.LanguageRange.parse(header)) {
          Language language = tagged(range.getRange());
          if (language != null && range.getWeight() > 0) {
            return language;
          }
        }
      } catch (IllegalArgumentException e) {
        // A client with such a header did not choose a language.
      }
    }
    return ZH;
  }

  private static @Nullable Language tagged(String text) {
    String tag = text.toLowerCase(Locale.ROOT);
    for (Language language : values()) {
      if (tag.equals(language.tag) || tag.startsWith(language.tag + "-")) {
        return language;
      }
    }
    return null;
  }

  /** {@code zh} or {@code en}. */
  String tag() {
    return tag;
  }

  /** The other one. */
  Language other() {
    return this == ZH ? EN : ZH;
  }

  /**
   * A text.
   *
   * @param value takes the place of {@code {0}}
   * @throws IllegalArgumentException if there is no such text
   */
  String text(String key, String value) {
    return text(key).replace("{0}", value);
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException if there is no such text
   */
  String text(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text \"" + key + "\" in " + tag);
    }
    return text;
  }

  /** All texts whose keys begin so, by what follows. */
  Map<String, String> texts(String prefix) {
    Map<String, String> found = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), text);
          }
        });
    return found;
  }
}
