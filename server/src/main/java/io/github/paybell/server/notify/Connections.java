package io.github.paybell.server.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of all event loops: so many altogether, so many from one address (BOUNDED). When
 * there is no place left a newcomer gets the place of the connection that has brought no
 * notification for longest; one that is owed an answer keeps its place. Thread-safe.
 */
final class Connections {
  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  private static final Duration WARN_EVERY = Duration.ofMinutes(1);

  private final Limits limits;

  private final Map<String, Integer> byOrigin = new HashMap<>();
  private int open;

  /**
   * Those that are owed no answer, the longest without a notification first. What else they ask for
   * does not count: by {@code /healthz} a crowd would stay younger than a sender not yet read.
   */
  private final Set<Connection> waiting = new LinkedHashSet<>();

  private long warned = System.nanoTime() - WARN_EVERY.toNanos();

  Connections(Limits limits) {
    this.limits = limits;
  }

  /**
   * Finds a place for a newcomer.
   *
   * @param origin under which it is counted; null: it is not
   * @param close closes it; called on any thread
   * @return null: there is none, because each is owed an answer
   */
  @Nullable Connection open(@Nullable String origin, Runnable close, long now) {
    var evicted = new ArrayList<Connection>(2);
    var opened = open(origin, close, now, evicted);
    evicted.forEach(Connection::close);
    return opened;
  }

  private synchronized @Nullable Connection open(
      @Nullable String origin, Runnable close, long now, List<Connection> evicted) {
    if (origin != null
        && byOrigin.getOrDefault(origin, 0) >= limits.connectionsOfOne()
        && !evict(origin, now, evicted)) {
      return null;
    }
    if (open >= limits.connections() && !evict(null, now, evicted)) {
      return null;
    }
    var connection = new Connection(this, origin, close, now);
    open++;
    if (origin != null) {
      byOrigin.merge(origin, 1, Integer::sum);
    }
    waiting.add(connection);
    return connection;
  }

  /** Takes the place of the first of them, of this origin if one is given. */
  private boolean evict(@Nullable String origin, long now, List<Connection> evicted) {
    warn(origin, now);
    for (var connection : waiting) {
      if (origin == null || origin.equals(connection.origin)) {
        left(connection);
        evicted.add(connection);
        return true;
      }
    }
    return false;
  }

  private void warn(@Nullable String origin, long now) {
    if (now - warned >= WARN_EVERY.toNanos()) {
      warned = now;
      log.warn(
          "the notify listener has {} connections, as many as it takes{}; for each new one the"
              + " connection that has brought no notification for longest is closed",
          origin == null ? open : byOrigin.getOrDefault(origin, 0),
          origin == null ? "" : " from " + origin);
    }
  }

  synchronized boolean asks(Connection connection, long now) {
    connection.inRequest = true;
    connection.waitingSince = now;
    return connection.open;
  }

  synchronized void notifies(Connection connection) {
    // To the end of them.
    if (waiting.remove(connection)) {
      waiting.add(connection);
    }
  }

  synchronized void waitsForUs(Connection connection) {
    waiting.remove(connection);
  }

  synchronized void rests(Connection connection, long now) {
    connection.inRequest = false;
    connection.served = true;
    connection.waitingSince = now;
    if (connection.open) {
      // To the end, if it was owed an answer; else it keeps its turn.
      waiting.add(connection);
    }
  }

  synchronized void left(Connection connection) {
    if (connection.open) {
      connection.open = false;
      waiting.remove(connection);
      open--;
      if (connection.origin != null) {
        byOrigin.computeIfPresent(connection.origin, (o, n) -> n == 1 ? null : n - 1);
      }
    }
  }

  /** Closes those that keep their place for longer than they may without a request. */
  void sweep(long now) {
    overstaying(now).forEach(Connection::close);
  }

  private synchronized List<Connection> overstaying(long now) {
    var overstaying = new ArrayList<Connection>();
    for (var connection : waiting) {
      long nanos = now - connection.waitingSince;
      if (!connection.inRequest
          && nanos > (connection.served ? limits.keepAlive() : limits.firstRequest()).toNanos()) {
        overstaying.add(connection);
      }
    }
    return overstaying;
  }
}
