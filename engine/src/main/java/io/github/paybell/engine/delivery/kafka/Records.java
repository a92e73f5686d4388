package io.github.paybell.engine.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.paybell.engine.delivery.cloudevents.CloudEvents;
import io.github.paybell.engine.ledger.Event;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes an event as a record, in CloudEvents' binary form. */
final class Records {
  private static final String PREFIX = "ce_";
  private static final String CONTENT_TYPE = "content-type";

  private Records() {}

  static ProducerRecord<String, byte[]> of(String topic, Event event) {
    var subject = event.subject();
    var key = subject == null ? event.account() : subject;
    // The record's own time is when it was sent: a topic that forgets by age must not forget at
    // once what is delivered again after a year. The event's time is a header.
    var record = new ProducerRecord<>(topic, key, event.data().getBytes(UTF_8));
    CloudEvents.attributes(event)
        .forEach((name, value) -> record.headers().add(PREFIX + name, value.getBytes(UTF_8)));
    record.headers().add(CONTENT_TYPE, CloudEvents.DATA_TYPE.getBytes(UTF_8));
    return record;
  }
}
