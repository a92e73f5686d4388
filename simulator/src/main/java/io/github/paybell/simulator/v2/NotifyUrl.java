package io.github.paybell.simulator.v2;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of {@code notify_url}. */
final class NotifyUrl {
  private static final int LONGEST = 256;

  /** Loopback, private and link-local addresses, and names that only one machine or net knows. */
  private static final Pattern NOT_PUBLIC =
      Pattern.compile(
          "localhost|.*\\.(?:local|localhost|internal|lan)|[^.:]*|\\[.*]"
              + "|(?:0|10|127)\\..*|192\\.168\\..*|169\\.254\\..*|172\\.(?:1[6-9]|2\\d|3[01])\\..*");

  private NotifyUrl() {}

  /**
   * What is wrong with an address, in the words of an answer; null if nothing is.
   *
   * @param strict whether it must be https on a public host without a port, as on the real platform
   */
  static @Nullable String problem(String url, boolean strict) {
    if (url.length() > LONGEST) {
      return "notify_url参数长度有误";
    }
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return "notify_url格式有误";
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || uri.getRawAuthority() == null) {
      return "notify_url必须是http或https开头的绝对地址";
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      return "notify_url不能携带参数";
    }
    return strict ? strictProblem(uri, scheme) : null;
  }

  private static @Nullable String strictProblem(URI uri, String scheme) {
    if (!scheme.equals("https")) {
      return "notify_url必须是https地址";
    }
    if (uri.getPort() >= 0) {
      return "notify_url不能携带端口";
    }
    String host = uri.getHost();
    if (host == null || NOT_PUBLIC.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
      return "notify_url必须是外网可以访问的地址";
    }
    return null;
  }
}
