package io.github.paybell.engine.delivery;

import static io.github.paybell.engine.delivery.Desk.subscriber;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.delivery.DeliveryView.Try;
import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each attempt came to, on every store. */
class AttemptsContractTest {
  private static final Duration GAP = Duration.ofSeconds(1);

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: a delivery keeps its last 8 attempts with what was answered, oldest first")
  void ring(TestStores stores) throws Exception {
    var count = new AtomicInteger();
    var ear =
        Ear.answering(
            attempt -> {
              int number = count.incrementAndGet();
              attempt.heard("192.0.2." + number, ("sorry " + number).getBytes(UTF_8));
              return number < 10 ? new DeliveryResult.Failed(503, "answered 503", null) : Ear.HEARD;
            });
    try (var desk = new Desk(stores.create())) {
      var delivery = desk.delivery(Collections.nCopies(12, GAP), subscriber("one", ear));
      desk.events(1);
      for (int i = 0; i < 10; i++) {
        delivery.tellAll(desk.clock.instant());
        desk.clock.move(GAP.multipliedBy(2));
      }

      var key = new DeliveryKey(ear.ids().get(0), "one");
      var seen = delivery.deliveries().find(key).orElseThrow();
      assertThat(seen.attempts()).isEqualTo(10);
      assertThat(seen.tries()).hasSize(8);
      assertThat(seen.tries()).extracting(Try::answer).first().isEqualTo("sorry 3");
      assertThat(seen.tries()).extracting(Try::at).isSorted().doesNotHaveDuplicates();
      var last = seen.tries().get(7);
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.error()).isNull();
      assertThat(last.address()).isEqualTo("192.0.2.10");
      assertThat(last.tookMs()).isBetween(0, 60_000);
      assertThat(seen.tries().get(6).error()).isEqualTo("answered 503");
      assertThat(seen.toString()).doesNotContain("sorry");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: of an answer one KiB is kept, as text that any store and terminal can take")
  void anyAnswer(TestStores stores) throws Exception {
    var answer = ("\0\u001b[31m\u00ff 价 ".repeat(200)).getBytes(UTF_8);
    System.arraycopy("\u00fe\u00ff".getBytes(ISO_8859_1), 0, answer, 500, 2);
    var ear =
        Ear.answering(
            attempt -> {
              attempt.heard(null, answer);
              return Ear.BROKEN;
            });
    try (var desk = new Desk(stores.create())) {
      var delivery = desk.delivery(subscriber("one", ear));
      desk.events(1);
      delivery.tellAll(desk.clock.instant());

      var key = new DeliveryKey(ear.ids().get(0), "one");
      var kept = delivery.deliveries().find(key).orElseThrow().tries().get(0).answer();
      assertThat(kept)
          .startsWith("  [31m\u00ff 价 ")
          .contains("\ufffd")
          .doesNotContain("\u001b")
          .hasSizeBetween(500, 1024);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("BOUNDED: attempts go with their delivery, and stay with one that waits")
  void pruned(TestStores stores) throws Exception {
    var ear = Ear.good();
    var broken = Ear.saying(Ear.BROKEN);
    try (var desk = new Desk(stores.create())) {
      var delivery = desk.delivery(subscriber("good", ear), subscriber("bad", broken));
      desk.eventsAt(Desk.BEGIN, 3);
      delivery.tellAll(desk.clock.instant());
      assertThat(desk.texts("select slot from paybell_attempt")).hasSize(6);

      desk.clock.move(DeliveryOptions.RETENTION.plusDays(1));
      delivery.prune();

      assertThat(desk.texts("select distinct subscriber from paybell_attempt"))
          .containsExactly("bad");
      assertThat(desk.texts("select slot from paybell_attempt")).hasSize(3);
    }
  }
}
