package io.github.paybell.simulator.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The latest requests of merchants with their answers, for the watcher's page. Thread-safe. */
public final class Journal {
  private static final int KEPT = 500;

  /** Bodies of all requests and answers together, so that giant requests do not fill the memory. */
  private static final long KEPT_BYTES = 32L << 20;

  /**
   * One exchange.
   *
   * @param number counts up from 1
   * @param at real time
   */
  public record Entry(long number, Instant at, Request request, Response answer) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
  private long number;
  private long bytes;

  /** Tells what is written from now on. */
  public void listen(Consumer<Entry> listener) {
    listeners.add(listener);
  }

  /** Keeps an exchange; the oldest makes room. */
  public void write(Instant at, Request request, Response answer) {
    Entry entry;
    synchronized (this) {
      entry = new Entry(++number, at, request, answer);
      entries.addFirst(entry);
      bytes += size(entry);
      while (entries.size() > KEPT || (bytes > KEPT_BYTES && entries.size() > 1)) {
        bytes -= size(entries.removeLast());
      }
    }
    listeners.forEach(it -> it.accept(entry));
  }

  /** What is kept, the newest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    entries.clear();
    bytes = 0;
  }

  /** A note can be long, too: it shows the string to sign. */
  private static long size(Entry entry) {
    return entry.request().body().length
        + entry.answer().body().length
        + 2L * entry.answer().note().length();
  }
}
