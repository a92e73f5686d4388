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
  static final Limits DEFAULT =
      new Limits(
          2_048,
          1_024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(75),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          128L << 20,
          Duration.ofSeconds(4));
}
