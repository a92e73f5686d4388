package io.github.paybell.benchmarks.cluster;

import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signed payments, sent when they are asked for and repeated one second after a refusal. Ended by
 * {@link #close}.
 */
final class SteadyPayments implements AutoCloseable {
  private final HttpClient client = PaymentRequests.client();
  private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(2);
  private final Set<Integer> open = ConcurrentHashMap.newKeySet();
  private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
  private final ConcurrentSkipListSet<Long> acknowledged = new ConcurrentSkipListSet<>();
  private final Set<Integer> apart = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();

  /** Sends payments of this and the next orders at a steady pace. */
  void send(int port, int first, int perSecond) {
    var next = new AtomicInteger(first);
    var unused =
        senders.scheduleAtFixedRate(
            () -> {
              sent.incrementAndGet();
              pay(port, next.getAndIncrement());
            },
            0,
            TimeUnit.SECONDS.toNanos(1) / perSecond,
            TimeUnit.NANOSECONDS);
  }

  /** Sends the payment of an order whose acknowledgement is not counted with the others'. */
  void payApart(int port, int n) {
    apart.add(n);
    pay(port, n);
  }

  private void pay(int port, int n) {
    open.add(n);
    var unused =
        client
            .sendAsync(PaymentRequests.paid(port, n), BodyHandlers.ofString())
            .handle(
                (answer, failure) -> {
                  if (failure == null && answer.body().contains("SUCCESS")) {
                    open.remove(n);
                    if (!apart.contains(n)) {
                      acknowledged.add(System.nanoTime());
                    }
                  } else if (open.contains(n)) {
                    refused.add(n);
                    refusals.incrementAndGet();
                    if (!senders.isShutdown()) {
                      var unusedAgain = senders.schedule(() -> pay(port, n), 1, TimeUnit.SECONDS);
                    }
                  }
                  return n;
                });
  }

  /** Whether an order's payment is acknowledged. */
  boolean done(int n) {
    return !open.contains(n);
  }

  /** How many were sent at the steady pace. */
  int sent() {
    return sent.get();
  }

  /** How many of those were refused, or not answered, at least once. */
  long refusedOthers() {
    return refused.stream().filter(n -> !apart.contains(n)).count();
  }

  /** How often any was. */
  int refusals() {
    return refusals.get();
  }

  /** The longest time without an acknowledgement of the others, in this stretch. */
  Duration longestGap(long from, long to) {
    long longest = 0;
    long before = from;
    for (long at : acknowledged.subSet(from, to)) {
      longest = Math.max(longest, at - before);
      before = at;
    }
    return Duration.ofNanos(Math.max(longest, to - before));
  }

  /** No more are sent; those that are under way are answered or given up. */
  @Override
  public void close() throws InterruptedException {
    senders.shutdownNow();
    senders.awaitTermination(1, TimeUnit.SECONDS);
  }
}
