package io.github.paybell.engine.delivery.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.delivery.Attempt;
import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.delivery.Tries;
import io.github.paybell.engine.delivery.cloudevents.Events;
import io.github.paybell.engine.ledger.Event;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an attempt says of where it went and what was answered. */
class HeardTest {
  private static final class Listening implements Attempt {
    private final CompletableFuture<DeliveryResult> told = new CompletableFuture<>();
    private volatile @Nullable String address;
    private volatile byte @Nullable [] answer;

    @Override
    public Event event() {
      return Events.of("cup-1", 3);
    }

    @Override
    public int number() {
      return 1;
    }

    @Override
    public void heard(@Nullable String where, byte @Nullable [] what) {
      address = where;
      answer = what;
    }

    @Override
    public void end(DeliveryResult end) {
      told.complete(end);
    }
  }

  private static Listening tell(URI url) {
    var attempt = new Listening();
    try (var webhook = Hooks.to(url)) {
      webhook.tell(List.of(attempt));
      Tries.end(attempt.told);
    }
    return attempt;
  }

  private static String answered(String body) throws Exception {
    try (var receiver =
        new Receiver(
            (request, wire) ->
                wire.write(
                    "HTTP/1.1 500 Broken\r\ncontent-length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body))) {
      var attempt = tell(receiver.url("/"));
      assertThat(attempt.address).isEqualTo("127.0.0.1");
      return new String(Objects.requireNonNull(attempt.answer), UTF_8);
    }
  }

  @Test
  @DisplayName("SEEN: the address that was called and the first KiB of the answer are known")
  void heard() throws Exception {
    assertThat(answered("out of beans")).isEqualTo("out of beans");
    assertThat(answered("")).isEmpty();
    assertThat(answered("x".repeat(3_000))).isEqualTo("x".repeat(1_024));
    assertThat(answered("x".repeat(300_000))).isEqualTo("x".repeat(1_024));
  }

  @Test
  @DisplayName("SEEN: where nothing listens the address is known all the same")
  void refused() throws Exception {
    URI nowhere;
    try (var receiver = Receiver.friendly()) {
      nowhere = receiver.url("/");
    }

    var attempt = tell(nowhere);

    assertThat(attempt.address).isEqualTo("127.0.0.1");
    assertThat(attempt.answer).isNull();
  }
}
