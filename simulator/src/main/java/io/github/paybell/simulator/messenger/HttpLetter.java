package io.github.paybell.simulator.messenger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request that tells a merchant something, ready to be sent.
 *
 * @param url where to
 * @param headers in order, names as they go out; Host and Content-Length are added
 * @param body the bytes
 * @param chunked whether it goes out in chunks, without Content-Length
 * @param over how long it takes from first to last byte; zero: at once
 */
public record HttpLetter(
    String url,
    List<Map.Entry<String, String>> headers,
    byte[] body,
    boolean chunked,
    Duration over) {

  public HttpLetter {
    headers = List.copyOf(headers);
  }

  HttpLetter(String url, List<Map.Entry<String, String>> headers, byte[] body) {
    this(url, headers, body, false, Duration.ZERO);
  }

  HttpLetter withContentType(String type) {
    List<Map.Entry<String, String>> others = new ArrayList<>(headers);
    others.replaceAll(
        it -> it.getKey().equals("Content-Type") ? Map.entry("Content-Type", type) : it);
    return new HttpLetter(url, others, body, chunked, over);
  }

  HttpLetter inChunks() {
    return new HttpLetter(url, headers, body, true, over);
  }

  HttpLetter slowly(Duration duration) {
    return new HttpLetter(url, headers, body, chunked, duration);
  }

  @Override
  public String toString() {
    return "HttpLetter[" + url + ", " + body.length + " bytes]";
  }
}
