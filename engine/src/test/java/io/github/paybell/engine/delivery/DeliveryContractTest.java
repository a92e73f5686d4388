package io.github.paybell.engine.delivery;

import static io.github.paybell.engine.delivery.Desk.subscriber;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.ledger.Event;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.engine.ledger.ProblemView;
import io.github.paybell.engine.store.TestStores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a subscriber may rely on, on every store. */
class DeliveryContractTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "EVERY_EVENT: each subscriber hears each event that it wants, as the ledger wrote it")
  void everyEvent(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var one = Ear.good();
      var other = Ear.good();
      var deaf = Ear.good();
      var delivery =
          desk.delivery(
              subscriber("one", one),
              subscriber("other", 2, 0, other),
              new Subscriber("deaf", EventSelection.of(List.of("order.closed")), 1, 0, deaf));
      desk.events(20);

      assertThat(delivery.tellAll(desk.clock.instant())).isEqualTo(40);

      assertThat(one.events()).hasSize(20).extracting(Event::id).doesNotHaveDuplicates();
      assertThat(one.events()).extracting(Event::data).doesNotHaveDuplicates();
      assertThat(other.events()).containsExactlyInAnyOrderElementsOf(one.events());
      assertThat(deaf.events()).isEmpty();
      var stored = delivery.deliveries().events(all(), null, 200).items();
      assertThat(stored)
          .extracting(EventView::event)
          .containsExactlyInAnyOrderElementsOf(one.events());
      assertThat(desk.states("one")).containsExactly("delivered:20");
      assertThat(delivery.tellAll(desk.clock.instant())).isZero();
    }
  }

  private static Deliveries.EventFilter all() {
    return new Deliveries.EventFilter(null, null, null);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: what failed comes again as it was, after 5 s, 30 s, 2 min …")
  void again(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.saying(Ear.BROKEN);
      var delivery = desk.delivery(subscriber("one", ear));
      desk.events(1);
      delivery.tellAll(desk.clock.instant());

      for (int attempts = 1; attempts <= 3; attempts++) {
        var gap = DeliveryOptions.BACKOFF.get(attempts - 1);
        var view = only(delivery);
        assertThat(view.attempts()).isEqualTo(attempts);
        assertThat(view.state()).isEqualTo("pending");
        assertThat(view.status()).isEqualTo(500);
        assertThat(view.error()).isEqualTo("answered 500");
        assertThat(view.triedAt()).isEqualTo(desk.clock.instant());
        assertThat(view.dueAt()).isEqualTo(desk.clock.instant().plus(gap));
        desk.clock.move(gap.minusMillis(1));
        assertThat(delivery.tellAll(desk.clock.instant())).isZero();
        desk.clock.move(Duration.ofMillis(1));
        assertThat(delivery.tellAll(desk.clock.instant())).isOne();
      }

      assertThat(ear.events()).hasSize(4).containsOnly(ear.events().get(0));
    }
  }

  private static DeliveryView only(Delivery delivery) {
    var items = delivery.deliveries().list(everything(), null, 10).items();
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  static Deliveries.Filter everything() {
    return new Deliveries.Filter(null, null, null, null, null, null);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: not before the subscriber's Retry-After, and not after a day of it")
  void retryAfter(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.saying(new DeliveryResult.Failed(429, "busy", Duration.ofMinutes(7)));
      var delivery = desk.delivery(subscriber("one", ear));
      desk.events(1);
      delivery.tellAll(desk.clock.instant());
      assertThat(only(delivery).dueAt()).isEqualTo(desk.clock.instant().plusSeconds(7 * 60));

      ear.now(new DeliveryResult.Failed(429, "busy", Duration.ofDays(365)));
      desk.clock.move(Duration.ofMinutes(7));
      delivery.tellAll(desk.clock.instant());

      assertThat(only(delivery).dueAt()).isEqualTo(desk.clock.instant().plusSeconds(86_400));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: after the last try it is dead, a problem, and can be told again")
  void dead(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.saying(Ear.BROKEN);
      var delivery =
          desk.delivery(
              List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), subscriber("one", ear));
      desk.events(2);
      for (int attempt = 1; attempt <= 3; attempt++) {
        delivery.tellAll(desk.clock.instant());
        desk.clock.move(Duration.ofSeconds(2));
      }

      assertThat(desk.states("one")).containsExactly("dead:2");
      assertThat(desk.problems())
          .extracting(ProblemView::kind, ProblemView::account, ProblemView::cause)
          .containsExactly(tuple("delivery_dead", Desk.ACCOUNT, "one"));
      desk.clock.move(Duration.ofDays(9));
      assertThat(delivery.tellAll(desk.clock.instant())).isZero();
      assertThat(ear.attempts()).isEqualTo(6);

      ear.now(Ear.HEARD);
      var key = new DeliveryKey(ear.ids().get(0), "one");
      var retried = delivery.deliveries().retry(key, "alice").orElseThrow();
      assertThat(retried.attempts()).isZero();
      assertThat(retried.state()).isEqualTo("pending");
      assertThat(delivery.tellAll(desk.clock.instant())).isOne();
      assertThat(desk.states("one")).containsExactly("dead:1", "delivered:1");
      assertThat(desk.texts("select action from paybell_audit where actor = 'alice'"))
          .containsExactly("delivery.retry");
    }
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: what a subscriber refuses for good is dead at once")
  void refused(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var delivery =
          desk.delivery(
              subscriber("one", Ear.saying(new DeliveryResult.Refused(410, "gone for good"))));
      desk.events(1);

      assertThat(delivery.tellAll(desk.clock.instant())).isOne();

      var view = only(delivery);
      assertThat(view.state()).isEqualTo("dead");
      assertThat(view.attempts()).isOne();
      assertThat(view.dueAt()).isNull();
      assertThat(view.error()).isEqualTo("gone for good");
      assertThat(desk.problems()).extracting(ProblemView::kind).containsExactly("delivery_dead");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: while a lease holds nobody else has the row; then the zombie is void")
  void lease(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var zombie = Ear.silent();
      var living = Ear.saying(Ear.BROKEN);
      var one = desk.delivery(subscriber("one", zombie));
      var other = desk.delivery(subscriber("one", living));
      desk.events(3);
      one.lanes().get(0).look(desk.clock);
      assertThat(zombie.held()).isEqualTo(3);

      desk.clock.move(Claims.LEASE.minusMillis(1));
      assertThat(other.tellAll(desk.clock.instant())).isZero();
      desk.clock.move(Duration.ofMillis(1));
      assertThat(other.tellAll(desk.clock.instant())).isEqualTo(3);

      zombie.end(Ear.HEARD);
      one.lanes().get(0).awaitQuiet();
      assertThat(desk.states("one")).containsExactly("pending:3");
      assertThat(other.deliveries().list(everything(), null, 10).items())
          .extracting(DeliveryView::attempts)
          .containsOnly(1);
      assertThat(living.ids()).containsExactlyInAnyOrderElementsOf(zombie.ids());
      assertThat(desk.meters.get("paybell.delivery").tag("outcome", "void").timer().count())
          .isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("EVERY_EVENT: the outcome of a lease that ended counts if nobody took the row over")
  void lateOutcome(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var ear = Ear.silent();
      var delivery = desk.delivery(subscriber("one", ear));
      desk.events(1);
      delivery.lanes().get(0).look(desk.clock);
      desk.clock.move(Claims.LEASE.multipliedBy(2));

      ear.end(Ear.HEARD);
      delivery.lanes().get(0).awaitQuiet();

      assertThat(desk.states("one")).containsExactly("delivered:1");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("IN_ORDER: an event that comes late has a lower version than those before it")
  void versions(TestStores stores) throws Exception {
    try (var desk = new Desk(stores.create())) {
      var first = desk.eventsAt(Desk.BEGIN, 1, "shop", EventType.PAYMENT_SUCCEEDED, "ORDER-1");
      assertThat(first).hasSize(1);
      var ear =
          Ear.answering(attempt -> attempt.number() == 1 && even(attempt) ? Ear.BROKEN : Ear.HEARD);
      var delivery = desk.delivery(subscriber("one", ear));
      for (int i = 0; i < 4; i++) {
        desk.eventsAt(Desk.BEGIN, 1, "shop", EventType.PAYMENT_SUCCEEDED, "ORDER-1");
      }
      delivery.tellAll(desk.clock.instant());
      desk.clock.move(Duration.ofSeconds(6));
      delivery.tellAll(desk.clock.instant());

      var heard = ear.events();
      assertThat(heard).hasSize(6);
      assertThat(heard.subList(4, 6))
          .allSatisfy(late -> assertThat(late.version()).isLessThan(newest(heard)));
    }
  }

  private static boolean even(Attempt attempt) {
    var version = attempt.event().version();
    return version != null && version % 2 == 0;
  }

  private static long newest(List<Event> events) {
    return events.stream().mapToLong(e -> e.version() == null ? 0 : e.version()).max().orElse(0);
  }
}
