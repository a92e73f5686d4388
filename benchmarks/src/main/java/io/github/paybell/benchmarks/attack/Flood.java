package io.github.paybell.benchmarks.attack;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.V2SampleNotification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Requests that are no payment, as many as 64 connections carry. */
final class Flood {
  private static final int AT_ONCE = 64;
  private static final int LARGE = 60_000;

  private final int port;

  Flood(int port) {
    this.port = port;
  }

  void unknownTokens(Duration length) throws InterruptedException {
    run(length, n -> "unknown-" + n, n -> "<xml></xml>");
  }

  void wrongSignatures(Duration length) throws InterruptedException {
    var genuine =
        V2SampleNotification.paid(
                "FLOOD", "4200000001000000000000000000", V2SampleNotification.Algorithm.MD5)
            .xml();
    run(
        length,
        n -> MerchantFixture.NOTIFY_TOKEN,
        n -> genuine.replace("FLOOD", "FLOOD" + n)); // what was signed says FLOOD
  }

  void largeBodies(Duration length) throws InterruptedException {
    var body = "<xml>" + "a".repeat(LARGE) + "</xml>";
    run(length, n -> MerchantFixture.NOTIFY_TOKEN, n -> body);
  }

  private void run(Duration length, LongFunction<String> token, LongFunction<String> body)
      throws InterruptedException {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var places = new Semaphore(AT_ONCE);
    var sent = new AtomicLong();
    long until = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < until) {
      places.acquire();
      long n = sent.incrementAndGet();
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + port + "/notify/" + token.apply(n)))
              .timeout(Duration.ofSeconds(5))
              .POST(BodyPublishers.ofString(body.apply(n), StandardCharsets.UTF_8))
              .build();
      var unused =
          client
              .sendAsync(request, BodyHandlers.discarding())
              .whenComplete((answer, failure) -> places.release());
    }
    places.acquire(AT_ONCE);
  }
}
