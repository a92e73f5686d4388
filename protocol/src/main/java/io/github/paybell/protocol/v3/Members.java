package io.github.paybell.protocol.v3;

import io.github.paybell.protocol.Deciding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object, read by the rule of {@link Deciding}: one that decides is what it
 * should be or stops the reading; of all others, what cannot be read is kept as raw JSON. Of a
 * member that stands there twice the first counts.
 */
final class Members {

  // Documented maxima are 32, 36 and, of refunds, 64.
  private static final int MAX_KEY = 64;

  private final JsonReader json;
  private final Deciding deciding;
  private final String place;
  private final @Nullable Members whole;
  private @Nullable Map<String, String> unknown;

  private Members(JsonReader json, Deciding deciding, String place, @Nullable Members whole) {
    this.json = json;
    this.deciding = deciding;
    this.place = place;
    this.whole = whole;
  }

  /** Of an object that nothing is around, which must come next. */
  static Members of(JsonReader json, Deciding deciding) throws NotUnderstoodException {
    if (!json.beginObject()) {
      throw new NotUnderstoodException("the text is no JSON object");
    }
    return new Members(json, deciding, "", null);
  }

  /**
   * Of one in a list, if an object comes next; it keeps its own unknown members.
   *
   * @param list the list's name
   */
  static @Nullable Members element(JsonReader json, Deciding deciding, String list) {
    return json.beginObject() ? new Members(json, deciding, list + ".", null) : null;
  }

  /** The name of the next member, its value to be taken; null at the end. */
  @Nullable String next() throws NotUnderstoodException {
    for (String name; (name = json.nextMember()) != null; ) {
      if (!json.repeated()) {
        return name;
      }
      if (deciding.has(name)) {
        throw bad(name, "stands there twice");
      }
      keep(name);
    }
    return null;
  }

  /** A text, or null. */
  @Nullable String text(String name) throws NotUnderstoodException {
    String text = json.string();
    if (!deciding.has(name)) {
      if (text == null) {
        keepUnlessNull(name);
      }
      return text;
    }
    if (text == null) {
      return none(name, "is not a text");
    }
    if (text.isEmpty()) {
      return null;
    }
    if (!Facts.isKey(text, MAX_KEY)) {
      throw bad(name, "is not 1 to " + MAX_KEY + " printable ASCII characters");
    }
    return text;
  }

  /** A text of any length and alphabet, without which the object is of no use; or null. */
  @Nullable String anyText(String name) throws NotUnderstoodException {
    String text = json.string();
    return text == null ? none(name, "is not a text") : text;
  }

  /** A whole number of 64 bits, or null. */
  @Nullable Long number(String name) throws NotUnderstoodException {
    Long number = json.integer();
    if (number == null) {
      keepUnlessNull(name);
    }
    return number;
  }

  /** An amount in fen, at least 0, or null. */
  @Nullable Long fen(String name) throws NotUnderstoodException {
    Long fen = json.amount();
    if (fen != null) {
      return fen;
    }
    return deciding.has(name) ? none(name, "is not a whole number of fen") : keepUnlessNull(name);
  }

  /** Enters an object that belongs to this one; null: it is none. */
  @Nullable Members object(String name, Deciding ofIt) throws NotUnderstoodException {
    if (json.beginObject()) {
      return new Members(json, ofIt, name + ".", this);
    }
    return deciding.has(name) ? none(name, "is not an object") : keepUnlessNull(name);
  }

  /** Enters a list; false: it is none. */
  boolean list(String name) throws NotUnderstoodException {
    if (json.beginArray()) {
      return true;
    }
    if (deciding.has(name)) {
      none(name, "is not a list");
    } else {
      keepUnlessNull(name);
    }
    return false;
  }

  /** Keeps the value that comes next, as raw JSON; the first of one name. */
  void keep(String name) throws NotUnderstoodException {
    keepRaw(name, json.raw());
  }

  /** Keeps a member that we know, but that does not belong to this shape of message. */
  void keepStray(String name, @Nullable String value) {
    if (value != null) {
      keepRaw(name, JsonText.quoted(value));
    }
  }

  private void keepRaw(String name, String raw) {
    if (whole != null) {
      whole.keepRaw(place + name, raw);
      return;
    }
    if (unknown == null) {
      unknown = new LinkedHashMap<>();
    }
    unknown.putIfAbsent(name, raw);
  }

  private <T> @Nullable T keepUnlessNull(String name) throws NotUnderstoodException {
    if (!json.isNull()) {
      keep(name);
    }
    return null;
  }

  /** A member that decides is null, which is as good as absent, or the reading ends. */
  private <T> @Nullable T none(String name, String defect) throws NotUnderstoodException {
    if (!json.isNull()) {
      throw bad(name, defect);
    }
    return null;
  }

  Map<String, String> unknown() {
    return unknown == null ? Map.of() : unknown;
  }

  /** The value, which must be there. */
  <T> T required(String name, @Nullable T value) throws NotUnderstoodException {
    if (value == null) {
      throw bad(name, "is absent");
    }
    return value;
  }

  NotUnderstoodException bad(String name, String defect) {
    return NotUnderstoodException.of(path() + name, defect);
  }

  private String path() {
    return whole == null ? place : whole.path() + place;
  }
}
