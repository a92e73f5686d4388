package io.github.paybell.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How often made-up tokens make us ask the database. */
class RefreshOnDemandTest {
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  @DisplayName(
      "BOUNDED: however many ask, the accounts are read twice a second, and sixteen wait for it")
  void bounded() {
    var begun = System.nanoTime();
    var onDemand = new RefreshOnDemand(reads::incrementAndGet);
    onDemand.ask().join();
    assertThat(reads).hasValue(1);

    var waiting = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 10_000; i++) {
      var ending = onDemand.ask();
      if (!ending.isDone()) {
        waiting.add(ending);
      }
    }
    waiting.forEach(CompletableFuture::join);

    long halfSeconds = (System.nanoTime() - begun) / 500_000_000;
    assertThat(reads.get()).isLessThanOrEqualTo((int) halfSeconds + 1);
    assertThat(waiting.size()).isLessThanOrEqualTo(RefreshOnDemand.MOST_WAITING * reads.get());
  }

  @Test
  @DisplayName(
      "IN_TIME: who asks while the database is silent does not wait for it; a failure ends")
  void silent() {
    var answer = new Semaphore(0);
    var onDemand =
        new RefreshOnDemand(
            () -> {
              reads.incrementAndGet();
              answer.acquireUninterruptibly();
              throw new SQLException("the server is gone");
            });
    onDemand.ask().join();
    assertThat(answer.getQueueLength()).isOne();

    answer.release(2);
    onDemand.ask().join();
    assertThat(reads.get()).isGreaterThanOrEqualTo(1);
  }
}
