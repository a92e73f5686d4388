package io.github.paybell.benchmarks.delivery;

import java.util.concurrent.CountDownLatch;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A Kafka broker in a process of its own; says its address, and ends with its parent. */
public final class BrokerMain {
  static final String ADDRESS = "address ";
  static final String TOPIC = "payments";

  private BrokerMain() {}

  public static void main(String[] args) throws Exception {
    var broker = new EmbeddedKafkaKraftBroker(1, 4, TOPIC);
    broker.afterPropertiesSet();
    System.out.println(ADDRESS + broker.getBrokersAsString());
    new CountDownLatch(1).await();
  }
}
