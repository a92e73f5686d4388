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
    var connection = new Connection(origin, close, now);
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
        connection.left();
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

  /**
   * One open connection, and whose turn it is: the sender's, who has a request or the rest of one
   * to bring, or ours, who have an answer to give.
   */
  final class Connection {
    private final @Nullable String origin;
    private final Runnable close;

    private boolean open = true;
    private boolean inRequest;
    private boolean served;
    private long waitingSince;

    private boolean leaving;

    private Connection(@Nullable String origin, Runnable close, long now) {
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
      synchronized (Connections.this) {
        inRequest = true;
        waitingSince = now;
        return open;
      }
    }

    /** The request is a notification for an account of ours, whose body is still to come. */
    void notifies() {
      synchronized (Connections.this) {
        // To the end of them.
        if (waiting.remove(this)) {
          waiting.add(this);
        }
      }
    }

    /** The whole request is there: the answer is for us to give. */
    void waitsForUs() {
      synchronized (Connections.this) {
        waiting.remove(this);
      }
    }

    /** A request that was accepted is answered. */
    void rests(long now) {
      synchronized (Connections.this) {
        inRequest = false;
        served = true;
        waitingSince = now;
        if (open) {
          // To the end, if it was owed an answer; else it keeps its turn.
          waiting.add(this);
        }
      }
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
      synchronized (Connections.this) {
        if (open) {
          open = false;
          waiting.remove(this);
          Connections.this.open--;
          if (origin != null) {
            byOrigin.computeIfPresent(origin, (o, n) -> n == 1 ? null : n - 1);
          }
        }
      }
    }

    void close() {
      close.run();
    }
  }
}
