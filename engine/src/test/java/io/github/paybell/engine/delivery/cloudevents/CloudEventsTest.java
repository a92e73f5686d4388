package io.github.paybell.engine.delivery.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.jackson.JsonFormat;
import io.github.paybell.engine.ledger.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

/** What is written is CloudEvents, by the word of its own library. */
class CloudEventsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @Property(tries = 500)
  @Label("the CloudEvents library reads each event back as it was, from JSON")
  void structured(@ForAll("events") Event event) {
    var read = new JsonFormat().deserialize(CloudEvents.json(event));

    assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(read.getId()).isEqualTo(event.id().toString());
    assertThat(read.getSource()).hasToString("/accounts/" + event.account());
    assertThat(read.getType()).isEqualTo(event.type().wireName());
    assertThat(read.getSubject()).isEqualTo(event.subject());
    assertThat(read.getTime()).isEqualTo(event.time().atOffset(ZoneOffset.UTC));
    assertThat(version(read)).isEqualTo(event.version());
    assertThat(read.getDataContentType()).isEqualTo("application/json");
    assertThat(JSON.readTree(Objects.requireNonNull(read.getData()).toBytes()))
        .isEqualTo(JSON.readTree(event.data()));
  }

  @Property(tries = 200)
  @Label(
      "EVERY_EVENT: the same event has the same bytes, and its data is passed on as it was stored")
  void sameBytes(@ForAll("events") Event event) {
    var bytes = CloudEvents.json(event);

    assertThat(CloudEvents.json(copy(event, event.time()))).isEqualTo(bytes);
    assertThat(new String(bytes, UTF_8)).endsWith(",\"data\":" + event.data() + "}");
  }

  @Example
  @Label("EVERY_EVENT: a clock finer than the databases does not change the bytes")
  void finerClock() {
    var event = Events.of("cup-1", 3);
    var finer = copy(event, event.time().plusNanos(999));

    assertThat(CloudEvents.json(finer)).isEqualTo(CloudEvents.json(event));
  }

  @Example
  @Label("an event of an order is written as the contract shows it")
  void contract() {
    var event = Events.of("cup-1", 3);

    assertThat(new String(CloudEvents.json(event), UTF_8))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\""
                + event.id()
                + "\",\"source\":\"/accounts/shop\",\"type\":\"payment.succeeded\","
                + "\"subject\":\"cup-1\",\"time\":\"2026-01-05T01:30:12.250Z\",\"version\":3,"
                + "\"datacontenttype\":\"application/json\",\"data\":"
                + event.data()
                + "}");
  }

  @Example
  @Label("where there is no order, subject and version are absent")
  void noOrder() {
    assertThat(CloudEvents.attributes(Events.ofAccount("shop")))
        .containsOnlyKeys("specversion", "id", "source", "type", "time");
    assertThat(new String(CloudEvents.json(Events.ofAccount("shop")), UTF_8))
        .doesNotContain("subject", "\"version\"", "null");
  }

  @Provide
  Arbitrary<Event> events() {
    return Events.any();
  }

  private static Event copy(Event event, Instant time) {
    return new Event(
        event.id(),
        event.type(),
        event.account(),
        event.subject(),
        event.version(),
        time,
        new String(Arrays.copyOf(event.data().toCharArray(), event.data().length())));
  }

  private static Long version(CloudEvent event) {
    var version = (Number) event.getExtension("version");
    return version == null ? null : version.longValue();
  }
}
