package io.github.paybell.engine.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.delivery.Tries;
import io.github.paybell.engine.delivery.cloudevents.Events;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a producer that fails, shown with Kafka's own stand-in for one. */
class SenderTest {
  private final List<MockProducer<String, byte[]>> made = new ArrayList<>();
  private final Sender sender = new Sender(this::make, "payments", Duration.ofSeconds(5));

  private RuntimeException nextFailure;

  private MockProducer<String, byte[]> make() {
    var producer =
        new MockProducer<>(
            Cluster.empty(), true, null, new StringSerializer(), new ByteArraySerializer());
    producer.sendException = nextFailure;
    made.add(producer);
    return producer;
  }

  @Test
  @DisplayName(
      "no producer is made before there is something to tell, and one serves for all of it")
  void lazy() {
    assertThat(made).isEmpty();
    tell(1);
    tell(2);
    assertThat(made).hasSize(1);
    sender.close();
    assertThat(made.get(0).closed()).isTrue();
  }

  @Test
  @DisplayName("a producer that failed for good is closed and replaced")
  void replaced() {
    nextFailure = new ClusterAuthorizationException("sesame");
    assertThat(tell(1))
        .isEqualTo(
            new DeliveryResult.Failed(
                null, "the brokers do not let us write to topic payments", null));

    nextFailure = null;
    assertThat(tell(1)).isEqualTo(new DeliveryResult.Delivered(null));
    assertThat(made).hasSize(2);
    assertThat(made.get(0).closed()).isTrue();
    sender.close();
  }

  @Test
  @DisplayName("a moment's failure, or one record's, costs no producer")
  void kept() {
    tell(1);
    made.get(0).sendException = new NotEnoughReplicasException("sesame");
    assertThat(tell(2))
        .isEqualTo(
            new DeliveryResult.Failed(
                null, "too few replicas of topic payments are in sync", null));
    made.get(0).sendException = new RecordTooLargeException("sesame");
    assertThat(tell(3))
        .isEqualTo(
            new DeliveryResult.Failed(
                null, "the event is larger than topic payments allows", null));
    made.get(0).sendException = null;
    assertThat(tell(4)).isEqualTo(new DeliveryResult.Delivered(null));
    assertThat(made).hasSize(1);
    sender.close();
  }

  @Test
  @DisplayName("a producer that cannot be made fails the attempts, and is made once it can be")
  void cannotBeMade() {
    var failing = new ArrayList<RuntimeException>(List.of(new KafkaException("sesame")));
    var once =
        new Sender(
            () -> {
              if (!failing.isEmpty()) {
                throw failing.remove(0);
              }
              return make();
            },
            "payments",
            Duration.ofSeconds(5));

    assertThat(tell(once, 1))
        .isEqualTo(new DeliveryResult.Failed(null, "the brokers did not acknowledge it", null));
    assertThat(tell(once, 1)).isEqualTo(new DeliveryResult.Delivered(null));
    once.close();
  }

  @Test
  @DisplayName(
      "what was told while no broker was found fails with the rest: one wait, not one for each")
  void oneWait() throws InterruptedException {
    var looking = new CountDownLatch(1);
    var found = new CountDownLatch(1);
    var looks = new AtomicInteger();
    var away =
        new Sender(
            () -> {
              looks.incrementAndGet();
              looking.countDown();
              await(found);
              throw new TimeoutException("sesame");
            },
            "payments",
            Duration.ofSeconds(5));
    var told = new ArrayList<CompletableFuture<DeliveryResult>>();

    told.add(Tries.begin(away::tell, Events.of("cup-1", 1)));
    looking.await();
    told.add(Tries.begin(away::tell, Events.of("cup-1", 2)));
    told.add(Tries.begin(away::tell, Events.of("cup-1", 3)));
    found.countDown();

    assertThat(told)
        .allSatisfy(
            one ->
                assertThat(Tries.end(one))
                    .isEqualTo(
                        new DeliveryResult.Failed(
                            null, "no broker answered for topic payments in 5 s", null)));
    assertThat(looks).hasValue(1);
    tell(away, 4);
    assertThat(looks).as("later it is looked again").hasValue(2);
    away.close();
  }

  @Test
  @DisplayName("wrong credentials are named as such, and the words of the broker are not repeated")
  void credentials() {
    nextFailure = new SaslAuthenticationException("sesame");
    assertThat(tell(1))
        .isEqualTo(
            new DeliveryResult.Failed(null, "the brokers do not accept our credentials", null));
    sender.close();
  }

  @Test
  @DisplayName("after it was closed, an attempt fails at once instead of never ending")
  void closed() {
    sender.close();
    assertThat(tell(1)).isEqualTo(new DeliveryResult.Failed(null, "stopping", null));
  }

  @Test
  @DisplayName("without kafka-clients the error says which dependency to add")
  void withoutKafka() throws Exception {
    try (var loader = new WithoutKafka()) {
      var constructor =
          loader.loadClass(KafkaTopic.class.getName()).getConstructor(Map.class, String.class);

      assertThatExceptionOfType(InvocationTargetException.class)
          .isThrownBy(
              () -> constructor.newInstance(Map.of("bootstrap.servers", "kafka:9092"), "payments"))
          .havingCause()
          .isInstanceOf(IllegalArgumentException.class)
          .withMessageContaining("add the dependency org.apache.kafka:kafka-clients");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private DeliveryResult tell(long version) {
    return tell(sender, version);
  }

  private static DeliveryResult tell(Sender sender, long version) {
    return Tries.tell(sender::tell, Events.of("cup-1", version));
  }

  /** Our classes anew, over a class path that lacks Kafka's. */
  private static final class WithoutKafka extends URLClassLoader {
    WithoutKafka() {
      super(
          new URL[] {KafkaTopic.class.getProtectionDomain().getCodeSource().getLocation()},
          KafkaTopic.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.apache.kafka.")) {
        throw new ClassNotFoundException(name);
      }
      if (name.startsWith(KafkaTopic.class.getPackageName())) {
        var loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
      return super.loadClass(name, resolve);
    }
  }
}
