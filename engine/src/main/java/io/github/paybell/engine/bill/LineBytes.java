package io.github.paybell.engine.bill;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream into lines without making objects of them: after {@link #next} the line is {@code
 * bytes()[from()..to())}, until the next call. Lines end with LF or CRLF. Not thread-safe.
 */
final class LineBytes {
  /**
   * No line of a bill comes near: names, attach and numbers together are below 1 KiB. A stream
   * without line ends must not fill the memory.
   */
  static final int LONGEST = 64 * 1024;

  private final InputStream in;
  private final byte[] bytes = new byte[4 * LONGEST];
  private int filled;
  private int next;
  private boolean ended;
  private int from;
  private int to;
  private long number;
  private boolean tooLong;

  LineBytes(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to the next line.
   *
   * @return false: there is none
   */
  boolean next() throws IOException {
    tooLong = false;
    int end = lineFeed(next);
    while (end < 0) {
      if (ended) {
        if (next == filled) {
          return false;
        }
        line(next, filled, filled);
        return true;
      }
      if (next > 0 && filled == bytes.length) {
        System.arraycopy(bytes, next, bytes, 0, filled - next);
        filled -= next;
        next = 0;
      }
      if (filled - next > LONGEST) {
        // Forget it but for a stub, which keeps its number and says that something was there.
        tooLong = true;
        filled = next + 1;
      }
      int searched = filled;
      int read = in.read(bytes, filled, bytes.length - filled);
      if (read < 0) {
        ended = true;
      } else {
        filled += read;
        end = lineFeed(searched);
      }
    }
    line(next, end, end + 1);
    return true;
  }

  private void line(int begin, int end, int after) {
    from = begin;
    to = end > begin && bytes[end - 1] == '\r' ? end - 1 : end;
    tooLong |= end - begin > LONGEST;
    next = after;
    number++;
  }

  private int lineFeed(int begin) {
    byte[] all = bytes;
    for (int i = begin, end = filled; i < end; i++) {
      if (all[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** From 1, the header included. */
  long number() {
    return number;
  }

  /** The line is longer than {@link #LONGEST}; what is left of it says nothing. */
  boolean tooLong() {
    return tooLong;
  }
}
