package io.github.paybell.benchmarks.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that take nothing before the gate is open. */
final class Gate implements Executor, AutoCloseable {
  private final ExecutorService threads;
  private List<Runnable> waiting = new ArrayList<>();
  private boolean open;

  Gate(int threads) {
    this.threads = Executors.newFixedThreadPool(threads);
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (!open) {
        waiting.add(task);
        return;
      }
    }
    threads.execute(task);
  }

  synchronized void shut() {
    open = false;
  }

  void open() {
    List<Runnable> all;
    synchronized (this) {
      open = true;
      all = waiting;
      waiting = new ArrayList<>();
    }
    all.forEach(threads::execute);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
