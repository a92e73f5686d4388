package io.github.paybell.simulator.v3;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a {@code notify_url}. */
final class NotifyUrl {
  /** As WeChat Pay's own message quotes it; it lets no query and no fragment through. */
  static final Pattern SHAPE =
      Pattern.compile(
          "^https?://([^\\s/?#\\[\\]\\@]+\\@)?([^\\s/?#\\@:]+)(?::\\d{2,5})?([^\\s?#\\[\\]]*)$");

  // Addresses of one's own network: 10/8, 127/8, 169.254/16, 172.16/12, 192.168/16, 0.0.0.0.
  private static final Pattern PRIVATE =
      Pattern.compile(
          "localhost|.*\\.local|.*\\.localhost|0\\.0\\.0\\.0|127\\..*|10\\..*|192\\.168\\..*"
              + "|169\\.254\\..*|172\\.(1[6-9]|2[0-9]|3[01])\\..*");

  private NotifyUrl() {}

  /**
   * What is wrong with it beside its shape, or null.
   *
   * @param strict whether https, a public host and no port are required, too
   */
  static @Nullable String problem(String url, boolean strict) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return "is not a URL";
    }
    String host = uri.getHost();
    if (host == null) {
      return "has no host";
    }
    if (uri.getRawPath() == null || uri.getRawPath().isEmpty()) {
      return "has no path: give the full URL";
    }
    if (!strict) {
      return null;
    }
    if (!"https".equals(uri.getScheme())) {
      return "must begin with https";
    }
    if (uri.getPort() >= 0) {
      return "must not name a port";
    }
    return isPublic(host.toLowerCase(Locale.ROOT)) ? null : "must have a public host";
  }

  private static boolean isPublic(String host) {
    // A name without a dot is known in one network only, and an IPv6 address is never taken.
    return host.indexOf('.') > 0 && !PRIVATE.matcher(host).matches();
  }
}
