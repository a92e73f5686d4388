package io.github.paybell.spring.autoconfigure;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are notifications: those to {@code {context path}{path}/{token}} as it was sent,
 * undecoded; one slash at its end is forgiven. What a container only makes the same of it, by
 * decoding or by dropping parts, is not.
 */
final class NotifyPath {
  // Whatever a token may look like, and a little more: the inbox knows which there are.
  private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z_-]{1,128}");

  private final String prefix;

  /**
   * @param path with a slash at its beginning and none at its end
   */
  NotifyPath(String path) {
    prefix = path + "/";
  }

  /** The token that a request names; null: it is none of ours. */
  @Nullable String token(HttpServletRequest request) {
    var uri = request.getRequestURI();
    var context = request.getContextPath();
    if (!uri.startsWith(context)) {
      return null;
    }
    var path = uri.substring(context.length());
    if (!path.startsWith(prefix)) {
      return null;
    }
    var rest = path.substring(prefix.length());
    var token = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    return TOKEN.matcher(token).matches() ? token : null;
  }
}
