package io.github.paybell.simulator.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 answers out of a stream of bytes, one after the other. As much of HTTP as answers
 * to notifications have: Content-Length, chunks, or the end of the connection.
 */
final class AnswerReader {
  private static final int MOST = 1 << 20;

  /**
   * One answer.
   *
   * @param body without the chunks' frames
   * @param keepAlive whether the connection can be used again
   */
  record Answer(int status, byte[] body, boolean keepAlive) {}

  /** The stream is no HTTP, or an answer is larger than 1 MiB. */
  static final class BadAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadAnswer(String message) {
      super(message);
    }
  }

  private byte[] bytes = new byte[1024];
  private int length;

  /** Takes in what came. */
  void add(byte[] more) {
    if (length + more.length > MOST) {
      throw new BadAnswer("an answer of more than 1 MiB");
    }
    if (length + more.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more.length));
    }
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  /**
   * The next answer, if it is complete; it is then taken out.
   *
   * @param ended whether nothing more will come
   * @throws BadAnswer if there cannot be one
   */
  @Nullable Answer next(boolean ended) {
    int headEnd = find("\r\n\r\n", 0);
    if (headEnd < 0) {
      return null;
    }
    String head = new String(bytes, 0, headEnd, StandardCharsets.ISO_8859_1);
    int status = status(head);
    int body = headEnd + 4;
    if (status == 100) {
      // Not the answer yet.
      drop(body);
      return next(ended);
    }
    String lower = head.toLowerCase(Locale.ROOT);
    boolean keepAlive =
        !"close".equals(header(lower, "connection")) && !lower.startsWith("http/1.0");
    if (status == 204 || status == 304) {
      return take(status, new byte[0], body, keepAlive);
    }
    if ("chunked".equals(header(lower, "transfer-encoding"))) {
      return chunked(status, body, keepAlive);
    }
    String contentLength = header(lower, "content-length");
    if (contentLength == null) {
      return ended ? take(status, Arrays.copyOfRange(bytes, body, length), length, false) : null;
    }
    int size = number(contentLength, 10);
    return length < body + size
        ? null
        : take(status, Arrays.copyOfRange(bytes, body, body + size), body + size, keepAlive);
  }

  private @Nullable Answer chunked(int status, int from, boolean keepAlive) {
    byte[] body = new byte[0];
    int at = from;
    while (true) {
      int line = find("\r\n", at);
      if (line < 0) {
        return null;
      }
      String size = new String(bytes, at, line - at, StandardCharsets.ISO_8859_1);
      int chunk = number(size.replaceAll(";.*", "").strip(), 16);
      int start = line + 2;
      if (chunk == 0) {
        // Trailers, if any, end with an empty line.
        int end = find("\r\n\r\n", line);
        return end < 0 ? null : take(status, body, end + 4, keepAlive);
      }
      if (length < start + chunk + 2) {
        return null;
      }
      int before = body.length;
      body = Arrays.copyOf(body, before + chunk);
      System.arraycopy(bytes, start, body, before, chunk);
      at = start + chunk + 2;
    }
  }

  private Answer take(int status, byte[] body, int end, boolean keepAlive) {
    drop(end);
    return new Answer(status, body, keepAlive);
  }

  private void drop(int end) {
    System.arraycopy(bytes, end, bytes, 0, length - end);
    length -= end;
  }

  private int find(String ascii, int from) {
    for (int i = from; i <= length - ascii.length(); i++) {
      int same = 0;
      while (same < ascii.length() && bytes[i + same] == ascii.charAt(same)) {
        same++;
      }
      if (same == ascii.length()) {
        return i;
      }
    }
    return -1;
  }

  private static int status(String head) {
    if (!head.matches("(?s)HTTP/1\\.[01] \\d{3}([ \r].*)?")) {
      throw new BadAnswer("not an HTTP answer");
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  private static @Nullable String header(String lowerHead, String name) {
    int at = lowerHead.indexOf("\r\n" + name + ":");
    if (at < 0) {
      return null;
    }
    int from = at + name.length() + 3;
    int end = lowerHead.indexOf('\r', from);
    return lowerHead.substring(from, end < 0 ? lowerHead.length() : end).strip();
  }

  private static int number(String text, int radix) {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= MOST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same sentence.
    }
    throw new BadAnswer("an answer of an impossible length");
  }
}
