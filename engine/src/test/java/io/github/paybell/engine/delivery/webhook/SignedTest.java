package io.github.paybell.engine.delivery.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.github.paybell.engine.delivery.Tries;
import io.github.paybell.engine.delivery.cloudevents.CloudEvents;
import io.github.paybell.engine.delivery.cloudevents.Events;
import io.github.paybell.engine.ledger.Event;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What arrives is signed, by the word of the reference library of Standard Webhooks. */
class SignedTest {
  private static final String NEW = Hooks.SECRET;
  private static final String OLD =
      "whsec_" + Base64.getEncoder().encodeToString("another one, of 24 bytes.".getBytes(UTF_8));
  private static final String OTHER = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

  private static Receiver receiver;
  private static Webhook one;
  private static Webhook two;

  @BeforeContainer
  static void open() {
    receiver = Receiver.friendly();
    one = signedWith(NEW);
    two = signedWith(NEW, OLD);
  }

  @AfterContainer
  static void close() {
    one.close();
    two.close();
    receiver.close();
  }

  @Property(tries = 100)
  @Label("the library verifies each message, and not with another secret")
  void oneSecret(@ForAll("events") Event event) throws WebhookVerificationException {
    var got = told(one, event);

    assertThat(got.body()).isEqualTo(CloudEvents.json(event));
    verify(NEW, got.body(), got.headers());
    refuses(OTHER, got.body(), got.headers());
  }

  @Property(tries = 50)
  @Label("while a secret is changed, old and new both verify each message")
  void twoSecrets(@ForAll("events") Event event) throws WebhookVerificationException {
    var got = told(two, event);

    verify(NEW, got.body(), got.headers());
    verify(OLD, got.body(), got.headers());
    refuses(OTHER, got.body(), got.headers());
  }

  @Property(tries = 50)
  @Label("a message with one bit changed, another id or another time is refused")
  void changed(@ForAll("events") Event event, @ForAll int bit) {
    var got = told(two, event);
    var body = got.body().clone();
    body[Math.floorMod(bit, body.length)] ^= 1;

    refuses(NEW, body, got.headers());
    refuses(NEW, got.body(), with(got.headers(), "webhook-id", "another"));
    var timestamp = Long.parseLong(got.header("webhook-timestamp")) + 1;
    refuses(NEW, got.body(), with(got.headers(), "webhook-timestamp", Long.toString(timestamp)));
  }

  @Provide
  Arbitrary<Event> events() {
    return Events.any();
  }

  private static Webhook signedWith(String... secrets) {
    var options =
        new WebhookOptions(
            receiver.url("/hook"),
            List.of(secrets).stream().map(SigningSecret::of).toList(),
            WebhookOptions.TIMEOUT,
            true);
    return new Webhook(options, 1, Clock.systemUTC());
  }

  private static Receiver.Request told(Webhook webhook, Event event) {
    receiver.requests.clear();
    Tries.tell(webhook, event);
    return receiver.requests.get(0);
  }

  private static void verify(String secret, byte[] body, Map<String, List<String>> headers)
      throws WebhookVerificationException {
    library(secret).verify(new String(body, UTF_8), headers);
  }

  private static com.standardwebhooks.Webhook library(String secret) {
    try {
      return new com.standardwebhooks.Webhook(secret);
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void refuses(String secret, byte[] body, Map<String, List<String>> headers) {
    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> verify(secret, body, headers));
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> headers, String name, String value) {
    var changed = new HashMap<>(headers);
    changed.put(name, new ArrayList<>(List.of(value)));
    return changed;
  }
}
