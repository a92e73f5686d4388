package io.github.paybell.simulator.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What WeChat Pay takes as a {@code notify_url}; how long it may be depends on the interface. */
public final class NotifyUrl {
  /** What is wrong with one. */
  public enum Flaw {
    /** No absolute address of http or https. */
    NOT_ABSOLUTE("must be an absolute http or https address"),
    /** A query or a fragment: it would be lost. */
    HAS_QUERY("must have neither query nor fragment"),
    /** Nothing behind the host. */
    NO_PATH("must have a path"),
    /** http, under the strict rules. */
    NOT_HTTPS("must be https"),
    /** A port, under the strict rules. */
    HAS_PORT("must not name a port"),
    /** A host of one's own network, under the strict rules. */
    NOT_PUBLIC("must have a public host");

    private final String english;

    Flaw(String english) {
      this.english = english;
    }

    /** For people, as the end of a sentence. */
    public String english() {
      return english;
    }
  }

  /**
   * Loopback, private and link-local addresses, IPv6, and names that only one machine or network
   * knows.
   */
  private static final Pattern NOT_PUBLIC =
      Pattern.compile(
          "localhost|.*\\.(?:local|localhost|internal|lan)|[^.:]*|\\[.*]"
              + "|(?:0|10|127)\\..*|192\\.168\\..*|169\\.254\\..*|172\\.(?:1[6-9]|2\\d|3[01])\\..*");

  private static final int LARGEST_PORT = 65_535;

  private NotifyUrl() {}

  /**
   * The first flaw of an address, or null if it has none.
   *
   * @param strict whether it must be https on a public host without a port, as on the real platform
   */
  public static @Nullable Flaw flaw(String url, boolean strict) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return Flaw.NOT_ABSOLUTE;
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || uri.getHost() == null || uri.getPort() > LARGEST_PORT) {
      return Flaw.NOT_ABSOLUTE;
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return Flaw.HAS_QUERY;
    }
    if (uri.getRawPath() == null || uri.getRawPath().isEmpty()) {
      return Flaw.NO_PATH;
    }
    return strict ? strictFlaw(uri, scheme) : null;
  }

  private static @Nullable Flaw strictFlaw(URI uri, String scheme) {
    if (!scheme.equals("https")) {
      return Flaw.NOT_HTTPS;
    }
    if (uri.getPort() >= 0) {
      return Flaw.HAS_PORT;
    }
    return NOT_PUBLIC.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches()
        ? Flaw.NOT_PUBLIC
        : null;
  }
}
