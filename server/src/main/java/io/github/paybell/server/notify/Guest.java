package io.github.paybell.server.notify;

/** One connection: how many of its requests are open, and since when it rests. One event loop. */
final class Guest {
  private int open;
  private boolean served;
  private long restingSince;

  Guest(long now) {
    this.restingSince = now;
  }

  void requestBegins() {
    open++;
    served = true;
  }

  void requestEnds(long now) {
    open--;
    restingSince = now;
  }

  /** Whether it has kept its place for longer than it may without asking anything. */
  boolean overstays(long now, Limits limits) {
    var allowed = served ? limits.keepAlive() : limits.firstRequest();
    return open == 0 && now - restingSince > allowed.toNanos();
  }
}
