package io.github.paybell.engine.delivery.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.paybell.engine.delivery.cloudevents.Events;
import io.github.paybell.engine.ledger.Event;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;

/** Webhooks as tests want them. */
final class Hooks {
  static final String SECRET =
      "whsec_"
          + Base64.getEncoder()
              .encodeToString("a secret of thirty-two bytes....".getBytes(US_ASCII));
  static final Duration SHORT = Duration.ofMillis(250);

  private Hooks() {}

  static Webhook to(URI url) {
    return to(url, 4, WebhookOptions.TIMEOUT);
  }

  static Webhook to(URI url, int concurrency, Duration timeout) {
    return new Webhook(options(url, timeout, true), concurrency, Clock.systemUTC());
  }

  static WebhookOptions options(URI url, Duration timeout, boolean allowPrivate) {
    return new WebhookOptions(url, List.of(SigningSecret.of(SECRET)), timeout, allowPrivate);
  }

  /** A client for which every name has these addresses. */
  static OkHttpClient resolving(InetAddress... addresses) {
    return new OkHttpClient.Builder().dns(name -> List.of(addresses)).build();
  }

  static List<Event> events(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> Events.of("cup-1", n)).toList();
  }
}
