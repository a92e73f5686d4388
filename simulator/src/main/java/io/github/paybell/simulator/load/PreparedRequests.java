package io.github.paybell.simulator.load;

import io.github.paybell.simulator.messenger.HttpLetter;
import io.github.paybell.simulator.messenger.Letters;
import io.github.paybell.simulator.trigger.Assignment;
import io.github.paybell.simulator.trigger.Samples;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Requests as the bytes that go out, each about another order. */
final class PreparedRequests {
  private PreparedRequests() {}

  /**
   * Writes and signs them, on all cores.
   *
   * @param onDone told how many are done, now and then, from several threads
   */
  static byte[][] write(
      Assignment assignment, Letters letters, int count, Clock real, IntConsumer onDone) {
    Samples samples = assignment.samples(real.instant());
    byte[][] requests = new byte[count][];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, count)
        .parallel()
        .forEach(
            number -> {
              // The time of the signature is that of the writing: it is fresh for five minutes.
              requests[number] = bytes(letters.paid(samples.make(number).order(), real.instant()));
              onDone.accept(done.incrementAndGet());
            });
    return requests;
  }

  private static byte[] bytes(HttpLetter letter) {
    URI to = URI.create(letter.url());
    String query = to.getRawQuery();
    String path = to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    StringBuilder head =
        new StringBuilder("POST ")
            .append(path)
            .append(query == null ? "" : "?" + query)
            .append(" HTTP/1.1\r\nHost: ")
            .append(to.getRawAuthority())
            .append("\r\n");
    for (Map.Entry<String, String> header : letter.headers()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    head.append("Content-Length: ").append(letter.body().length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] request = new byte[start.length + letter.body().length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(letter.body(), 0, request, start.length, letter.body().length);
    return request;
  }
}
