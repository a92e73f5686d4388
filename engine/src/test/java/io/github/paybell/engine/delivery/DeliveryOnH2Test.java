package io.github.paybell.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.H2Database;
import io.github.paybell.protocol.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Telling subscribers, on the H2 of a shop's own tests. */
class DeliveryOnH2Test {
  private final SettableClock clock = new SettableClock(Desk.BEGIN);

  @Test
  @DisplayName("EVERY_EVENT: told, told again after a failure, and dead at last, on H2 too")
  void told() throws Exception {
    var good = Ear.good();
    var bad = Ear.saying(Ear.BROKEN);
    var gaps = List.of(Duration.ofSeconds(5));
    var options =
        new DeliveryOptions(
            List.of(Desk.subscriber("good", good), Desk.subscriber("bad", bad)),
            gaps,
            DeliveryOptions.RETENTION);
    var identity = new Identity("1900000109", Set.of(), Set.of(), Policies.UNSET);
    try (var database = new H2Database();
        var store = database.store()) {
      var ledger = new Ledger(store, account -> identity, clock);
      try (var delivery =
          new Delivery(store, ledger, options, new SimpleMeterRegistry(), clock, () -> 0.5)) {
        store.write(
            connection -> {
              var posting = ledger.open(connection);
              posting.reconciled(Desk.ACCOUNT, "{\"day\":1}");
              posting.reconciled(Desk.ACCOUNT, "{\"day\":2}");
              posting.flush();
              return 0;
            });

        assertThat(delivery.tellAll(clock.instant())).isEqualTo(4);
        assertThat(delivery.tellAll(clock.instant())).isZero();
        clock.move(gaps.get(0));
        assertThat(delivery.tellAll(clock.instant())).isEqualTo(2);

        assertThat(good.ids()).hasSize(2).doesNotHaveDuplicates();
        assertThat(bad.ids()).hasSize(4).hasSameElementsAs(good.ids());
        assertThat(
                database.texts(
                    "select concat(subscriber, ' ', state, ' ', attempts, ' ', status)"
                        + " from paybell_delivery order by subscriber, event_id"))
            .containsExactly(
                "bad dead 2 500", "bad dead 2 500", "good delivered 1 200", "good delivered 1 200");
        var everything = new Deliveries.Filter(null, null, null, null, null, null);
        assertThat(delivery.deliveries().list(everything, null, 10).items()).hasSize(4);
      }
    }
  }
}
