package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.inbox.ByteBudget;
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

  // WeChat Pay itself gives up after five seconds; a sender that takes longer is not WeChat Pay.
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int FIRST_BYTES = 8_192;

  /**
   * Reads up to the bound.
   *
   * @param budget of all bodies together; of it, a body that is there holds its length
   */
  static BodyReading of(HttpServletRequest request, MaxBody maxBody, ByteBudget budget) {
    long begun = System.nanoTime();
    var bytes = new byte[0];
    int length = 0;
    int status = 0;
    try {
      var in = request.getInputStream();
      while (status == 0) {
        if (length == bytes.length) {
          int more = Math.min(Math.max(FIRST_BYTES, length), maxBody.bytes() + 1 - length);
          if (!budget.take(more)) {
            status = 503;
            break;
          }
          bytes = Arrays.copyOf(bytes, length + more);
        }
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          budget.give(bytes.length - length);
          return new BodyReading(0, Arrays.copyOf(bytes, length));
        }
        length += read;
        if (length > maxBody.bytes()) {
          status = 413;
        } else if (System.nanoTime() - begun > LONGEST_NANOS) {
          status = 408;
        }
      }
    } catch (IOException e) {
      // It stood still for as long as the container waits, or its sender is gone.
      status = 408;
    }
    budget.give(bytes.length);
    return new BodyReading(status, NONE);
  }

  @Override
  public String toString() {
    return "BodyReading[" + status + ", " + bytes.length + " bytes]";
  }
}
