package io.github.paybell.benchmarks.attack;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.V2SampleNotification;
import io.github.paybell.benchmarks.report.Spread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signed payments at a steady pace from 127.0.0.2, each on a connection of its own, repeated a
 * second after it was refused or cut. Ended by {@link #close}.
 */
final class StrangerPayments implements AutoCloseable {
  private static final int SENDERS = 64;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final Duration REPEAT = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final int port;
  private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS);
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();
  private final Collection<Double> answers = new ConcurrentLinkedQueue<>();
  private final Collection<Double> acknowledgements = new ConcurrentLinkedQueue<>();
  private final ScheduledFuture<?> pace;

  StrangerPayments(int port, int perSecond) {
    this.port = port;
    this.pace =
        senders.scheduleAtFixedRate(
            () -> {
              open.incrementAndGet();
              pay(sent.getAndIncrement(), System.nanoTime());
            },
            0,
            TimeUnit.SECONDS.toNanos(1) / perSecond,
            TimeUnit.NANOSECONDS);
  }

  private void pay(int n, long first) {
    senders.execute(() -> send(n, first));
  }

  private void send(int n, long first) {
    long began = System.nanoTime();
    try {
      boolean acknowledged = answer(n).contains("SUCCESS");
      answers.add(secondsSince(began));
      if (acknowledged) {
        acknowledgements.add(secondsSince(first));
        open.decrementAndGet();
        return;
      }
      busy.incrementAndGet();
    } catch (IOException e) {
      cut.incrementAndGet();
    }
    if (!senders.isShutdown()) {
      var unused = senders.schedule(() -> send(n, first), REPEAT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  // The HTTP client of this JDK cannot be told its own address.
  private String answer(int n) throws IOException {
    var body =
        V2SampleNotification.paid(
                MerchantFixture.outTradeNo(n),
                MerchantFixture.transactionId(n),
                V2SampleNotification.Algorithm.HMAC_SHA256)
            .bytes();
    var head =
        "POST /notify/%s HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
            .formatted(MerchantFixture.NOTIFY_TOKEN, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    try (var socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0));
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
      var request = new byte[head.length + body.length];
      System.arraycopy(head, 0, request, 0, head.length);
      System.arraycopy(body, 0, request, head.length, body.length);
      socket.getOutputStream().write(request);
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (answer.isEmpty()) {
        throw new IOException("closed without an answer");
      }
      return answer;
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /**
   * No new ones are sent; waits for those that are not acknowledged. Whether all are in the end.
   */
  boolean finish() throws InterruptedException {
    pace.cancel(false);
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (open.get() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return open.get() == 0;
  }

  int sent() {
    return sent.get();
  }

  /** Answers that were no acknowledgement. */
  int busy() {
    return busy.get();
  }

  /** Requests without an answer. */
  int cut() {
    return cut.get();
  }

  /** Seconds from connecting to each answer. */
  Spread answers() {
    return Spread.of(answers);
  }

  /** Seconds from each payment's first request to its acknowledgement. */
  Spread acknowledgements() {
    return Spread.of(acknowledgements);
  }

  @Override
  public void close() throws InterruptedException {
    senders.shutdownNow();
    senders.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
