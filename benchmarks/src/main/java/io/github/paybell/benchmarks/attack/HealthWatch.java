package io.github.paybell.benchmarks.attack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks {@code /healthz} all the time, as a balancer does. Ended by {@link #close}. */
final class HealthWatch implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Change(long at, boolean ready) {}

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final HttpRequest question;
  private final List<Change> changes = new ArrayList<>();
  private final Thread watch = new Thread(this::watch, "health-watch");
  private volatile boolean closed;

  HealthWatch(int port) {
    question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
            .timeout(PATIENCE)
            .build();
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    while (!closed) {
      boolean ready;
      try {
        ready = client.send(question, BodyHandlers.discarding()).statusCode() == 200;
        Thread.sleep(PACE.toMillis());
      } catch (IOException e) {
        ready = false;
      } catch (InterruptedException e) {
        return;
      }
      synchronized (changes) {
        if (changes.isEmpty() || changes.get(changes.size() - 1).ready() != ready) {
          changes.add(new Change(System.nanoTime(), ready));
        }
      }
    }
  }

  /** Whether it is ready now. */
  boolean ready() {
    synchronized (changes) {
      return !changes.isEmpty() && changes.get(changes.size() - 1).ready();
    }
  }

  /** When it first was not ready from that moment on, in words. */
  String notReadyAfter(long began) {
    synchronized (changes) {
      return changes.stream()
          .filter(change -> change.at() >= began && !change.ready())
          .findFirst()
          .map(change -> seconds(change.at() - began))
          .orElse("ready throughout");
    }
  }

  /** When it was ready for good after that moment, in words. */
  String readyAfter(long ended) {
    synchronized (changes) {
      var last = changes.get(changes.size() - 1);
      if (!last.ready()) {
        return "not ready";
      }
      return last.at() <= ended ? "-" : seconds(last.at() - ended);
    }
  }

  private static String seconds(long nanos) {
    return "%.1f s".formatted(nanos / 1e9);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    watch.interrupt();
    watch.join();
  }
}
