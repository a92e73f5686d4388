package io.github.paybell.server.notify;

import org.jspecify.annotations.Nullable;

/**
 * One open connection, and whose turn it is: the sender's, who has a request or the rest of one to
 * bring, or ours, who have an answer to give. Guarded by its {@link Connections}.
 */
final class Connection {
  private final Connections all;
  private final Runnable close;
  final @Nullable String origin;

  boolean open = true;
  boolean inRequest;
  boolean served;
  long waitingSince;

  private boolean leaving;

  /**
   * @param origin under which it is counted; null: it is not
   * @param close closes it; on any thread
   */
  Connection(Connections all, @Nullable String origin, Runnable close, long now) {
    this.all = all;
    this.origin = origin;
    this.close = close;
    this.waitingSince = now;
  }

  /**
   * The head of a request is there.
   *
   * @return false: the connection has just lost its place, an answer would not be seen
   */
  boolean asks(long now) {
    return all.asks(this, now);
  }

  /** The request is a notification for an account of ours, whose body is still to come. */
  void notifies() {
    all.notifies(this);
  }

  /** The whole request is there: the answer is for us to give. */
  void waitsForUs() {
    all.waitsForUs(this);
  }

  /** A request that was accepted is answered. */
  void rests(long now) {
    all.rests(this, now);
  }

  /** It is about to be closed: what still comes is no request. */
  void leaves() {
    leaving = true;
  }

  boolean leaving() {
    return leaving;
  }

  /** It is closed. */
  void left() {
    all.left(this);
  }

  void close() {
    close.run();
  }
}
