package io.github.paybell.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The answer to a request.
 *
 * @param status HTTP status
 * @param headers in order; names go out as written. Content-Length is added
 * @param body the bytes
 * @param note what was wrong with the request, for the watcher's page: as long as it helps, the
 *     string to sign included. Never sent; empty if nothing was wrong
 */
public record Response(
    int status, List<Map.Entry<String, String>> headers, byte[] body, String note) {
  private static final byte[] NOTHING = new byte[0];

  public Response {
    headers = List.copyOf(headers);
  }

  /** An answer with a body. */
  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, List.of(Map.entry("Content-Type", contentType)), body, "");
  }

  /** JSON. */
  public static Response json(int status, Object json) {
    return of(
        status,
        "application/json; charset=utf-8",
        json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Plain text. */
  public static Response text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** No body. */
  public static Response empty(int status) {
    return new Response(status, List.of(), NOTHING, "");
  }

  /** A redirect, 302. */
  public static Response redirect(String location) {
    return empty(302).with("Location", location);
  }

  /** HTML. */
  public static Response html(int status, String html) {
    return of(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with a note for the watcher's page. */
  public Response noting(String what) {
    return new Response(status, headers, body, what);
  }

  /** The same with one more header. */
  public Response with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new Response(status, more, body, note);
  }

  /** The same with more headers. */
  public Response with(Map<String, String> more) {
    Response answer = this;
    for (Map.Entry<String, String> header : more.entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }
}
