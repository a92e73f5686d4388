package io.github.paybell.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param method upper case
 * @param target path and raw query, without scheme and host even if the request line had them
 * @param headers in order; names as they came
 * @param body the bytes, empty if there is none
 * @param peer address of the sender
 * @param clientCertificate of TLS, or null
 */
public record Request(
    String method,
    String target,
    List<Map.Entry<String, String>> headers,
    byte[] body,
    String peer,
    @Nullable X509Certificate clientCertificate) {

  public Request {
    headers = List.copyOf(headers);
  }

  /** The path, as it stands on the request line. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The parameters of the query, decoded; of a repeated one the first. */
  public Map<String, String> query() {
    int query = target.indexOf('?');
    return query < 0 ? Map.of() : form(target.substring(query + 1));
  }

  /** A parameter of the query, or null. */
  public @Nullable String query(String name) {
    return query().get(name);
  }

  /** The first header with this name, in any case; or null. */
  public @Nullable String header(String name) {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue();
      }
    }
    return null;
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        form.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A lone per cent sign stands for itself.
      return text;
    }
  }

  @Override
  public String toString() {
    return method + " " + target;
  }
}
