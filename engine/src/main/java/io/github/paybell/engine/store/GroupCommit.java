package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts work that arrives together into one transaction. A writer takes whatever has queued up while
 * the one before committed: a lone item goes at once and alone, a crowd shares the price of a
 * commit; nothing lingers. Thread-safe.
 *
 * <p>Each item is answered exactly once, after its group's commit returned (ACK_AFTER_COMMIT) or
 * when it is sure that its transaction did not commit – or unsure whether it did, which is no
 * promise either. A group that fails is run again item by item, so that one row that is bad, or
 * that another transaction holds, never fails its neighbours; a store that is away fails the group
 * at once.
 *
 * @param <I> an item
 * @param <O> what became of it
 */
public final class GroupCommit<I, O> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  // Longer than a healthy commit takes. Everything that comes waits meanwhile.
  private static final Duration LOCK_WAIT = Duration.ofMillis(300);

  // A row that was locked while the group waited is locked still.
  private static final Duration LOCK_WAIT_ALONE = Duration.ofMillis(5);

  /** The transaction's work on a group. */
  public interface Work<I, O> {
    /**
     * @param lockWait how long to wait for rows that other transactions have locked
     * @return one outcome per item, in order
     */
    List<O> run(Connection connection, List<I> group, Duration lockWait) throws SQLException;
  }

  private final Seldom seldom = new Seldom(log);

  private record Waiting<I, O>(I item, Consumer<O> committed, Consumer<Throwable> failed) {}

  private final Store store;
  private final Work<I, O> work;
  private final int capacity;
  private final GroupLimit<I> limit;
  private final IntConsumer groupSize;
  private final ArrayDeque<Waiting<I, O>> queue = new ArrayDeque<>();
  private final List<Thread> writers = new ArrayList<>();
  private boolean closed;

  /**
   * @param capacity how many items may wait; more are refused
   * @param limit how much one transaction may take
   * @param groupSize told the size of each group that committed
   */
  public GroupCommit(
      Store store,
      String name,
      int capacity,
      GroupLimit<I> limit,
      Work<I, O> work,
      IntConsumer groupSize) {
    this.store = store;
    this.work = work;
    this.capacity = capacity;
    this.limit = limit;
    this.groupSize = groupSize;
    for (int i = 0; i < store.dialect().writers(); i++) {
      var writer = new Thread(this::write, name + "-" + (i + 1));
      writer.setDaemon(true);
      writers.add(writer);
      writer.start();
    }
  }

  /**
   * Hands an item in; returns at once.
   *
   * @param committed called on a writer's thread after the commit; must not block
   * @param failed called on a writer's thread when no commit can be promised; must not block
   * @return false if too many wait, or after {@link #close}; neither function is called then
   */
  public boolean offer(I item, Consumer<O> committed, Consumer<Throwable> failed) {
    synchronized (queue) {
      if (closed || queue.size() >= capacity) {
        return false;
      }
      queue.add(new Waiting<>(item, committed, failed));
      queue.notify();
      return true;
    }
  }

  /** How many items wait to be taken into a group. */
  public int waiting() {
    synchronized (queue) {
      return queue.size();
    }
  }

  private void write() {
    for (var group = take(); group != null; group = take()) {
      try {
        commit(group);
      } catch (Throwable e) {
        // commit answers each of its items; whatever else breaks must not end the writer.
        log.error("writer failed", e);
      }
    }
  }

  private @Nullable List<Waiting<I, O>> take() {
    synchronized (queue) {
      while (queue.isEmpty()) {
        if (closed) {
          return null;
        }
        try {
          queue.wait();
        } catch (InterruptedException e) {
          return null;
        }
      }
      var group = new ArrayList<Waiting<I, O>>(Math.min(limit.items(), queue.size()));
      long bytes = 0;
      do {
        var next = queue.remove();
        group.add(next);
        bytes += limit.bytesOf().applyAsInt(next.item());
      } while (group.size() < limit.items() && fits(queue.peek(), bytes));
      return group;
    }
  }

  private boolean fits(@Nullable Waiting<I, O> next, long bytes) {
    return next != null && bytes + limit.bytesOf().applyAsInt(next.item()) <= limit.bytes();
  }

  private void commit(List<Waiting<I, O>> group) {
    List<O> outcomes;
    try {
      outcomes = run(group, LOCK_WAIT);
    } catch (Throwable e) {
      if (Retry.away(e) || group.size() == 1) {
        fail(group, e);
        return;
      }
      seldom.warn(
          "group " + kind(e),
          "a group of " + group.size() + " was not committed, going on one by one: " + e);
      commitSingly(group);
      return;
    }
    committed(group, outcomes);
  }

  private void commitSingly(List<Waiting<I, O>> group) {
    // A second time for those who only met each other.
    commitSingly(commitSingly(group, true), false);
  }

  /**
   * @param again whether those that wait for a lock get a second chance; else they are answered
   * @return those
   */
  private List<Waiting<I, O>> commitSingly(List<Waiting<I, O>> group, boolean again) {
    var locked = new ArrayList<Waiting<I, O>>();
    for (int i = 0; i < group.size(); i++) {
      var one = group.subList(i, i + 1);
      List<O> outcome;
      try {
        outcome = run(one, LOCK_WAIT_ALONE);
      } catch (Throwable e) {
        if (again && Retry.locked(e)) {
          locked.addAll(one);
          continue;
        }
        fail(one, e);
        if (Retry.away(e)) {
          // The rest would each wait for a connection in vain.
          var rest = new SQLException("the store went away while a group was committed one by one");
          fail(locked, rest);
          fail(group.subList(i + 1, group.size()), rest);
          return List.of();
        }
        continue;
      }
      committed(one, outcome);
    }
    return locked;
  }

  private static String kind(Throwable cause) {
    return cause.getClass().getName()
        + (cause instanceof SQLException e ? e.getSQLState() + " " + e.getErrorCode() : "");
  }

  private void fail(List<Waiting<I, O>> group, Throwable cause) {
    if (!group.isEmpty()) {
      seldom.warn(kind(cause), group.size() + " not committed: " + cause);
      group.forEach(waiting -> answer(waiting.failed(), cause));
    }
  }

  private List<O> run(List<Waiting<I, O>> group, Duration lockWait) throws SQLException {
    var items = group.stream().map(Waiting::item).toList();
    return store.write(
        lockWait,
        connection -> {
          var outcomes = work.run(connection, items, lockWait);
          if (outcomes.size() != items.size()) {
            throw new IllegalStateException("one outcome per item");
          }
          return outcomes;
        });
  }

  private void committed(List<Waiting<I, O>> group, List<O> outcomes) {
    store.readiness().committed();
    groupSize.accept(group.size());
    for (int i = 0; i < group.size(); i++) {
      answer(group.get(i).committed(), outcomes.get(i));
    }
  }

  private static <T> void answer(Consumer<T> waiter, T with) {
    try {
      waiter.accept(with);
    } catch (RuntimeException e) {
      log.error("a waiter failed to take its answer", e);
    }
  }

  /** Refuses new items, commits what was admitted, then ends the writers. */
  @Override
  public void close() {
    synchronized (queue) {
      closed = true;
      queue.notifyAll();
    }
    boolean interrupted = false;
    for (var writer : writers) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
