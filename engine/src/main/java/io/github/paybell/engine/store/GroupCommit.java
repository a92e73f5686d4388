package io.github.paybell.engine.store;

import java.sql.Connection;
import java.sql.SQLException;
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
 * promise either. A group that fails is run again item by item, so that one bad row never fails its
 * neighbours; a store that is away fails the group at once.
 *
 * @param <I> an item
 * @param <O> what became of it
 */
public final class GroupCommit<I, O> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  /** The transaction's work on a group: one outcome per item, in order. */
  public interface Work<I, O> {
    List<O> run(Connection connection, List<I> group) throws SQLException;
  }

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

  /** Answers every item of the group; false: the store is away. */
  private boolean commit(List<Waiting<I, O>> group) {
    List<O> outcomes;
    try {
      outcomes = run(group);
    } catch (Throwable e) {
      boolean away = Retry.away(e);
      if (away || group.size() == 1) {
        fail(group, e);
        return !away;
      }
      log.warn(
          "a group of {} was not committed, going on one by one: {}", group.size(), e.toString());
      return commitSingly(group);
    }
    groupSize.accept(group.size());
    for (int i = 0; i < group.size(); i++) {
      answer(group.get(i).committed(), outcomes.get(i));
    }
    return true;
  }

  private boolean commitSingly(List<Waiting<I, O>> group) {
    for (int i = 0; i < group.size(); i++) {
      if (!commit(List.of(group.get(i)))) {
        // The rest would each wait for a connection in vain.
        fail(
            group.subList(i + 1, group.size()),
            new SQLException("the store went away while a group was committed one by one"));
        return false;
      }
    }
    return true;
  }

  private void fail(List<Waiting<I, O>> group, Throwable cause) {
    log.warn("{} not committed: {}", group.size(), cause.toString());
    group.forEach(waiting -> answer(waiting.failed(), cause));
  }

  private List<O> run(List<Waiting<I, O>> group) throws SQLException {
    var items = group.stream().map(Waiting::item).toList();
    return Retry.conflicts(
        () ->
            store.write(
                connection -> {
                  var outcomes = work.run(connection, items);
                  if (outcomes.size() != items.size()) {
                    throw new IllegalStateException("one outcome per item");
                  }
                  return outcomes;
                }));
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
