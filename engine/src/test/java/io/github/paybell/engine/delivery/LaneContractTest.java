package io.github.paybell.engine.delivery;

import static io.github.paybell.engine.delivery.Desk.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.store.StoreUnavailableException;
import io.github.paybell.engine.store.TestStores;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No subscriber waits for another, and none loses what it could not be told. */
class LaneContractTest {
  private static void look(Desk desk, Delivery delivery) throws Exception {
    for (var lane : delivery.lanes()) {
      lane.look(desk.clock);
    }
  }

  /** Looks until the one lane finds no more; its channel answers at once. */
  private static void tellAll(Desk desk, Lane lane) throws Exception {
    for (int looks = 0; looks < 200; looks++) {
      lane.look(desk.clock);
      lane.awaitQuiet();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A subscriber that never answers delays nobody, and has no more than its room")
  void slow(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var slow = Ear.silent();
      var quick = Ear.good();
      var delivery =
          desk.delivery(subscriber("slow", 4, 0, slow), subscriber("quick", 4, 0, quick));
      desk.events(50);

      for (int looks = 0; looks < 60; looks++) {
        look(desk, delivery);
        delivery.lanes().get(1).awaitQuiet();
      }

      assertThat(quick.attempts()).isEqualTo(50);
      assertThat(slow.held()).isEqualTo(4);
      slow.end(Ear.HEARD);
      slow.now(Ear.HEARD);
      tellAll(desk, delivery.lanes().get(0));
      assertThat(desk.states("slow")).containsExactly("delivered:50");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Attempts that hang leave the rest of the room to the others")
  void hanging(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.silent();
      var delivery = desk.delivery(subscriber("one", 4, 0, ear));
      desk.events(3);
      look(desk, delivery);
      assertThat(ear.held()).isEqualTo(3);
      ear.now(Ear.HEARD);
      desk.events(20);

      for (int looks = 0; looks < 100; looks++) {
        look(desk, delivery);
      }
      delivery.lanes().get(0).ring();
      while (!desk.states("one").contains("delivered:20")) {
        look(desk, delivery);
      }

      assertThat(ear.held()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("An event that always fails uses up its own attempts, and nobody else's")
  void poison(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      desk.delivery(subscriber("one", Ear.good()));
      var poison = Set.copyOf(desk.eventsAt(Desk.BEGIN, 1));
      desk.events(30);
      var ear =
          Ear.answering(attempt -> poison.contains(attempt.event().id()) ? Ear.BROKEN : Ear.HEARD);
      var delivery = desk.delivery(subscriber("one", ear));
      tellAll(desk, delivery.lanes().get(0));
      assertThat(desk.states("one")).containsExactly("delivered:30", "pending:1");

      for (var gap : DeliveryOptions.BACKOFF) {
        desk.clock.move(gap);
        desk.events(1);
        tellAll(desk, delivery.lanes().get(0));
      }

      int rounds = DeliveryOptions.BACKOFF.size();
      assertThat(desk.states("one")).containsExactly("dead:1", "delivered:" + (30 + rounds));
      assertThat(ear.attempts()).isEqualTo(30 + rounds + rounds + 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("What waits behind an open circuit loses no attempt; one succeeds, and all go on")
  void breaker(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.saying(Ear.BROKEN);
      var delivery = desk.delivery(subscriber("one", 10, 0, ear));
      var lane = delivery.lanes().get(0);
      desk.events(40);

      tellAll(desk, lane);
      assertThat(ear.attempts()).isEqualTo(10);
      desk.clock.move(Duration.ofSeconds(1));
      tellAll(desk, lane);
      assertThat(ear.attempts()).isEqualTo(11);
      assertThat(delivery.deliveries().list(DeliveryContractTest.everything(), null, 100).items())
          .filteredOn(view -> view.attempts() == 0)
          .hasSize(29);

      ear.now(Ear.HEARD);
      tellAll(desk, lane);
      assertThat(ear.attempts()).isEqualTo(11);
      desk.clock.move(Duration.ofSeconds(2));
      tellAll(desk, lane);
      assertThat(desk.states("one")).containsExactly("delivered:29", "pending:11");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: what a dead subscriber was not told for three days is visibly dead")
  void patience(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var gaps = List.of(Duration.ofSeconds(5), Duration.ofMinutes(1));
      var ear = Ear.saying(Ear.BROKEN);
      var delivery = desk.delivery(gaps, subscriber("one", 10, 0, ear));
      var lane = delivery.lanes().get(0);
      desk.events(700);
      tellAll(desk, lane);
      assertThat(ear.attempts()).isEqualTo(10);

      desk.clock.move(Duration.ofSeconds(64));
      lane.look(desk.clock);
      lane.awaitQuiet();
      assertThat(desk.states("one")).containsExactly("pending:700");
      desk.clock.move(Duration.ofSeconds(1));
      lane.look(desk.clock);

      var views = delivery.deliveries().list(filter("dead"), null, 200).items();
      // Those that were tried wait for their next attempt.
      assertThat(desk.states("one")).containsExactly("dead:689", "pending:11");
      assertThat(views)
          .allSatisfy(
              view -> {
                assertThat(view.error()).isEqualTo("the circuit was open; last: answered 500");
                assertThat(view.attempts()).isZero();
                assertThat(view.dueAt()).isNull();
              });
      assertThat(desk.problems()).extracting(ProblemView::cause).containsExactly("one");

      ear.now(Ear.HEARD);
      assertThat(delivery.deliveries().redeliver(filter("dead"), "alice")).isEqualTo(689);
      desk.clock.move(Duration.ofMinutes(2));
      delivery.tellAll(desk.clock.instant());
      assertThat(desk.states("one")).containsExactly("delivered:700");
    }
  }

  private static Deliveries.Filter filter(String state) {
    return new Deliveries.Filter(null, null, state, null, null, null);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("No more attempts begin in a second than the subscriber allows")
  void rate(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.good();
      var delivery = desk.delivery(subscriber("one", 100, 20, ear));
      var lane = delivery.lanes().get(0);
      desk.events(100);

      for (int tick = 0; tick < 10; tick++) {
        for (int looks = 0; looks < 5; looks++) {
          lane.look(desk.clock);
        }
        desk.clock.move(Duration.ofMillis(100));
      }

      assertThat(ear.attempts()).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A replica that closes gives back what it claimed and did not begin")
  void released(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var closing = Ear.good();
      var going = Ear.good();
      var one = desk.delivery(subscriber("one", closing));
      var other = desk.delivery(subscriber("one", going));
      desk.events(5);

      one.lanes().get(0).stop();
      one.lanes().get(0).look(desk.clock);

      assertThat(closing.attempts()).isZero();
      assertThat(other.tellAll(desk.clock.instant())).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "EVERY_EVENT: closing cuts off what is under way; it counts as failed and comes again")
  void cutOff(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.silent();
      var one = desk.delivery(subscriber("one", ear));
      var other = desk.delivery(subscriber("one", Ear.good()));
      desk.events(5);
      one.lanes().get(0).look(desk.clock);

      one.close();

      assertThat(ear.closed()).isTrue();
      desk.clock.move(Duration.ofSeconds(5));
      assertThat(other.tellAll(desk.clock.instant())).isEqualTo(5);
      assertThat(desk.states("one")).containsExactly("delivered:5");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A store that goes away while attempts are under way is told when it is back")
  void away(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var door = new Door(desk.store);
      var ear = Ear.silent();
      var delivery =
          desk.delivery(desk.through(door), DeliveryOptions.of(List.of(subscriber("one", ear))));
      var lane = delivery.lanes().get(0);
      desk.events(3);
      lane.look(desk.clock);

      door.shut(true);
      ear.end(Ear.HEARD);
      assertThatThrownBy(lane::awaitQuiet).isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> lane.look(desk.clock)).isInstanceOf(SQLException.class);

      door.shut(false);
      desk.clock.move(Claims.LEASE.multipliedBy(3));
      lookUntilQuiet(lane, desk);
      assertThat(desk.states("one")).containsExactly("delivered:3");
      assertThat(ear.attempts()).isEqualTo(3);
    }
  }

  /**
   * As the lane's own thread does. The outcomes are written by another thread, which may have met
   * the store before it was back: each is kept once more at most.
   */
  private static void lookUntilQuiet(Lane lane, Desk desk) throws SQLException {
    for (int outcomes = 3; ; outcomes--) {
      lane.look(desk.clock);
      try {
        lane.awaitQuiet();
        return;
      } catch (StoreUnavailableException e) {
        assertThat(outcomes).as("outcomes that may still be kept").isPositive();
      }
    }
  }
}
