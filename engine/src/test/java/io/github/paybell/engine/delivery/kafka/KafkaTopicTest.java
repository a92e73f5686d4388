package io.github.paybell.engine.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.delivery.Tries;
import io.github.paybell.engine.delivery.cloudevents.CloudEvents;
import io.github.paybell.engine.delivery.cloudevents.Events;
import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.WechatEvent;
import io.github.paybell.protocol.FreePort;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Events on a topic of a real broker. */
class KafkaTopicTest {
  private static final int PARTITIONS = 4;
  private static final DeliveryResult DELIVERED = new DeliveryResult.Delivered(null);

  private static EmbeddedKafkaKraftBroker broker;

  @BeforeAll
  static void start() throws IOException {
    broker = new EmbeddedKafkaKraftBroker(1, PARTITIONS);
    broker.kafkaPorts(FreePort.choose()); // the same one after it was stopped
    broker.brokerProperty("auto.create.topics.enable", "false");
    broker.afterPropertiesSet();
  }

  @AfterAll
  static void stop() {
    broker.destroy();
  }

  @Test
  @DisplayName(
      "an event is a record with the order as its key, ce_ headers, and the data as its value")
  void record() {
    var topic = newTopic();
    var event = Events.of("cup-1", 3);
    try (var channel = channel(topic)) {
      assertThat(Tries.tell(channel, event)).isEqualTo(DELIVERED);
      assertThat(channel.kind()).isEqualTo("kafka");
      assertThat(channel.target()).isEqualTo(topic);
    }

    var record = read(topic).get(0);
    assertThat(record.key()).isEqualTo("cup-1");
    assertThat(record.value()).isEqualTo(event.data().getBytes(UTF_8));
    var expected = new HashMap<String, String>();
    CloudEvents.attributes(event).forEach((name, value) -> expected.put("ce_" + name, value));
    expected.put("content-type", "application/json");
    assertThat(headers(record)).isEqualTo(expected);
    assertThat(expected).containsEntry("ce_version", "3").containsEntry("ce_subject", "cup-1");
  }

  @Test
  @DisplayName("TOLD_WHOLE: an event of another product is a record of its account, up to 512 KiB")
  void otherProduct() {
    var topic = newTopic();
    var resource = "a".repeat(512 * 1024);
    var event =
        new Event(
            UUID.randomUUID(),
            WechatEvent.of("COMPLAINT.CREATE"),
            "shop",
            null,
            null,
            Instant.parse("2026-01-05T01:30:00Z"),
            "{\"account\":\"shop\",\"resource\":{\"complaint_detail\":\"" + resource + "\"}}");
    try (var channel = channel(topic)) {
      assertThat(Tries.tell(channel, event)).isEqualTo(DELIVERED);
    }

    var record = read(topic).get(0);
    assertThat(record.key()).isEqualTo("shop");
    assertThat(record.value()).isEqualTo(event.data().getBytes(UTF_8));
    assertThat(headers(record))
        .containsEntry("ce_type", "wechat.COMPLAINT.CREATE")
        .containsEntry("ce_source", "/accounts/shop")
        .doesNotContainKeys("ce_subject", "ce_version");
  }

  @Test
  @DisplayName("the CloudEvents library reads each event back as it was, from Kafka")
  void library() {
    var topic = newTopic();
    var events = Events.any().list().ofSize(200).sample();
    try (var channel = channel(topic)) {
      assertThat(Tries.tell(channel, events)).containsOnly(DELIVERED);
    }

    var read = new HashMap<String, ConsumerRecord<String, byte[]>>();
    read(topic).forEach(record -> read.put(headers(record).get("ce_id"), record));
    assertThat(events).allSatisfy(event -> same(event, read.get(event.id().toString())));
  }

