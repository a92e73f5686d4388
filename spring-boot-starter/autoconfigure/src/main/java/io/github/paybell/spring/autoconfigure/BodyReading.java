package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.inbox.MaxBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A body that is read on the container's thread, where a filter before ours leaves no other way; or
 * the status with which to refuse it. What stands still keeps the thread for as long as the
 * container waits.
 *
 * @param status 0: the whole body is there
 */
record BodyReading(int status, byte[] bytes) {
  private static final byte[] NONE = {};

  // WeChat Pay itself gives up after five seconds; whoever takes longer is not WeChat Pay.
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int FIRST_BYTES = 8_192;

  /** Reads up to the bound. */
  static BodyReading of(HttpServletRequest request, MaxBody maxBody) {
    long begun = System.nanoTime();
    try {
      var in = request.getInputStream();
      var bytes = new byte[FIRST_BYTES];
      int length = 0;
      while (true) {
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          return new BodyReading(0, Arrays.copyOf(bytes, length));
        }
        length += read;
        if (length > maxBody.bytes()) {
          return new BodyReading(413, NONE);
        }
        if (System.nanoTime() - begun > LONGEST_NANOS) {
          return new BodyReading(408, NONE);
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(2 * length, maxBody.bytes() + 1));
        }
      }
    } catch (IOException e) {
      // It stood still for as long as the container waits, or its sender is gone.
      return new BodyReading(408, NONE);
    }
  }

  @Override
  public String toString() {
    return "BodyReading[" + status + ", " + bytes.length + " bytes]";
  }
}
