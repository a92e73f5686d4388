package io.github.paybell.engine.calls;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of a call to WeChat Pay. */
public sealed interface Answer<T> {
  /** A proved answer: its signature held, or, of a bill, its hash. */
  record Given<T>(T value) implements Answer<T> {}

  /**
   * WeChat Pay said no; nothing was done.
   *
   * @param code as WeChat Pay spelled it, such as {@code ORDERPAID} or {@code ORDER_PAID}
   * @param message WeChat Pay's own words, for people
   */
  record Refused<T>(String code, String message) implements Answer<T> {}

  /**
   * Whether the call took effect is unknown: query, or repeat it with the same numbers.
   *
   * @param detail for people: what happened; never a secret
   * @param said what the answer said, whatever it proves; null: there was none, or it said nothing
   */
  record Unknown<T>(Doubt doubt, String detail, @Nullable Said said) implements Answer<T> {
    public Unknown(Doubt doubt, String detail) {
      this(doubt, detail, null);
    }
  }

  /**
   * The words of an answer that decides nothing.
   *
   * @param code as it was spelled; null: there was none
   * @param message for people
   */
  record Said(@Nullable String code, String message) {}

  /**
   * The call was not made.
   *
   * @param reason for people: what is missing, and where it is set
   */
  record Unable<T>(String reason) implements Answer<T> {}

  /** Why an outcome is unknown. */
  enum Doubt {
    /** No whole answer in time. */
    TIMEOUT("no whole answer in time"),
    /** No connection, or it broke. */
    UNREACHABLE("no connection, or it broke"),
    /** {@code SYSTEMERROR}, 5xx: WeChat Pay itself does not say. */
    PLATFORM("WeChat Pay could not say"),
    /**
     * {@code FREQUENCY_LIMITED}: too many calls at this moment. An order was not taken; of a refund
     * the documents say that its outcome is unknown.
     */
    LIMITED("too many calls at this moment"),
    /** The answer is not signed, its signature is wrong, or our clock and its time differ. */
    UNPROVED("the answer is not proved to be WeChat Pay's"),
    /** An answer that cannot be read. */
    UNREADABLE("the answer could not be read");

    private final String text;

    Doubt(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /**
   * Whether it was refused with this code, in whatever spelling: documents write {@code ORDERPAID}
   * and {@code ORDER_PAID}, {@code No Bill Exist} and {@code NO_BILL_EXIST}.
   */
  default boolean refusedWith(String code) {
    return this instanceof Refused<T> refused && plain(refused.code()).equals(plain(code));
  }

  private static String plain(String code) {
    return code.replaceAll("[_ ]", "").toUpperCase(java.util.Locale.ROOT);
  }

  /** The value of a given answer, else null. */
  default @Nullable T orNull() {
    return this instanceof Given<T> given ? given.value() : null;
  }

  default <R> R match(
      Function<Given<T>, R> given,
      Function<Refused<T>, R> refused,
      Function<Unknown<T>, R> unknown,
      Function<Unable<T>, R> unable) {
    return this instanceof Given<T> g
        ? given.apply(g)
        : this instanceof Refused<T> r
            ? refused.apply(r)
            : this instanceof Unknown<T> u ? unknown.apply(u) : unable.apply((Unable<T>) this);
  }
}