  @Test
  @DisplayName(
      "IN_ORDER: the events of one order are in one partition, in the order they were told in")
  void order() {
    var topic = newTopic();
    var events = new ArrayList<Event>();
    for (int version = 1; version <= 50; version++) {
      for (var order : List.of("a", "bb", "ccc", "dddd", "eeeee", "ffffff")) {
        events.add(Events.of(order, version));
      }
    }
    try (var channel = channel(topic)) {
      for (int from = 0; from < events.size(); from += 60) {
        assertThat(Tries.tell(channel, events.subList(from, from + 60))).containsOnly(DELIVERED);
      }
    }

    var partitions = new HashMap<String, Integer>();
    var versions = new HashMap<String, List<String>>();
    for (var record : read(topic)) {
      var partition = partitions.computeIfAbsent(record.key(), key -> record.partition());
      assertThat(record.partition()).isEqualTo(partition);
      versions
          .computeIfAbsent(record.key(), key -> new ArrayList<>())
          .add(headers(record).get("ce_version"));
    }
    assertThat(partitions).hasSize(6);
    assertThat(partitions.values()).as("one partition would prove nothing").contains(0, 1);
    assertThat(versions.values())
        .allSatisfy(
            told ->
                assertThat(told)
                    .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 50).mapToObj(Integer::toString).toList()));
  }

  @Test
  @DisplayName("a topic that is not there fails the attempts; once it is there, they go")
  void noTopic() {
    var topic = "later-" + UUID.randomUUID();
    var missing =
        new DeliveryResult.Failed(null, "no broker answered for topic " + topic + " in 5 s", null);
    try (var channel = channel(topic)) {
      var first = Tries.begin(channel, List.of(Events.of("cup-1", 1)));
      var second = Tries.begin(channel, List.of(Events.of("cup-1", 2), Events.of("cup-1", 3)));

      assertThat(first).allSatisfy(one -> assertThat(Tries.end(one)).isEqualTo(missing));
      assertThat(second).allSatisfy(one -> assertThat(Tries.end(one)).isEqualTo(missing));

      broker.addTopics(topic);
      tellUntilDelivered(channel, Events.of("cup-1", 1));
    }
  }

  @Test
  @DisplayName("an event counts as delivered only when the broker says so: not while it is away")
  void brokerAway() {
    var topic = newTopic();
    try (var channel = hastyChannel(topic)) {
      tellUntilDelivered(channel, Events.of("cup-1", 1));
      var server = broker.getCluster().brokers().values().iterator().next();
      server.shutdown();
      server.awaitShutdown();
      try {
        assertThat(Tries.tell(channel, Events.of("cup-1", 2)))
            .isInstanceOf(DeliveryResult.Failed.class);
      } finally {
        server.startup();
      }
      tellUntilDelivered(channel, Events.of("cup-1", 2));
    }
    assertThat(read(topic))
        .last()
        .satisfies(record -> assertThat(headers(record)).containsEntry("ce_version", "2"));
  }

  /** As the delivery does it: a broker that has just come up may take more than one attempt. */
  private static void tellUntilDelivered(KafkaTopic channel, Event event) {
    for (int attempts = 1; !Tries.tell(channel, event).equals(DELIVERED); attempts++) {
      assertThat(attempts).as("attempts that failed").isLessThan(60);
    }
  }

  private static void same(Event event, ConsumerRecord<String, byte[]> record) {
    var read = KafkaMessageFactory.createReader(record).toEvent();
    assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(read.getId()).isEqualTo(event.id().toString());
    assertThat(read.getSource()).hasToString("/accounts/" + event.account());
    assertThat(read.getType()).isEqualTo(event.type().wireName());
    assertThat(read.getSubject()).isEqualTo(event.subject());
    assertThat(read.getTime()).isEqualTo(event.time().atOffset(ZoneOffset.UTC));
    assertThat(read.getExtension("version"))
        .isEqualTo(event.version() == null ? null : event.version().toString());
    assertThat(read.getDataContentType()).isEqualTo("application/json");
    assertThat(Objects.requireNonNull(read.getData()).toBytes())
        .isEqualTo(event.data().getBytes(UTF_8));
    assertThat(record.key()).isEqualTo(event.subject() == null ? event.account() : event.subject());
  }

  private static KafkaTopic channel(String topic) {
    return new KafkaTopic(Map.of("bootstrap.servers", broker.getBrokersAsString()), topic);
  }

  private static KafkaTopic hastyChannel(String topic) {
    return new KafkaTopic(
        Map.of(
            "bootstrap.servers", broker.getBrokersAsString(),
            "delivery.timeout.ms", "1000",
            "request.timeout.ms", "500",
            "reconnect.backoff.max.ms", "100"),
        topic);
  }

  private static String newTopic() {
    var topic = "payments-" + UUID.randomUUID();
    broker.addTopics(topic);
    return topic;
  }

  /** All that the topic has now, each partition in its order. */
  private static List<ConsumerRecord<String, byte[]>> read(String topic) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.getBrokersAsString());
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      var ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    }
    return records;
  }

  private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
    var headers = new HashMap<String, String>();
    StreamSupport.stream(record.headers().spliterator(), false)
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }
}
