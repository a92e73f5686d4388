package io.github.paybell.benchmarks.cluster;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signed payments at a steady pace, each repeated until it is acknowledged. WeChat Pay repeats
 * after 15 s; here it is sooner, so that the pause that is seen is the database's.
 */
public final class ClusterPayments {
  private static final Duration PACE = Duration.ofMillis(10);
  private static final Duration REPEAT = Duration.ofMillis(250);
  private static final int SENDERS = 16;

  // Of v2, whose answers all have status 200.
  private static final String ACKNOWLEDGED = "SUCCESS";
  private static final String BUSY = "系统繁忙";

  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final int port;
  private final int first;
  private final int count;
  private final HttpClient client = PaymentRequests.client();
  private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS);
  private final CountDownLatch open;
  private final ConcurrentSkipListSet<Long> acknowledged = new ConcurrentSkipListSet<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  public ClusterPayments(int port, int count) {
    this(port, 0, count);
  }

  /**
   * @param first the number of the first order that is paid
   */
  ClusterPayments(int port, int first, int count) {
    this.port = port;
    this.first = first;
    this.count = count;
    this.open = new CountDownLatch(count);
  }

  /** What happens in the middle. */
  public interface Change {
    void run() throws Exception;
  }

  /**
   * What was seen.
   *
   * @param busy answers that say so
   * @param failed other answers that were no success
   * @param lost requests that were not answered
   * @param usualGap the longest time between two acknowledgements before the change
   * @param pause the longest from the change on
   */
  public record Seen(int busy, int failed, int lost, Duration usualGap, Duration pause) {}

  /**
   * Sends all, runs the change after half of them, and waits for the last acknowledgement.
   *
   * @throws IOException if a payment is never acknowledged
   */
  public Seen send(Change change) throws Exception {
    try {
      for (int n = 0; n < count; n++) {
        int number = first + n;
        var unused =
            senders.schedule(() -> send(number), PACE.toMillis() * n, TimeUnit.MILLISECONDS);
      }
      TimeUnit.MILLISECONDS.sleep(PACE.toMillis() * (count / 2));
      long changed = System.nanoTime();
      change.run();
      if (!open.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(open.getCount() + " payments were never acknowledged");
      }
      return new Seen(
          busy.get(),
          failed.get(),
          lost.get(),
          longestGap(0, changed),
          longestGap(changed, Long.MAX_VALUE));
    } finally {
      senders.shutdownNow();
    }
  }

  private void send(int n) {
    try {
      if (acknowledged(client.send(PaymentRequests.paid(port, n), BodyHandlers.ofString()))) {
        acknowledged.add(System.nanoTime());
        open.countDown();
        return;
      }
    } catch (IOException e) {
      lost.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    var unused = senders.schedule(() -> send(n), REPEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean acknowledged(HttpResponse<String> answer) {
    if (answer.body().contains(ACKNOWLEDGED)) {
      return true;
    }
    (answer.body().contains(BUSY) ? busy : failed).incrementAndGet();
    return false;
  }

  private Duration longestGap(long from, long to) {
    long longest = 0;
    Long before = null;
    for (long at : acknowledged) {
      if (before != null && at > from && at <= to) {
        longest = Math.max(longest, at - before);
      }
      before = at;
    }
    return Duration.ofNanos(longest);
  }
}
