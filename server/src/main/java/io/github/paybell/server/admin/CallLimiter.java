package io.github.paybell.server.admin;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The calls to WeChat Pay that may be under way at one time. Each keeps a thread of the admin API
 * for up to some 15 s when WeChat Pay is slow; those that remain go on answering everything else.
 * Thread-safe.
 */
final class CallLimiter {
  /** Of the 64 threads in admin.properties: at 150 ms a call, some 300 orders a second. */
  static final int ALL = 48;

  private final Semaphore free;

  CallLimiter(int all) {
    free = new Semaphore(all);
  }

  /**
   * Calls, if one more may be under way. None waits for that: a call that waits keeps a thread,
   * too.
   *
   * @throws AdminError 503 if it may not; nothing was done then
   */
  <T> T call(Supplier<T> call) {
    if (!free.tryAcquire()) {
      throw AdminError.busy();
    }
    try {
      return call.get();
    } finally {
      free.release();
    }
  }
}
