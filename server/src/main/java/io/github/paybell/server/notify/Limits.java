package io.github.paybell.server.notify;

import java.time.Duration;

/**
 * What senders may take of the notify listener.
 *
 * @param connections open at once
 * @param connectionsOfOne of these, from one address that is no trusted proxy
 * @param firstRequest how long a new connection may take to bring a whole request head
 * @param keepAlive how long a connection may rest between two requests; longer than the 60 s for
 *     which proxies keep theirs, so that the proxy ends it and no request meets a closing listener
 * @param bodyPause how long a body may stand still
 * @param body how long a body may take altogether
 * @param bodies bytes of bodies that are held at once, until their answers; above that a request is
 *     answered 503
 * @param answer when the notify listener answers for an inbox that has not; above the inbox's own
 *     deadline
 */
record Limits(
    int connections,
    int connectionsOfOne,
    Duration firstRequest,
    Duration keepAlive,
    Duration bodyPause,
    Duration body,
    long bodies,
    Duration answer) {
  private static final int MOST_CONNECTIONS = 2_048;

  // A head of 8 KiB in headers of one letter is 230 KiB when it is read (measured): a quarter of
  // the heap, if each connection brings one.
  private static final long HEAP_OF_CONNECTION = 1L << 20;

  static final Limits DEFAULT = ofHeap(Runtime.getRuntime().maxMemory());

  /**
   * What a heap has room for.
   *
   * @param bytes that it may grow to
   */
  static Limits ofHeap(long bytes) {
    int connections = (int) Math.max(2, Math.min(MOST_CONNECTIONS, bytes / HEAP_OF_CONNECTION));
    return new Limits(
        connections,
        connections / 2,
        Duration.ofSeconds(10),
        Duration.ofSeconds(75),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        bytes / 8,
        Duration.ofSeconds(4));
  }
}
